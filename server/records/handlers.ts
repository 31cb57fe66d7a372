import type { Handlers } from '../platform/http/handlers.ts';
import { getVerification, listAuditEvents, listInvoices } from './queries.ts';

/** What the company keeps of what happened: invoices, the audit record, verified books. */
export const recordHandlers: Handlers<'listInvoices' | 'listAuditEvents' | 'getVerification'> = {
  listInvoices,
  listAuditEvents,
  getVerification,
};
