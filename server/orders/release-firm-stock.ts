import { isRefused, type Refusal, refuse } from '#contract/errors.ts';
import type { Request } from '#contract/operations.ts';
import { allocateFreedStock } from '../allocation/run-allocation.ts';
import { letMove } from '../ledger/keep-firm.ts';
import { letGo } from '../ledger/let-go.ts';
import { loadLines } from '../ledger/load-lines.ts';
import { lockOrder } from '../ledger/lock-order.ts';
import { lockStockOf } from '../ledger/lock-stock.ts';
import type { Viewer } from '../platform/viewer.ts';
import type { Work } from '../platform/work.ts';

/**
 * Lets the firm stock of an order and its backorders move again. What ships only as a whole and still misses something lets go of
 * it at once, for whoever waits (rule 11).
 *
 * Refusals, in this order: `not_found`, `not_your_customer`, `nothing_firm`.
 */
export async function releaseFirmStock(
  viewer: Viewer,
  { params }: Request<'releaseFirmStock'>,
  work: Work,
): Promise<{ id: string } | { refusal: Refusal }> {
  const levels = await lockStockOf(viewer, work, { orderId: params.id });
  const order = await lockOrder(viewer, work, params.id);
  if (isRefused(order)) return order;
  const lines = (await loadLines(work, { orderId: order.id, withBackorders: true })).filter(({ firm }) => firm > 0);
  if (lines.length === 0) return refuse('nothing_firm');

  const quantity = await letMove(
    work,
    lines.map(({ queueLineId }) => queueLineId),
  );
  work.audit({
    action: 'order.unkeep',
    recordType: 'order',
    recordId: order.id,
    orderId: order.id,
    changes: { quantity, lines: lines.map(({ sku, firm }) => ({ sku, quantity: firm })) },
  });
  work.tell('order_requeued', { orderId: order.id });
  const records = [...new Set(lines.map(({ backorderId }) => backorderId))];
  await letGo(
    viewer,
    work,
    order.warehouseId,
    records.map((backorderId) => ({ orderId: order.id, backorderId })),
    levels,
  );
  await allocateFreedStock(viewer, work, {
    warehouseId: order.warehouseId,
    levels: levels.values(),
    cause: { type: 'review', id: order.id },
  });
  return { id: order.id };
}
