import type { Handlers } from '../platform/http/handlers.ts';
import { getVerification, listAuditEvents } from './queries.ts';

/** What the company keeps of what happened: the audit record, verified books. */
export const recordHandlers: Handlers<'listAuditEvents' | 'getVerification'> = {
  listAuditEvents,
  getVerification,
};
