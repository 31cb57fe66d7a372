import { isRefused, type Refusal, refuse } from '#contract/errors.ts';
import type { Viewer } from '../platform/viewer.ts';
import type { Work } from '../platform/work.ts';
import { type LockedOrder, lockOrder } from './lock-order.ts';

export type LockedBackorder = {
  id: string;
  number: string;
  status: string;
  order: LockedOrder;
  warehouseId: string;
  shipComplete: boolean;
  isOnHold: boolean;
  quantity: number;
  fulfilled: number;
  cancelled: number;
  outstanding: number;
  version: number;
};

/**
 * Locks a backorder after its order. Refused as `not_found` when there is none the viewer may read, and as
 * `not_your_customer` when a sales representative would change somebody else's.
 */
export async function lockBackorder(
  viewer: Viewer,
  work: Work,
  backorderId: string,
): Promise<LockedBackorder | { refusal: Refusal }> {
  const known = await work.tx.first<{ order_id: string }>('select order_id from backorders where id = $1', [
    backorderId,
  ]);
  if (!known) return refuse('not_found');
  const order = await lockOrder(viewer, work, known.order_id);
  if (isRefused(order)) return order;
  const row = await work.tx.row<Row>(
    `select id, number, status, warehouse_id, ship_policy, on_hold, quantity, fulfilled, cancelled, outstanding, version
     from backorders where id = $1 for update`,
    [backorderId],
  );
  work.saw({ type: 'backorder', id: row.id, version: row.version });
  return toLocked(row, order);
}

function toLocked(row: Row, order: LockedOrder): LockedBackorder {
  return {
    id: row.id,
    number: row.number,
    status: row.status,
    order,
    warehouseId: row.warehouse_id,
    shipComplete: row.ship_policy === 'complete',
    isOnHold: row.on_hold,
    quantity: row.quantity,
    fulfilled: row.fulfilled,
    cancelled: row.cancelled,
    outstanding: row.outstanding,
    version: row.version,
  };
}

type Row = {
  id: string;
  number: string;
  status: string;
  warehouse_id: string;
  ship_policy: string;
  on_hold: boolean;
  quantity: number;
  fulfilled: number;
  cancelled: number;
  outstanding: number;
  version: number;
};
