import { type Refusal, refuse } from '#contract/errors.ts';
import type { InvoiceRule } from '#domain/invoicing/invoice-rule.ts';
import { mayChangeCustomerOf, readsOnlyCustomersOf, type Viewer } from '../platform/viewer.ts';
import type { Work } from '../platform/work.ts';

export type LockedOrder = {
  id: string;
  number: string;
  status: string;
  customerId: string;
  customerName: string;
  warehouseId: string;
  shipComplete: boolean;
  requestedOn: string | null;
  isConfirmed: boolean;
  isCancelled: boolean;
  currency: string;
  /** Of a confirmed order. */
  invoiceRule: InvoiceRule;
  version: number;
  saleHold: 'none' | 'no_sale' | 'cash_only';
  saleHoldReason: string | null;
};

/**
 * Locks an order until the transaction ends. Refused as `not_found` when there is none the viewer may read, and as
 * `not_your_customer` when a sales representative would change somebody else's.
 */
export async function lockOrder(
  viewer: Viewer,
  work: Work,
  orderId: string,
): Promise<LockedOrder | { refusal: Refusal }> {
  const row = await work.tx.first<Row>(LOCK, [orderId, readsOnlyCustomersOf(viewer)]);
  if (!row) return refuse('not_found');
  if (!mayChangeCustomerOf(viewer, row.sales_rep_id)) return refuse('not_your_customer');
  work.saw({ type: 'order', id: row.id, version: row.version });
  return {
    id: row.id,
    number: row.number,
    status: row.status,
    customerId: row.customer_id,
    customerName: row.customer_name,
    warehouseId: row.warehouse_id,
    shipComplete: row.ship_policy === 'complete',
    requestedOn: row.requested_on,
    isConfirmed: row.confirmed_at !== null,
    isCancelled: row.status === 'cancelled',
    currency: row.currency,
    invoiceRule: row.invoice_rule,
    version: row.version,
    saleHold: row.sale_hold,
    saleHoldReason: row.sale_hold_reason,
  };
}

type Row = {
  id: string;
  number: string;
  status: string;
  customer_id: string;
  customer_name: string;
  warehouse_id: string;
  ship_policy: string;
  requested_on: string | null;
  confirmed_at: string | null;
  currency: string;
  invoice_rule: InvoiceRule;
  version: number;
  sales_rep_id: string | null;
  sale_hold: LockedOrder['saleHold'];
  sale_hold_reason: string | null;
};

const LOCK = `
  select o.id, o.number, o.status, o.customer_id, o.warehouse_id, o.ship_policy, o.requested_on, o.confirmed_at, o.currency, o.invoice_rule, o.version, c.sales_rep_id,
    c.name as customer_name, c.sale_hold, c.sale_hold_reason
  from orders o join customers c on c.id = o.customer_id
  where o.id = $1 and ($2::bigint is null or c.sales_rep_id = $2)
  for update of o`;
