import { isRefused, type Refusal, refuse } from '#contract/errors.ts';
import type { Answer, Request } from '#contract/operations.ts';
import { Changes } from '../ledger/changes.ts';
import type { Viewer } from '../platform/viewer.ts';
import type { Work } from '../platform/work.ts';
import { loadFulfillmentLines } from './load-fulfillment-lines.ts';
import { type LockedFulfillment, lockFulfillment } from './lock-fulfillment.ts';
import { readFulfillment } from './queries.ts';

/**
 * "Not received": what was confirmed as delivered, or only shipped, is open again and shows among what needs a person, until it
 * is delivered after all, lost and sent again, or credited (rule 25). A delivery confirmed too early is put right the same way.
 * What came back meanwhile was delivered, and stays so.
 *
 * Refusals, in this order: `not_found`, `not_your_customer`, `fulfillment_voided`, `fulfillment_not_shipped`,
 * `already_reopened`, `fulfillment_not_delivered` (also when all of it came back).
 */
export async function reopenFulfillment(
  viewer: Viewer,
  { params, body }: Pick<Request<'reopenFulfillment'>, 'params' | 'body'>,
  work: Work,
): Promise<Answer<'reopenFulfillment'> | { refusal: Refusal }> {
  const fulfillment = await lockFulfillment(viewer, work, params.id);
  if (isRefused(fulfillment)) return fulfillment;
  const { id } = fulfillment;
  if (fulfillment.shippedAt === null)
    return refuse('fulfillment_not_shipped', { facts: { fulfillmentStatus: fulfillment.status } });
  if (fulfillment.reopenedAt !== null)
    return refuse('already_reopened', { facts: { reopenedAt: fulfillment.reopenedAt } });
  const lines = (await loadFulfillmentLines(work, fulfillment)).filter(({ arriving }) => arriving > 0);
  if (lines.length === 0) return refuse('fulfillment_not_delivered');

  const note = body.note ?? null;
  await work.tx.rows(REOPEN, [id, body.reportedBy, note, fulfillment.deliveredAt, work.now, viewer.actor]);
  if (fulfillment.deliveredAt !== null) {
    const changes = new Changes({ type: 'fulfillment', id });
    for (const { line, arriving } of lines) changes.notReceived(line, arriving);
    await changes.write(viewer, work);
  }
  noteReopened(work, fulfillment, { reportedBy: body.reportedBy, note });
  return readFulfillment(viewer, { ...work, queries: work.tx }, id);
}

function noteReopened(
  work: Work,
  { id, number, orderId, backorderId }: LockedFulfillment,
  said: { reportedBy: string; note: string | null },
): void {
  work.audit({
    action: 'fulfillment.reopen',
    recordType: 'fulfillment',
    recordId: id,
    orderId,
    changes: { number, ...said },
  });
  work.tell('fulfillment_reopened', { fulfillmentId: id, backorderId, orderId });
}

const REOPEN = `
  with opened as (
    insert into reopenings (fulfillment_id, reported_by, note, was_delivered_at, opened_at, opened_by) values ($1, $2, $3, $4, $5, $6))
  update fulfillments set reopened_at = $5, delivered_at = null, delivered_by = null, received_by = null, version = version + 1
  where id = $1`;
