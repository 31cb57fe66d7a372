import { isRefused, type Refusal, refuse } from '#contract/errors.ts';
import type { Answer, Request } from '#contract/operations.ts';
import { total } from '#domain/quantity.ts';
import { allocateFreedStock } from '../allocation/run-allocation.ts';
import { Changes } from '../ledger/changes.ts';
import { creditUnits } from '../ledger/credit-units.ts';
import { recordCancellation } from '../ledger/record-cancellation.ts';
import type { Viewer } from '../platform/viewer.ts';
import type { Work } from '../platform/work.ts';
import { chooseArriving, refuseMoreThanArriving } from './choose-arriving.ts';
import { type FulfillmentLine, loadFulfillmentLines } from './load-fulfillment-lines.ts';
import { type LockedFulfillment, lockFulfillment } from './lock-fulfillment.ts';
import { lockStockOfFulfillment } from './lock-fulfillment-stock.ts';
import { keepUndelivered, type LostUnits, loseUnits } from './lose-units.ts';
import { readFulfillment } from './queries.ts';
import { endWhenNothingArrives } from './settle-reopening.ts';

/**
 * What left and did not arrive is lost and goes again: same price, same backorder line, old queue time, no new order, and the
 * invoice that charges it already stays the only one (rule 25). It needs stock like anything that waits.
 *
 * Refusals, in this order: `not_found`, `not_your_customer`, `fulfillment_voided`, `fulfillment_not_shipped`,
 * `fulfillment_already_delivered`, `fulfillment_not_delivered`, then for the first line at fault `line_not_on_record`,
 * `line_named_twice`, `more_than_arriving`.
 */
export async function reshipFulfillment(
  viewer: Viewer,
  { params, body }: Request<'reshipFulfillment'>,
  work: Work,
): Promise<Answer<'reshipFulfillment'> | { refusal: Refusal }> {
  const levels = await lockStockOfFulfillment(viewer, work, params.id);
  const loss = await chooseLost(viewer, work, params.id, body);
  if (isRefused(loss)) return loss;
  const { fulfillment, lost } = loss;
  const changes = new Changes({ type: 'fulfillment', id: fulfillment.id });
  await loseUnits(viewer, work, changes, fulfillment, {
    lost,
    charging: 'stays',
    deliveryId: null,
    note: body?.note ?? null,
  });
  await changes.write(viewer, work);
  await end(viewer, work, loss, 'reshipped');
  await allocateFreedStock(viewer, work, {
    warehouseId: fulfillment.warehouseId,
    levels: levels.values(),
    cause: { type: 'fulfillment', id: fulfillment.id },
  });
  return readFulfillment(viewer, { ...work, queries: work.tx }, fulfillment.id);
}

/**
 * What left and did not arrive is lost, is not sent again, and is credited on one credit note. It counts as cancelled, because
 * nobody waits for it any more.
 *
 * Refusals: those of `reshipFulfillment`, in the same order.
 */
export async function creditFulfillment(
  viewer: Viewer,
  { params, body }: Request<'creditFulfillment'>,
  work: Work,
): Promise<Answer<'creditFulfillment'> | { refusal: Refusal }> {
  const loss = await chooseLost(viewer, work, params.id, body);
  if (isRefused(loss)) return loss;
  const { fulfillment, lost } = loss;
  const { id: fulfillmentId, orderId } = fulfillment;
  await creditLost(viewer, work, loss);
  const note = body?.note ?? null;
  const units = lost.map(({ of, quantity }) => ({ line: of.line, quantity }));
  const why = { reason: 'not_received', reasonText: null, notes: note };
  const cancellation = await recordCancellation(viewer, work, orderId, why, units);
  const changes = new Changes({ type: 'fulfillment', id: fulfillmentId });
  for (const { of, quantity } of lost) {
    changes.lost(of.line, quantity, { prepaid: 0, reason: 'lost' });
    changes.cancel(of.line, quantity, cancellation);
  }
  await keepUndelivered(viewer, work, { lost, deliveryId: null, note, waitsAs: () => null });
  await changes.write(viewer, work);
  await end(viewer, work, loss, 'credited');
  return readFulfillment(viewer, { ...work, queries: work.tx }, fulfillmentId);
}

async function creditLost(viewer: Viewer, work: Work, { fulfillment, lost }: Loss): Promise<void> {
  const { id: fulfillmentId, orderId } = fulfillment;
  const lines = lost.map(({ of, quantity }) => ({
    orderLineId: of.line.orderLineId,
    fulfillmentLineId: of.id,
    quantity,
  }));
  await creditUnits(viewer, work, { kind: 'credit_note', orderId, fulfillmentId, reason: 'not_received', lines });
}

type Loss = { fulfillment: LockedFulfillment; lost: LostUnits[] };

async function chooseLost(
  viewer: Viewer,
  work: Work,
  fulfillmentId: string,
  body: Request<'reshipFulfillment'>['body'],
): Promise<Loss | { refusal: Refusal }> {
  const fulfillment = await lockFulfillment(viewer, work, fulfillmentId);
  if (isRefused(fulfillment)) return fulfillment;
  if (fulfillment.shippedAt === null)
    return refuse('fulfillment_not_shipped', { facts: { fulfillmentStatus: fulfillment.status } });
  if (fulfillment.status === 'delivered') return refuse('fulfillment_already_delivered');
  if (fulfillment.status === 'not_delivered') return refuse('fulfillment_not_delivered');
  const lines = await loadFulfillmentLines(work, fulfillment);
  const lost = body?.lines ? chooseNamed(lines, body.lines) : lines.filter(({ arriving }) => arriving > 0).map(allOf);
  return isRefused(lost) ? lost : { fulfillment, lost };
}

const allOf = (of: FulfillmentLine): LostUnits => ({ of, quantity: of.arriving, reason: 'lost' });

function chooseNamed(
  lines: readonly FulfillmentLine[],
  named: readonly { fulfillmentLineId: string; quantity: number }[],
): LostUnits[] | { refusal: Refusal } {
  const chosen = chooseArriving(lines, named);
  if (isRefused(chosen)) return chosen;
  const index = chosen.findIndex(({ of, asked }) => asked.quantity > of.arriving);
  const tooMany = chosen[index];
  if (tooMany) return refuseMoreThanArriving(index, tooMany.of, 'quantity');
  return chosen.map(({ of, asked }) => ({ of, quantity: asked.quantity, reason: 'lost' }));
}

/** What is settled is on record and told; the rest of it, if any, stays on its way. */
async function end(
  viewer: Viewer,
  work: Work,
  { fulfillment, lost }: Loss,
  outcome: 'reshipped' | 'credited',
): Promise<void> {
  await endWhenNothingArrives(viewer, work, fulfillment, outcome);
  const { id: fulfillmentId, number, orderId, backorderId } = fulfillment;
  work.audit({
    action: outcome === 'reshipped' ? 'fulfillment.reship' : 'fulfillment.credit',
    recordType: 'fulfillment',
    recordId: fulfillmentId,
    orderId,
    changes: { number, lines: lost.map(({ of, quantity }) => ({ sku: of.line.sku, quantity })) },
  });
  const quantity = total(lost, (units) => units.quantity);
  work.tell('fulfillment_lost', { fulfillmentId, backorderId, orderId, outcome, quantity });
}
