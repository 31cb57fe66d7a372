import { isRefused, type Refusal, refuse } from '#contract/errors.ts';
import type { Answer, Request } from '#contract/operations.ts';
import type { Viewer } from '../platform/viewer.ts';
import type { Work } from '../platform/work.ts';
import { lockFulfillment } from './lock-fulfillment.ts';
import { readFulfillment } from './queries.ts';

/**
 * The goods are packed; an optional step between picking and shipping.
 *
 * Refusals, in this order: `not_found`, `fulfillment_voided`, `fulfillment_already_shipped`, `fulfillment_already_packed`.
 */
export async function packFulfillment(
  viewer: Viewer,
  { params }: Request<'packFulfillment'>,
  work: Work,
): Promise<Answer<'packFulfillment'> | { refusal: Refusal }> {
  const fulfillment = await lockFulfillment(viewer, work, params.id);
  if (isRefused(fulfillment)) return fulfillment;
  if (fulfillment.shippedAt !== null)
    return refuse('fulfillment_already_shipped', { facts: { shippedAt: fulfillment.shippedAt } });
  if (fulfillment.status === 'packed') return refuse('fulfillment_already_packed');
  await work.tx.rows('update fulfillments set packed_at = $2, packed_by = $3, version = version + 1 where id = $1', [
    fulfillment.id,
    work.now,
    viewer.actor,
  ]);
  work.audit({
    action: 'fulfillment.pack',
    recordType: 'fulfillment',
    recordId: fulfillment.id,
    orderId: fulfillment.orderId,
    changes: { number: fulfillment.number },
  });
  return readFulfillment(viewer, { ...work, queries: work.tx }, fulfillment.id);
}
