import { isRefused, type Refusal, refuse } from '#contract/errors.ts';
import type { Answer, Request } from '#contract/operations.ts';
import type { Viewer } from '../platform/viewer.ts';
import type { Work } from '../platform/work.ts';
import { addFollowUp } from './add-follow-up.ts';
import { lockFollowUp } from './lock-follow-up.ts';
import { pastDay } from './plan-follow-up.ts';
import { findFollowUp } from './queries.ts';

/**
 * Records what came of a follow-up, once; a next date plans the one after it for the same person.
 *
 * Refusals, in this order: `not_found`, `not_your_customer`, `not_your_follow_up`, `follow_up_closed`,
 * `follow_up_in_the_past`.
 */
export async function closeFollowUp(
  viewer: Viewer,
  { params, body }: Request<'closeFollowUp'>,
  work: Work,
): Promise<Answer<'closeFollowUp'> | { refusal: Refusal }> {
  const followUp = await lockFollowUp(viewer, work, params.id);
  if (isRefused(followUp)) return followUp;
  const nextFollowUpOn = body.nextFollowUpOn ?? null;
  if (nextFollowUpOn !== null && nextFollowUpOn < work.today)
    return refuse('follow_up_in_the_past', pastDay('#/nextFollowUpOn'));

  const outcome = body.outcome.trim();
  const notes = body.notes?.trim() || null;
  await work.tx.rows(CLOSE, [followUp.id, outcome, notes, work.now, viewer.actor]);
  const { party } = followUp;
  if (nextFollowUpOn !== null) {
    const assignedToId = followUp.assignedToId ?? party.salesRepId ?? viewer.userId;
    await addFollowUp(viewer, work, party, { cause: 'outcome', dueOn: nextFollowUpOn, subject: notes, assignedToId });
  }
  work.audit({
    action: 'follow_up.close',
    recordType: 'follow_up',
    recordId: followUp.id,
    orderId: party.orderId,
    changes: { outcome, notes, nextFollowUpOn },
  });
  work.tell('follow_up_changed', { followUpId: followUp.id });
  return findFollowUp(work.tx, followUp.id, work.today);
}

const CLOSE = `
  update follow_ups set outcome = $2, outcome_notes = $3, closed_at = $4, closed_by = $5, version = version + 1 where id = $1`;
