import { isRefused, type Refusal, refuse } from '#contract/errors.ts';
import type { Answer, Request } from '#contract/operations.ts';
import { exclusion } from '#domain/allocation/waiting-line.ts';
import { backorderAtConfirmation, shortageRule } from '#domain/fulfillment/shortage.ts';
import { wholeMultiples } from '#domain/quantity.ts';
import { allocateFreedStock } from '../allocation/run-allocation.ts';
import { openBackorder } from '../backorders/open-backorder.ts';
import { Changes } from '../demand/changes.ts';
import { type LoadedLine, loadLines } from '../demand/load-lines.ts';
import { lockStock, lockStockOf } from '../inventory/lock-stock.ts';
import type { Viewer } from '../platform/viewer.ts';
import type { Work } from '../platform/work.ts';
import { lockOrder } from './lock-order.ts';
import { readOrder } from './queries.ts';

/**
 * Confirms a draft: prices freeze, the lines join the queue at this instant and get what free stock nobody ahead of
 * them waits for, and by the company's setting what is left without stock becomes a backorder at once.
 *
 * Refusals, in this order: `not_found`, `not_your_customer`, `order_cancelled`, `order_not_draft`, `order_has_no_lines`.
 */
export async function confirmOrder(
  viewer: Viewer,
  { params }: Request<'confirmOrder'>,
  work: Work,
): Promise<Answer<'confirmOrder'> | { refusal: Refusal }> {
  const lines = await work.tx.rows<{ variant_id: string; warehouse_id: string }>(
    'select l.variant_id, o.warehouse_id from order_lines l join orders o on o.id = l.order_id where o.id = $1',
    [params.id],
  );
  const first = lines[0];
  if (first)
    await lockStock(
      viewer,
      work,
      first.warehouse_id,
      lines.map(({ variant_id }) => variant_id),
    );
  const confirmed = await confirmLockedOrder(viewer, work, params.id);
  return isRefused(confirmed) ? confirmed : readOrder(viewer, { ...work, queries: work.tx }, params.id);
}

/** The same inside another use case that holds the stock rows of all lines already. */
export async function confirmLockedOrder(
  viewer: Viewer,
  work: Work,
  orderId: string,
): Promise<{ id: string } | { refusal: Refusal }> {
  const order = await lockOrder(viewer, work, orderId);
  if (isRefused(order)) return order;
  if (order.isCancelled) return refuse('order_cancelled');
  if (order.isConfirmed) return refuse('order_not_draft', { facts: { orderStatus: order.status } });

  const [, queued, , lines, levels] = await Promise.all([
    // The tier becomes part of the rank: nobody changes it between reading it here and standing in the queue.
    work.tx.rows('select from customers where id = $1 for share', [order.customerId]),
    work.tx.rows(QUEUE, [orderId, work.now]),
    work.tx.rows(LEDGER, [orderId, work.now, viewer.actor]),
    loadLines(work, { orderId }),
    lockStockOf(viewer, work, { orderId }),
  ]);
  if (queued.length === 0) return refuse('order_has_no_lines');
  work.audit({ action: 'order.confirm', recordType: 'order', recordId: orderId, orderId });
  work.tell('order_confirmed', { orderId });

  const run = await allocateFreedStock(viewer, work, {
    warehouseId: order.warehouseId,
    levels: levels.values(),
    cause: { type: 'confirmation', id: orderId },
  });
  if (!order.shipComplete)
    await settleShortages(viewer, work, order, run ? await loadLines(work, { orderId }) : lines, levels);
  return { id: orderId };
}

/**
 * What the lines were left without becomes a backorder, or is cancelled, by rule and setting. An order that ships only
 * as a whole is left together: splitting it would ship it in parts.
 */
async function settleShortages(
  viewer: Viewer,
  work: Work,
  order: { id: string; number: string; requestedOn: string | null },
  confirmed: readonly LoadedLine[],
  levels: ReadonlyMap<string, { available: number }>,
): Promise<void> {
  const isDealtLater =
    work.settings.allocationMode !== 'automatic' ||
    exclusion({ isOnHold: false, requestedOn: order.requestedOn }, { ...work.settings, today: work.today }) !== null;
  const free = new Map([...levels].map(([variantId, { available }]) => [variantId, available]));
  const lines = confirmed.map((line) => {
    const rule = shortageRule(line.rules);
    // Where a person deals the stock, or the day is not near enough to take it, what is free counts as there.
    const left = isDealtLater ? (free.get(line.variantId) ?? 0) : 0;
    const allocated = Math.max(line.allocated, wholeMultiples(Math.min(left, line.open), line.orderMultiple));
    free.set(line.variantId, left - allocated);
    return { line, rule, allocated };
  });
  const changes = new Changes({ type: 'confirmation', id: order.id });
  const toBackorder = lines
    .map(({ line, rule, allocated }) => ({
      line,
      quantity: backorderAtConfirmation(work.settings.backorderCreation, { quantity: line.open, allocated, rule }),
    }))
    .filter(({ quantity }) => quantity > 0);
  const toCancel = lines.filter(({ line, rule, allocated }) => rule === 'cancel_shortage' && allocated < line.open);
  if (toBackorder.length > 0) {
    await openBackorder(viewer, work, changes, {
      orderId: order.id,
      orderNumber: order.number,
      cause: 'confirmation',
      reason: 'no_stock_at_confirmation',
      lines: toBackorder,
    });
  }
  for (const { line, allocated } of toCancel) {
    const quantity = line.open - allocated;
    changes.demand(line, 'cancelled', quantity, 'shortage_cancelled');
    work.audit({
      action: 'order.cancel',
      recordType: 'order',
      recordId: order.id,
      orderId: order.id,
      changes: { reason: 'shortage_cancelled', lines: [{ sku: line.sku, quantity }] },
    });
  }
  if (toBackorder.length + toCancel.length > 0) await changes.write(viewer, work);
}

const QUEUE = `
  with confirmed as (
    update orders set confirmed_at = $2, version = version + 1 where id = $1
      and exists (select from order_lines where order_id = $1)
    returning *)
  insert into queue_lines (variant_id, warehouse_id, order_id, order_line_id, customer_id, open, order_multiple,
    priority_rank, tier_rank, queued_at, ship_complete, requested_on)
  select l.variant_id, o.warehouse_id, o.id, l.id, o.customer_id, l.quantity, v.order_multiple,
    1, case c.tier when 'vip' then 0 when 'standard' then 1 else 2 end, $2, o.ship_policy = 'complete', o.requested_on
  from confirmed o
  join order_lines l on l.order_id = o.id
  join variants v on v.id = l.variant_id
  join customers c on c.id = o.customer_id
  order by l.position
  returning id`;

const LEDGER = `
  insert into demand_entries (order_line_id, kind, quantity, cause_type, cause_id, at, actor)
  select id, 'ordered', quantity, 'confirmation', order_id, $2, $3 from order_lines where order_id = $1 order by position`;
