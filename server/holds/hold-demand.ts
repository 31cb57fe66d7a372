import { isRefused, type Refusal, refuse } from '#contract/errors.ts';
import type { Answer, Request } from '#contract/operations.ts';
import { lockBackorder } from '../ledger/lock-backorder.ts';
import { lockOrder } from '../ledger/lock-order.ts';
import { lockStockOf } from '../ledger/lock-stock.ts';
import { settleHolds } from '../ledger/settle-holds.ts';
import type { Viewer } from '../platform/viewer.ts';
import type { Work } from '../platform/work.ts';
import { readHold } from './queries.ts';

/**
 * Holds a backorder: it keeps its place and what is allocated to it, and neither gets stock nor is picked until released.
 * What was picked before still ships.
 *
 * Refusals, in this order: `not_found`, `not_your_customer`, `nothing_outstanding`, `hold_ends_in_the_past`,
 * `already_on_hold` with the hold in force.
 */
export async function holdBackorder(
  viewer: Viewer,
  { params, body }: Request<'holdBackorder'>,
  work: Work,
): Promise<Answer<'holdBackorder'> | { refusal: Refusal }> {
  await lockStockOf(viewer, work, { backorderId: params.id });
  const backorder = await lockBackorder(viewer, work, params.id);
  if (isRefused(backorder)) return backorder;
  if (backorder.outstanding === 0)
    return refuse('nothing_outstanding', { facts: { backorderStatus: backorder.status } });
  return hold(viewer, work, { orderId: backorder.order.id, backorderId: backorder.id }, body);
}

/**
 * Holds a whole order: the lines it fills itself and all its backorders, also those made while it is held.
 *
 * Refusals, in this order: `not_found`, `not_your_customer`, `order_cancelled`, `order_not_confirmed`,
 * `nothing_outstanding`, `hold_ends_in_the_past`, `already_on_hold` with the hold in force.
 */
export async function holdOrder(
  viewer: Viewer,
  { params, body }: Request<'holdOrder'>,
  work: Work,
): Promise<Answer<'holdOrder'> | { refusal: Refusal }> {
  await lockStockOf(viewer, work, { orderId: params.id });
  const order = await lockOrder(viewer, work, params.id);
  if (isRefused(order)) return order;
  if (order.isCancelled) return refuse('order_cancelled');
  if (!order.isConfirmed) return refuse('order_not_confirmed', { facts: { orderStatus: order.status } });
  const waits = await work.tx.first('select from queue_lines where order_id = $1 and open > 0 limit 1', [order.id]);
  if (!waits) return refuse('nothing_outstanding', { facts: { orderStatus: order.status } });
  return hold(viewer, work, { orderId: order.id, backorderId: null }, body);
}

async function hold(
  viewer: Viewer,
  work: Work,
  record: { orderId: string; backorderId: string | null },
  { reason, until = null, notes = null }: Request<'holdOrder'>['body'],
): Promise<Answer<'holdOrder'> | { refusal: Refusal }> {
  if (until !== null && until <= work.today) return refuse('hold_ends_in_the_past');
  const { orderId, backorderId } = record;
  const inForce = await work.tx.first<{ id: string }>(
    `select id from holds where order_id = $1 and backorder_id is not distinct from $2 and released_at is null`,
    [orderId, backorderId],
  );
  if (inForce) return refuse('already_on_hold', { facts: { hold: await readHold(work.tx, inForce.id) } });
  const { id } = await work.tx.row<{ id: string }>(
    `insert into holds (order_id, backorder_id, reason, until, notes, held_at, held_by)
     values ($1, $2, $3, $4, $5, $6, $7) returning id`,
    [orderId, backorderId, reason, until, notes, work.now, viewer.actor],
  );
  await settleHolds(work, record);
  const recordType = backorderId === null ? 'order' : 'backorder';
  work.audit({
    action: `${recordType}.hold`,
    recordType,
    recordId: backorderId ?? orderId,
    orderId,
    changes: { reason, until, notes },
  });
  work.tell(`${recordType}_held`, record);
  return readHold(work.tx, id);
}
