import type { Handlers } from '../platform/http/handlers.ts';
import { listConsents } from './queries.ts';
import { recordConsent, revokeConsent } from './record-consent.ts';

export const consentHandlers: Handlers<'listConsents' | 'recordConsent' | 'revokeConsent'> = {
  listConsents,
  recordConsent,
  revokeConsent,
};
