import { isRefused, type Refusal, refuse } from '#contract/errors.ts';
import type { Answer, Request } from '#contract/operations.ts';
import { allocateFreedStock } from '../allocation/run-allocation.ts';
import { Changes } from '../ledger/changes.ts';
import { findMistake } from '../ledger/choose-quantities.ts';
import { letGo } from '../ledger/let-go.ts';
import { type LoadedLine, loadLines } from '../ledger/load-lines.ts';
import { type LockedBackorder, lockBackorder } from '../ledger/lock-backorder.ts';
import { lockStockOf, type StockLevel } from '../ledger/lock-stock.ts';
import type { Viewer } from '../platform/viewer.ts';
import type { Work } from '../platform/work.ts';
import { allocateAskedLines } from './allocate-asked-lines.ts';
import { describePick } from './describe-pick.ts';
import { readPickResult } from './queries.ts';
import { type AskedLine, auditedLines, decidePick, type PickLine, writePick } from './record-pick.ts';
import { checkShipmentAndDelivery, refuseToLeave, shipAndDeliver } from './ship-fulfillment.ts';

/**
 * Fills a backorder wholly or in part; the rest stays on the same backorder. A short quantity takes phantom stock out and
 * stays outstanding. Free stock nobody ahead waits for is allocated first, so two people filling one backorder never
 * exceed what is outstanding: the second one gets the true figure.
 *
 * Refusals, in this order: `not_found`, `nothing_outstanding`, `on_hold`, `delivery_without_shipment`,
 * `delivered_before_shipped`, `delivery_day_out_of_reach`, `invalid_request` (freight in another currency), `line_named_twice`, `line_not_on_record`, then those of `decidePick`.
 */
export async function fulfillBackorder(
  viewer: Viewer,
  { params, body }: Request<'fulfillBackorder'>,
  work: Work,
): Promise<Answer<'fulfillBackorder'> | { refusal: Refusal }> {
  const levels = await lockStockOf(viewer, work, { backorderId: params.id });
  const backorder = await lockBackorder(viewer, work, params.id);
  if (isRefused(backorder)) return backorder;
  if (backorder.outstanding === 0)
    return refuse('nothing_outstanding', { facts: { backorderStatus: backorder.status } });
  if (backorder.isOnHold) return refuse('on_hold');
  const unfit = checkShipmentAndDelivery(body, work);
  if (unfit) return { refusal: unfit };
  const held = refuseToLeave(backorder.order, body);
  if (held) return held;

  const lines = await loadLines(work, { backorderId: backorder.id });
  const named = body.lines.map(({ backorderLineId }) => ({ lineId: backorderLineId }));
  const mistake = findMistake(lines, named, (line) => line.backorderLineId);
  if (mistake) return { refusal: mistake };
  const asked = askedLines(body, lines);
  await allocateAskedLines(viewer, work, asked, { warehouseId: backorder.warehouseId, levels, causeId: backorder.id });
  const decided = decidePick(asked, { lines, levels, shipComplete: backorder.shipComplete, pickedField: 'quantity' });
  if (isRefused(decided)) return decided;

  return record(viewer, work, { backorder, lines: decided.lines, levels, body });
}

type Body = Request<'fulfillBackorder'>['body'];

async function record(
  viewer: Viewer,
  work: Work,
  decided: { backorder: LockedBackorder; lines: PickLine[]; levels: ReadonlyMap<string, StockLevel>; body: Body },
): Promise<Answer<'fulfillBackorder'>> {
  const { backorder, lines, levels, body } = decided;
  const { order } = backorder;
  const changes = new Changes({ type: 'pick', id: backorder.id });
  const pick = await writePick(viewer, work, changes, { orderId: order.id, backorderId: backorder.id, lines });
  work.audit({
    action: 'backorder.pick',
    recordType: pick ? 'fulfillment' : 'backorder',
    recordId: pick?.id ?? backorder.id,
    orderId: order.id,
    changes: { backorderNumber: backorder.number, lines: auditedLines(lines) },
  });
  const isShort = lines.some(({ short }) => short > 0);
  if (isShort) work.tell('backorder_short', { backorderId: backorder.id });
  if (!pick || !body.shipment) {
    if (isShort && backorder.shipComplete) await writeAndLetGo(viewer, work, changes, backorder, levels);
    else changes.writeLast(viewer, work);
    const filled = { id: backorder.id, number: backorder.number };
    return describePick(viewer, work, { written: pick, order, filled, lines, backorder: null });
  }
  await changes.write(viewer, work);
  await shipAndDeliver(viewer, work, pick.id, { ...body, shipment: body.shipment });
  return readPickResult(viewer, { ...work, queries: work.tx }, pick.id, null);
}

function askedLines(body: Body, lines: readonly LoadedLine[]): AskedLine[] {
  return body.lines.map(({ backorderLineId, quantity, short, lot }, index) => ({
    line: lines.find((line) => line.backorderLineId === backorderLineId) as LoadedLine,
    picked: quantity,
    short,
    lot: lot?.trim() || null,
    index,
  }));
}

/** What was short cannot ship as a whole any more: what it held goes to the next in the queue. */
async function writeAndLetGo(
  viewer: Viewer,
  work: Work,
  changes: Changes,
  backorder: { id: string; warehouseId: string; order: { id: string } },
  levels: ReadonlyMap<string, StockLevel>,
): Promise<void> {
  await changes.write(viewer, work);
  const record = { orderId: backorder.order.id, backorderId: backorder.id };
  const released = await letGo(viewer, work, backorder.warehouseId, [record], levels);
  if (released.length === 0) return;
  await allocateFreedStock(viewer, work, {
    warehouseId: backorder.warehouseId,
    levels: levels.values(),
    cause: { type: 'fulfillment', id: backorder.id },
  });
}
