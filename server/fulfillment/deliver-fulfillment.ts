import { isRefused, type Refusal, refuse } from '#contract/errors.ts';
import type { Answer, Request } from '#contract/operations.ts';
import { proposeAfterDelivery } from '../follow-ups/propose-after-delivery.ts';
import { Changes } from '../ledger/changes.ts';
import type { Viewer } from '../platform/viewer.ts';
import type { Work } from '../platform/work.ts';
import { loadFulfillmentLines } from './load-fulfillment-lines.ts';
import { type LockedFulfillment, lockFulfillment } from './lock-fulfillment.ts';
import { readFulfillment } from './queries.ts';

/**
 * The customer has the goods. Without an instant it happened now.
 *
 * Refusals, in this order: `not_found`, `fulfillment_voided`, `fulfillment_not_shipped`,
 * `fulfillment_already_delivered`, `delivered_before_shipped` (also when it lies in the future).
 */
export async function deliverFulfillment(
  viewer: Viewer,
  { params, body }: Request<'deliverFulfillment'>,
  work: Work,
): Promise<Answer<'deliverFulfillment'> | { refusal: Refusal }> {
  const fulfillment = await lockFulfillment(viewer, work, params.id);
  if (isRefused(fulfillment)) return fulfillment;
  if (fulfillment.shippedAt === null)
    return refuse('fulfillment_not_shipped', { facts: { fulfillmentStatus: fulfillment.status } });
  if (fulfillment.status === 'delivered') return refuse('fulfillment_already_delivered');
  const deliveredAt = body?.deliveredAt ?? work.now;
  if (Date.parse(deliveredAt) < Date.parse(fulfillment.shippedAt) || isInTheFuture(deliveredAt, work.now)) {
    return refuse('delivered_before_shipped', {
      errors: [{ pointer: '#/deliveredAt', detail: 'lies before the shipment or in the future' }],
      facts: { shippedAt: fulfillment.shippedAt },
    });
  }
  await deliverLocked(viewer, work, fulfillment, { deliveredAt, receivedBy: body?.receivedBy });
  return readFulfillment(viewer, { ...work, queries: work.tx }, fulfillment.id);
}

const CLOCK_DIFFERENCE_MILLISECONDS = 5 * 60_000;

/** Whether an instant lies after `now`, by more than the clock of a scanner may differ. */
export function isInTheFuture(instant: string, now: string): boolean {
  return Date.parse(instant) > Date.parse(now) + CLOCK_DIFFERENCE_MILLISECONDS;
}

/** Records the delivery of a fulfillment that this transaction holds and that has shipped. */
export async function deliverLocked(
  viewer: Viewer,
  work: Work,
  fulfillment: LockedFulfillment,
  delivery: { deliveredAt: string; receivedBy?: string | null | undefined },
): Promise<void> {
  const lines = await loadFulfillmentLines(work, fulfillment);
  await work.tx.rows(
    'update fulfillments set delivered_at = $2, received_by = $3, delivered_by = $4, version = version + 1 where id = $1',
    [fulfillment.id, delivery.deliveredAt, delivery.receivedBy ?? null, viewer.actor],
  );
  const changes = new Changes({ type: 'fulfillment', id: fulfillment.id });
  for (const { line, leaving } of lines) changes.demand(line, 'delivered', leaving);
  await changes.write(viewer, work);
  if (fulfillment.backorderId !== null) await proposeAfterDelivery(viewer, work, fulfillment.backorderId);
  work.audit({
    action: 'fulfillment.deliver',
    recordType: 'fulfillment',
    recordId: fulfillment.id,
    orderId: fulfillment.orderId,
    changes: { number: fulfillment.number, deliveredAt: delivery.deliveredAt, receivedBy: delivery.receivedBy ?? null },
  });
  work.tell('fulfillment_delivered', {
    fulfillmentId: fulfillment.id,
    backorderId: fulfillment.backorderId,
    orderId: fulfillment.orderId,
  });
}
