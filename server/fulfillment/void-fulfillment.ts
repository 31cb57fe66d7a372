import { isRefused, type Refusal, refuse } from '#contract/errors.ts';
import type { Answer, Request } from '#contract/operations.ts';
import { takePicked } from '#domain/allocation/hold.ts';
import { Changes } from '../ledger/changes.ts';
import type { Viewer } from '../platform/viewer.ts';
import type { Work } from '../platform/work.ts';
import { loadFulfillmentLines } from './load-fulfillment-lines.ts';
import { lockFulfillment } from './lock-fulfillment.ts';
import { readFulfillment } from './queries.ts';

/**
 * Undoes a pick before it ships: the goods stay on hand and allocated to the same lines. What was recorded as short
 * stays short; it is a fact about the shelf.
 *
 * Refusals, in this order: `not_found`, `fulfillment_voided`, `fulfillment_already_shipped`.
 */
export async function voidFulfillment(
  viewer: Viewer,
  { params, body }: Request<'voidFulfillment'>,
  work: Work,
): Promise<Answer<'voidFulfillment'> | { refusal: Refusal }> {
  const fulfillment = await lockFulfillment(viewer, work, params.id);
  if (isRefused(fulfillment)) return fulfillment;
  if (fulfillment.shippedAt !== null)
    return refuse('fulfillment_already_shipped', { facts: { shippedAt: fulfillment.shippedAt } });
  const lines = await loadFulfillmentLines(work, fulfillment);
  const changes = new Changes({ type: 'fulfillment', id: fulfillment.id });
  for (const { line, leaving } of lines) {
    for (const hold of takePicked(line.allocations, leaving))
      changes.allocation(line, hold.id, { picked: -hold.quantity });
    changes.demand(line, 'picked', -leaving, 'voided');
  }
  await changes.write(viewer, work);
  await work.tx.rows(
    'update fulfillments set voided_at = $2, voided_by = $3, void_reason = $4, version = version + 1 where id = $1',
    [fulfillment.id, work.now, viewer.actor, body.reason],
  );
  work.audit({
    action: 'fulfillment.void',
    recordType: 'fulfillment',
    recordId: fulfillment.id,
    orderId: fulfillment.orderId,
    changes: { number: fulfillment.number, reason: body.reason },
  });
  work.tell('fulfillment_voided', { fulfillmentId: fulfillment.id, orderId: fulfillment.orderId });
  return readFulfillment(viewer, { ...work, queries: work.tx }, fulfillment.id);
}
