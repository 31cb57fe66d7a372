import type { Handlers } from '../platform/http/handlers.ts';
import { getVerification, listAuditEvents, listExceptions, listInvoices, listNotifications } from './queries.ts';

/** What the company keeps of what happened: invoices, exceptions, notifications, the audit record, verified books. */
export const recordHandlers: Handlers<
  'listInvoices' | 'listExceptions' | 'listNotifications' | 'listAuditEvents' | 'getVerification'
> = { listInvoices, listExceptions, listNotifications, listAuditEvents, getVerification };
