import { isRefused, type Refusal, refuse } from '#contract/errors.ts';
import type { Answer, Request } from '#contract/operations.ts';
import { unknownReference } from '../platform/edit-record.ts';
import type { Viewer } from '../platform/viewer.ts';
import type { Work } from '../platform/work.ts';
import { readParty } from '../records/read-party.ts';
import { addFollowUp } from './add-follow-up.ts';
import { findFollowUp } from './queries.ts';

/**
 * Plans to speak with a customer again about an order or a backorder; for the customer's representative unless somebody
 * is named.
 *
 * Refusals, in this order: `unknown_reference` (also for a record the viewer may not read), `not_your_customer`,
 * `unknown_reference` for the person, `follow_up_in_the_past`.
 */
export async function planFollowUp(
  viewer: Viewer,
  { body }: Request<'planFollowUp'>,
  work: Work,
): Promise<Answer<'planFollowUp'> | { refusal: Refusal }> {
  const { backorderId, orderId } = body;
  const party = await readParty(viewer, work, backorderId ? { backorderId } : { orderId: orderId as string });
  if (isRefused(party))
    return party.refusal.code === 'not_found' ? unknownReference(backorderId ? '#/backorderId' : '#/orderId') : party;
  if (body.assignedToId) {
    const known = await work.tx.first('select from users where id = $1 and active', [body.assignedToId]);
    if (!known) return unknownReference('#/assignedToId');
  }
  if (body.dueOn < work.today) return refuse('follow_up_in_the_past', pastDay('#/dueOn'));
  const id = await addFollowUp(viewer, work, party, {
    cause: 'by_hand',
    dueOn: body.dueOn,
    subject: body.subject?.trim() || null,
    assignedToId: body.assignedToId ?? party.salesRepId ?? viewer.userId,
  });
  return findFollowUp(work.tx, id, work.today);
}

/** Points at the day that is past. */
export function pastDay(pointer: string): { errors: { pointer: string; detail: string }[] } {
  return { errors: [{ pointer, detail: 'lies in the past' }] };
}
