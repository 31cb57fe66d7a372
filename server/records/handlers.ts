import type { Handlers } from '../platform/http/handlers.ts';
import { getInvoice, getVerification, listAuditEvents, listInvoices } from './queries.ts';

/** What the company keeps of what happened: invoices, the audit record, verified books. */
export const recordHandlers: Handlers<'listInvoices' | 'getInvoice' | 'listAuditEvents' | 'getVerification'> = {
  listInvoices,
  getInvoice,
  listAuditEvents,
  getVerification,
};
