import { isRefused, type Refusal, refuse } from '#contract/errors.ts';
import type { Answer, Request } from '#contract/operations.ts';
import { allocateFreedStock } from '../allocation/run-allocation.ts';
import { lockStockOf } from '../inventory/lock-stock.ts';
import type { Viewer } from '../platform/viewer.ts';
import type { Work } from '../platform/work.ts';
import { lockOrder } from './lock-order.ts';
import { readOrder } from './queries.ts';

/**
 * Changes notes, delivery address, requested date or ship policy of an order that is not cancelled. Notes and address
 * move no stock; a requested date or ship policy decides who is served, so free stock is dealt again.
 *
 * Refusals, in this order: `not_found`, `not_your_customer`, `changed_meanwhile`, `order_cancelled`.
 */
export async function updateOrder(
  viewer: Viewer,
  { params, body }: Request<'updateOrder'>,
  work: Work,
): Promise<Answer<'updateOrder'> | { refusal: Refusal }> {
  const levels = await lockStockOf(viewer, work, { orderId: params.id });
  const order = await lockOrder(viewer, work, params.id);
  if (isRefused(order)) return order;
  if (work.ifMatch !== null && work.ifMatch !== order.version)
    return refuse('changed_meanwhile', { facts: { version: order.version } });
  if (order.isCancelled) return refuse('order_cancelled');

  const before = await work.tx.row<Record<string, unknown>>(
    'select requested_on, ship_policy, delivery_address, notes from orders where id = $1',
    [order.id],
  );
  const after = {
    requested_on: body.requestedOn === undefined ? before.requested_on : body.requestedOn,
    ship_policy: body.shipPolicy ?? before.ship_policy,
    delivery_address: body.deliveryAddress === undefined ? before.delivery_address : body.deliveryAddress,
    notes: body.notes === undefined ? before.notes : body.notes,
  };
  const changes = Object.fromEntries(
    Object.entries(after)
      .filter(([field, value]) => JSON.stringify(value) !== JSON.stringify(before[field]))
      .map(([field, value]) => [field, { from: before[field], to: value }]),
  );
  if (Object.keys(changes).length > 0) {
    await work.tx.rows(UPDATE, [
      order.id,
      after.requested_on,
      after.ship_policy,
      JSON.stringify(after.delivery_address),
      after.notes,
    ]);
    work.audit({ action: 'order.update', recordType: 'order', recordId: order.id, orderId: order.id, changes });
    if ('requested_on' in changes || 'ship_policy' in changes) {
      work.tell('order_requeued', { orderId: order.id });
      await work.tx.rows(REQUEUE, [order.id, after.requested_on, after.ship_policy === 'complete']);
      await allocateFreedStock(viewer, work, {
        warehouseId: order.warehouseId,
        levels: levels.values(),
        cause: { type: 'review', id: order.id },
      });
    }
  }
  return readOrder(viewer, { ...work, queries: work.tx }, order.id);
}

const UPDATE = `
  update orders set requested_on = $2, ship_policy = $3, delivery_address = $4, notes = $5, version = version + 1 where id = $1`;

const REQUEUE = `
  update queue_lines set requested_on = $2, ship_complete = $3 where order_id = $1 and backorder_id is null`;
