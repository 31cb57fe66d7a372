import { type Refusal, refuse } from '#contract/errors.ts';
import type { SaleHold } from '../customers/sale-hold.ts';
import { inOrder } from '../platform/in-order.ts';
import { mayChangeCustomerOf, readsOnlyOf, type Viewer } from '../platform/viewer.ts';
import type { Work } from '../platform/work.ts';
import { isBroughtBy } from './brought-by.ts';

export type LockedFulfillment = {
  id: string;
  number: string;
  orderId: string;
  backorderId: string | null;
  customerId: string;
  warehouseId: string;
  currency: string;
  status: 'picked' | 'packed' | 'shipped' | 'delivered' | 'not_delivered' | 'voided';
  orderNumber: string;
  /** What it is planned on, or left with. */
  shipmentId: string | null;
  shippedAt: string | null;
  deliveredAt: string | null;
  /** Somebody said that it was not received, and it is not settled. */
  reopenedAt: string | null;
} & SaleHold;

/**
 * Locks a fulfillment for a step of its life: the stock rows of its lines, its order, its backorder, then itself.
 * Refused as `not_found` when there is none the viewer may read, as `not_your_customer` when a sales representative would change
 * somebody else's, and as `fulfillment_voided`.
 */
export async function lockFulfillment(
  viewer: Viewer,
  work: Work,
  fulfillmentId: string,
): Promise<LockedFulfillment | { refusal: Refusal }> {
  const { row } = await inOrder(work, {
    stock: ({ tx }) => tx.rows(LOCK_STOCK, [fulfillmentId]),
    order: ({ tx }) => tx.rows(LOCK_ORDER, [fulfillmentId]),
    backorder: ({ tx }) => tx.rows(LOCK_BACKORDER, [fulfillmentId]),
    row: ({ tx }) => tx.first<Row>(LOCK, [fulfillmentId, ...readsOnlyOf(viewer)]),
  });
  if (!row) return refuse('not_found');
  if (!mayChangeCustomerOf(viewer, row.sales_rep_id)) return refuse('not_your_customer');
  work.saw({ type: 'fulfillment', id: row.id, version: row.version });
  if (row.status === 'voided') return refuse('fulfillment_voided');
  work.saw({ type: 'order', id: row.order_id, version: row.order_version });
  return {
    id: row.id,
    number: row.number,
    orderId: row.order_id,
    backorderId: row.backorder_id,
    customerId: row.customer_id,
    warehouseId: row.warehouse_id,
    currency: row.currency,
    status: row.status,
    orderNumber: row.order_number,
    shipmentId: row.shipment_id,
    shippedAt: row.shipped_at,
    deliveredAt: row.delivered_at,
    reopenedAt: row.reopened_at,
    saleHold: row.sale_hold,
    saleHoldReason: row.sale_hold_reason,
  };
}

type Row = {
  id: string;
  number: string;
  order_id: string;
  backorder_id: string | null;
  customer_id: string;
  warehouse_id: string;
  currency: string;
  status: LockedFulfillment['status'];
  order_number: string;
  shipment_id: string | null;
  sales_rep_id: string | null;
  shipped_at: string | null;
  delivered_at: string | null;
  reopened_at: string | null;
  version: number;
  order_version: number;
  sale_hold: SaleHold['saleHold'];
  sale_hold_reason: string | null;
};

const LOCK_STOCK = `
  select from stock_levels where (variant_id, warehouse_id) in (
    select variant_id, warehouse_id from fulfillment_lines where fulfillment_id = $1)
  order by variant_id, warehouse_id for update`;
const LOCK_ORDER = 'select from orders where id = (select order_id from fulfillments where id = $1) for update';
const LOCK_BACKORDER =
  'select from backorders where id = (select backorder_id from fulfillments where id = $1) for update';

const LOCK = `
  select f.id, f.number, f.order_id, f.backorder_id, f.customer_id, f.warehouse_id, o.currency, f.status, f.shipped_at, f.delivered_at,
    f.reopened_at, o.number as order_number, f.shipment_id, c.sales_rep_id, c.sale_hold, c.sale_hold_reason, f.version, o.version as order_version
  from fulfillments f join orders o on o.id = f.order_id join customers c on c.id = f.customer_id
  where f.id = $1 and ($2::bigint is null or c.sales_rep_id = $2) and ${isBroughtBy('$3')}
  for update of f`;
