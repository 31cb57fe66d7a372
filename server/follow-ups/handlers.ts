import type { Handlers } from '../platform/http/handlers.ts';
import { closeFollowUp } from './close-follow-up.ts';
import { planFollowUp } from './plan-follow-up.ts';
import { listFollowUps } from './queries.ts';
import { snoozeFollowUp } from './snooze-follow-up.ts';

/** Whom to speak with again, and what came of it. */
export const followUpHandlers: Handlers<'listFollowUps' | 'planFollowUp' | 'closeFollowUp' | 'snoozeFollowUp'> = {
  listFollowUps,
  planFollowUp,
  closeFollowUp,
  snoozeFollowUp,
};
