import { isRefused, type Refusal, refuse } from '#contract/errors.ts';
import type { Answer, Request } from '#contract/operations.ts';
import { type Quantity, total } from '#domain/quantity.ts';
import { allocateFreedStock } from '../allocation/run-allocation.ts';
import { refuseHeld } from '../customers/sale-hold.ts';
import { proposeAfterDelivery } from '../follow-ups/propose-after-delivery.ts';
import { Changes } from '../ledger/changes.ts';
import type { StockLevel } from '../ledger/lock-stock.ts';
import type { Viewer } from '../platform/viewer.ts';
import type { Work } from '../platform/work.ts';
import { bringBack } from './bring-back.ts';
import { chooseArriving, refuseMoreThanArriving } from './choose-arriving.ts';
import { type FulfillmentLine, loadFulfillmentLines } from './load-fulfillment-lines.ts';
import { type LockedFulfillment, lockFulfillment } from './lock-fulfillment.ts';
import { lockStockOfFulfillment } from './lock-fulfillment-stock.ts';
import { type LostUnits, loseUnits } from './lose-units.ts';
import { readFulfillment } from './queries.ts';
import { endWhenNothingArrives, settleReopening } from './settle-reopening.ts';
import { takeAlong } from './take-along.ts';

/**
 * The customer has the goods, or what of them was handed over. Without an instant it happened now. What was not handed over goes
 * the way of a short pick, in this transaction: it waits again at its old place, the invoice charges what was delivered, and
 * what the driver brings back waits for somebody to say where it goes. Said not to be received before, it is settled by this.
 *
 * Refusals, in this order: `not_found`, `not_your_customer`, `fulfillment_voided`, `fulfillment_not_shipped`,
 * `fulfillment_already_delivered`, `fulfillment_not_delivered`, `delivered_before_shipped` (also when it lies in the future), then for
 * the first line at fault `line_not_on_record`, `line_named_twice`, `more_than_arriving`, `difference_without_reason`; then `cash_for_nothing`, `customer_on_no_sale`, `cash_not_collected`; then for
 * the first return line at fault `line_not_on_record`, `line_named_twice`, `more_than_with_customer`.
 */
export async function deliverFulfillment(
  viewer: Viewer,
  { params, body }: Request<'deliverFulfillment'>,
  work: Work,
): Promise<Answer<'deliverFulfillment'> | { refusal: Refusal }> {
  const levels = body?.lines ? await lockStockOfFulfillment(viewer, work, params.id) : new Map<string, StockLevel>();
  const fulfillment = await lockFulfillment(viewer, work, params.id);
  if (isRefused(fulfillment)) return fulfillment;
  const deliveredAt = body?.deliveredAt ?? work.now;
  const mistake = findMistake(fulfillment, deliveredAt, work);
  if (mistake) return mistake;
  const lines = await loadFulfillmentLines(work, fulfillment);
  const lost = chooseDifferences(lines, body?.lines ?? []);
  if (isRefused(lost)) return lost;
  const isAnyHandedOver = total(lines, ({ arriving }) => arriving) > total(lost, ({ quantity }) => quantity);
  if (!isAnyHandedOver && body?.cashCollected) return refuse('cash_for_nothing');
  const held = isAnyHandedOver ? refuseHeld(fulfillment, body?.cashCollected ?? false) : null;
  if (held) return held;
  const refused = await takeAlong(work, fulfillment, body?.takenAlong ?? []);
  if (refused) return refused;
  await deliverLocked(viewer, work, fulfillment, { ...body, deliveredAt, lines, lost });
  if (lost.length > 0) {
    const { warehouseId, id } = fulfillment;
    await allocateFreedStock(viewer, work, {
      warehouseId,
      levels: levels.values(),
      cause: { type: 'fulfillment', id },
    });
  }
  return readFulfillment(viewer, { ...work, queries: work.tx }, fulfillment.id);
}

function findMistake(fulfillment: LockedFulfillment, deliveredAt: string, work: Work): { refusal: Refusal } | null {
  const { shippedAt, status } = fulfillment;
  if (shippedAt === null) return refuse('fulfillment_not_shipped', { facts: { fulfillmentStatus: status } });
  if (status === 'delivered') return refuse('fulfillment_already_delivered');
  if (status === 'not_delivered') return refuse('fulfillment_not_delivered');
  if (Date.parse(deliveredAt) >= Date.parse(shippedAt) && !isInTheFuture(deliveredAt, work.now)) return null;
  return refuse('delivered_before_shipped', {
    errors: [{ pointer: '#/deliveredAt', detail: 'lies before the shipment or in the future' }],
    facts: { shippedAt },
  });
}

const CLOCK_DIFFERENCE_MILLISECONDS = 5 * 60_000;

/** Whether an instant lies after `now`, by more than the clock of a scanner may differ. */
export function isInTheFuture(instant: string, now: string): boolean {
  return Date.parse(instant) > Date.parse(now) + CLOCK_DIFFERENCE_MILLISECONDS;
}

type Body = NonNullable<Request<'deliverFulfillment'>['body']>;

/** What of the named lines was not handed over, and why. */
function chooseDifferences(
  lines: readonly FulfillmentLine[],
  named: NonNullable<Body['lines']>,
): LostUnits[] | { refusal: Refusal } {
  const chosen = chooseArriving(lines, named);
  if (isRefused(chosen)) return chosen;
  const lost: LostUnits[] = [];
  for (const [index, { of, asked }] of chosen.entries()) {
    const quantity = of.arriving - asked.delivered;
    if (quantity < 0) return refuseMoreThanArriving(index, of, 'delivered');
    if (quantity === 0) continue;
    if (!asked.reason) {
      const errors = [
        { pointer: `#/lines/${index}/reason`, detail: `${of.line.sku}: says why ${quantity} did not arrive` },
      ];
      return refuse('difference_without_reason', { errors });
    }
    lost.push({ of, quantity, reason: asked.reason });
  }
  return lost;
}

type Delivery = Omit<Body, 'lines' | 'deliveredAt' | 'takenAlong'> & {
  deliveredAt: string;
  lines?: readonly FulfillmentLine[];
  lost?: readonly LostUnits[];
};

/** Records the delivery of a fulfillment that this transaction holds and that has shipped. */
export async function deliverLocked(
  viewer: Viewer,
  work: Work,
  fulfillment: LockedFulfillment,
  delivery: Delivery,
): Promise<void> {
  const { lost = [], deliveredAt } = delivery;
  const lines = delivery.lines ?? (await loadFulfillmentLines(work, fulfillment));
  const arrived = lines.map((of) => ({ of, quantity: of.arriving - quantityOf(lost, of) }));
  const deliveryId = await keepDelivery(viewer, work, fulfillment, delivery);
  const changes = new Changes({ type: 'fulfillment', id: fulfillment.id });
  for (const { of, quantity } of arrived) changes.delivered(of.line, quantity, deliveredAt);
  if (lost.length > 0) await recordDifferences(viewer, work, changes, fulfillment, { lost, deliveryId });
  await changes.write(viewer, work);
  const isAnyDelivered = arrived.some(({ quantity }) => quantity > 0);
  if (!isAnyDelivered) await endWhenNothingArrives(viewer, work, fulfillment, 'delivered');
  else {
    await settleReopening(viewer, work, fulfillment, 'delivered');
    await work.tx.rows(DELIVERED, [fulfillment.id, deliveredAt, delivery.receivedBy ?? null, viewer.actor]);
    if (fulfillment.backorderId !== null) await proposeAfterDelivery(viewer, work, fulfillment.backorderId);
  }
  noteDelivery(work, fulfillment, delivery, lost);
}

async function recordDifferences(
  viewer: Viewer,
  work: Work,
  changes: Changes,
  fulfillment: LockedFulfillment,
  { lost, deliveryId }: { lost: readonly LostUnits[]; deliveryId: string },
): Promise<void> {
  // What the customer has had in hand as delivered is credited on paper; an invoice on its way is put right.
  const charging = fulfillment.reopenedAt === null ? 'amendment' : 'credit_note';
  await loseUnits(viewer, work, changes, fulfillment, { lost, charging, deliveryId, note: null });
  await bringBack(viewer, work, fulfillment, { lost, deliveryId });
}

const quantityOf = (lost: readonly LostUnits[], of: FulfillmentLine): Quantity =>
  total(
    lost.filter((units) => units.of === of),
    ({ quantity }) => quantity,
  );

async function keepDelivery(
  viewer: Viewer,
  work: Work,
  { id }: LockedFulfillment,
  { deliveredAt, receivedBy, proof, cashCollected = false }: Delivery,
): Promise<string> {
  const row = await work.tx.row<{ id: string }>(KEEP, [
    id,
    deliveredAt,
    receivedBy ?? null,
    proof?.kind ?? null,
    proof?.note ?? null,
    proof && 'image' in proof ? proof.image : null,
    work.now,
    viewer.actor,
    cashCollected,
  ]);
  return row.id;
}

function noteDelivery(
  work: Work,
  { id: fulfillmentId, number, orderId, backorderId }: LockedFulfillment,
  { deliveredAt, receivedBy = null }: Delivery,
  lost: readonly LostUnits[],
): void {
  const differences = lost.map(({ of, quantity, reason }) => ({ sku: of.line.sku, quantity, reason }));
  work.audit({
    action: 'fulfillment.deliver',
    recordType: 'fulfillment',
    recordId: fulfillmentId,
    orderId,
    changes: { number, deliveredAt, receivedBy, ...(lost.length > 0 ? { differences } : {}) },
  });
  work.tell('fulfillment_delivered', { fulfillmentId, backorderId, orderId });
}

const KEEP = `
  insert into deliveries (fulfillment_id, delivered_at, received_by, proof_kind, proof_note, proof_image, recorded_at, recorded_by, cash_collected)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9) returning id`;

const DELIVERED =
  'update fulfillments set delivered_at = $2, received_by = $3, delivered_by = $4, version = version + 1 where id = $1';
