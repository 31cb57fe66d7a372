import { isRefused, type Refusal } from '#contract/errors.ts';
import type { Answer, Request } from '#contract/operations.ts';
import { shortageRule } from '#domain/fulfillment/shortage.ts';
import { allocateFreedStock } from '../allocation/run-allocation.ts';
import { Changes } from '../ledger/changes.ts';
import { findMistake } from '../ledger/choose-quantities.ts';
import { letGo } from '../ledger/let-go.ts';
import { type LoadedLine, loadLines } from '../ledger/load-lines.ts';
import { type LockedOrder, lockOrder } from '../ledger/lock-order.ts';
import { lockStockOf, type StockLevel } from '../ledger/lock-stock.ts';
import { type OpenedBackorder, openBackorder } from '../ledger/open-backorder.ts';
import { recordCancellation } from '../ledger/record-cancellation.ts';
import { inOrder } from '../platform/in-order.ts';
import type { Viewer } from '../platform/viewer.ts';
import type { Work } from '../platform/work.ts';
import { allocateAskedLines } from './allocate-asked-lines.ts';
import { describePick } from './describe-pick.ts';
import { readPickResult } from './queries.ts';
import { type AskedLine, auditedLines, decidePick, type PickLine, type WrittenPick, writePick } from './record-pick.ts';
import { checkShipmentAndDelivery, refuseToLeave, shipAndDeliver } from './ship-fulfillment.ts';

/**
 * Records what was picked of an order and what was short, in one transaction: the fulfillment, phantom stock taken out,
 * and, by rule and setting, a backorder of what was short. What is neither picked nor short stays open on the order.
 * With a shipment, and a delivery, the goods leave and arrive in the same transaction. Free stock nobody ahead waits
 * for is allocated to the lines first.
 *
 * Refusals, in this order: `not_found`, `order_cancelled`, `order_not_confirmed`, `on_hold`, `delivery_without_shipment`,
 * `delivered_before_shipped`, `delivery_day_out_of_reach`, `invalid_request` (freight in another currency), `line_named_twice`, `line_not_on_record`, then those of `decidePick`.
 */
export async function fulfillOrder(
  viewer: Viewer,
  { params, body }: Request<'fulfillOrder'>,
  work: Work,
): Promise<Answer<'fulfillOrder'> | { refusal: Refusal }> {
  const orderLineIds = body.lines.map(({ orderLineId }) => orderLineId);
  const { levels, order, lines } = await inOrder(work, {
    levels: (step) => lockStockOf(viewer, step, { orderId: params.id, orderLineIds }),
    order: (step) => lockOrder(viewer, step, params.id),
    lines: (step) => loadLines(step, { orderId: params.id }),
  });
  if (isRefused(order)) return order;
  const mistake = findMistakeOf(work, order, lines, body);
  if (mistake) return { refusal: mistake };
  const held = refuseToLeave(order, body);
  if (held) return held;

  const asked = askedLines(body, lines);
  await allocateAskedLines(viewer, work, asked, { warehouseId: order.warehouseId, levels, causeId: order.id });
  const decided = decidePick(asked, { lines, levels, shipComplete: order.shipComplete, pickedField: 'picked' });
  if (isRefused(decided)) return decided;

  return record(viewer, work, { order, lines: decided.lines, levels, body });
}

type Body = Request<'fulfillOrder'>['body'];

async function record(
  viewer: Viewer,
  work: Work,
  decided: { order: LockedOrder; lines: PickLine[]; levels: ReadonlyMap<string, StockLevel>; body: Body },
): Promise<Answer<'fulfillOrder'>> {
  const { order, lines, levels, body } = decided;
  const changes = new Changes({ type: 'pick', id: order.id });
  // Sent together: neither needs the other's ids.
  const [pick, backorder] = await Promise.all([
    writePick(viewer, work, changes, { orderId: order.id, backorderId: null, lines }),
    settleShort(viewer, work, changes, order, lines),
  ]);
  const isShort = lines.some(({ short }) => short > 0);
  notePick(work, order, pick, lines);
  if (!backorder && isShort) work.tell('order_short', { orderId: order.id });
  const ships = pick !== null && Boolean(body.shipment);
  if (!(order.shipComplete && isShort) && !ships && !changes.credits) {
    changes.writeLast(viewer, work);
    return describePick(viewer, work, { written: pick, order, filled: null, lines, backorder });
  }
  await changes.write(viewer, work);
  if (order.shipComplete && isShort) await serveTheRest(viewer, work, order, levels);
  if (!pick || !body.shipment)
    return describePick(viewer, work, { written: pick, order, filled: null, lines, backorder });
  await shipAndDeliver(viewer, work, pick.id, { ...body, shipment: body.shipment });
  return readPickResult(viewer, { ...work, queries: work.tx }, pick.id, backorder);
}

function notePick(work: Work, { id }: LockedOrder, pick: WrittenPick, lines: readonly PickLine[]): void {
  work.audit({
    action: 'order.pick',
    recordType: pick ? 'fulfillment' : 'order',
    recordId: pick?.id ?? id,
    orderId: id,
    changes: { lines: auditedLines(lines) },
  });
}

/** What is left of an order that ships only as a whole may be had now. */
async function serveTheRest(
  viewer: Viewer,
  work: Work,
  { id, warehouseId }: LockedOrder,
  levels: ReadonlyMap<string, StockLevel>,
): Promise<void> {
  await letGo(viewer, work, warehouseId, [{ orderId: id, backorderId: null }], levels);
  await allocateFreedStock(viewer, work, { warehouseId, levels: levels.values(), cause: { type: 'fulfillment', id } });
}

/** Why nothing can be picked, in the order of the refusals. */
function findMistakeOf(work: Work, order: LockedOrder, lines: readonly LoadedLine[], body: Body): Refusal | null {
  if (order.isCancelled) return { code: 'order_cancelled' };
  if (!order.isConfirmed) return { code: 'order_not_confirmed', facts: { orderStatus: order.status } };
  if (lines.some(({ isOnHold }) => isOnHold)) return { code: 'on_hold' };
  const named = body.lines.map(({ orderLineId }) => ({ lineId: orderLineId }));
  return checkShipmentAndDelivery(body, work) ?? findMistake(lines, named, (line) => line.orderLineId);
}

/** What was short becomes a backorder, is cancelled, or stays open and visible, line by line. */
async function settleShort(
  viewer: Viewer,
  work: Work,
  changes: Changes,
  order: { id: string; number: string },
  lines: readonly PickLine[],
): Promise<OpenedBackorder | null> {
  const short = lines
    .filter((line) => line.short > 0)
    .map((line) => ({ ...line, rule: shortageRule(line.line.rules) }));
  const toCancel = short
    .filter(({ rule }) => rule === 'cancel_shortage')
    .map(({ line, short: quantity }) => ({ line, quantity }));
  if (toCancel.length > 0) {
    const about = { reason: 'shortage_cancelled', reasonText: null };
    const cancellation = await recordCancellation(viewer, work, order.id, about, toCancel);
    for (const { line, quantity } of toCancel) changes.cancel(line, quantity, cancellation);
  }
  const toBackorder = short.filter(({ rule }) => rule === 'backorder');
  if (toBackorder.length === 0 || work.settings.backorderCreation === 'never') return null;
  const { id, number } = await openBackorder(viewer, work, changes, {
    orderId: order.id,
    orderNumber: order.number,
    cause: 'partial_fulfillment',
    reason: 'short_pick',
    lines: toBackorder.map(({ line, short: quantity }) => ({ line, quantity })),
  });
  return { id, number };
}

function askedLines(body: Body, lines: readonly LoadedLine[]): AskedLine[] {
  return body.lines.map(({ orderLineId, picked, short, lot }, index) => ({
    line: lines.find((line) => line.orderLineId === orderLineId) as LoadedLine,
    picked,
    short,
    lot: lot?.trim() || null,
    index,
  }));
}
