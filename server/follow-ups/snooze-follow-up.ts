import { isRefused, type Refusal, refuse } from '#contract/errors.ts';
import type { Answer, Request } from '#contract/operations.ts';
import type { Viewer } from '../platform/viewer.ts';
import type { Work } from '../platform/work.ts';
import { lockFollowUp } from './lock-follow-up.ts';
import { pastDay } from './plan-follow-up.ts';
import { findFollowUp } from './queries.ts';

/**
 * Puts a follow-up off. Refusals, in this order: `not_found`, `not_your_customer`, `not_your_follow_up`,
 * `follow_up_closed`, `follow_up_in_the_past`.
 */
export async function snoozeFollowUp(
  viewer: Viewer,
  { params, body }: Request<'snoozeFollowUp'>,
  work: Work,
): Promise<Answer<'snoozeFollowUp'> | { refusal: Refusal }> {
  const followUp = await lockFollowUp(viewer, work, params.id);
  if (isRefused(followUp)) return followUp;
  if (body.until < work.today) return refuse('follow_up_in_the_past', pastDay('#/until'));
  if (body.until !== followUp.dueOn) {
    await work.tx.rows('update follow_ups set due_on = $2, version = version + 1 where id = $1', [
      followUp.id,
      body.until,
    ]);
    work.audit({
      action: 'follow_up.snooze',
      recordType: 'follow_up',
      recordId: followUp.id,
      orderId: followUp.party.orderId,
      changes: { dueOn: { from: followUp.dueOn, to: body.until } },
    });
    work.tell('follow_up_changed', { followUpId: followUp.id });
  }
  return findFollowUp(work.tx, followUp.id, work.today);
}
