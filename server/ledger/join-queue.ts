import type { InvoiceRule } from '#domain/invoicing/invoice-rule.ts';
import type { Viewer } from '../platform/viewer.ts';
import type { Work } from '../platform/work.ts';
import { tierRank } from './sql-words.ts';

/**
 * Confirms an order and puts its lines in the queue at this instant; answers nothing when the order has no lines. The caller holds
 * the stock rows, the order and, because the tier becomes part of the rank, its customer. Where it is to be invoiced in advance
 * all it asks for counts as charged, and the caller makes the invoice (`invoiceInAdvance`).
 */
export function joinQueue(work: Work, orderId: string, invoiceRule: InvoiceRule): Promise<{ id: string }[]> {
  return work.tx.rows(JOIN, [orderId, work.now, invoiceRule]);
}

/** Writes what a confirmed order asks for to the demand ledger. */
export function recordOrdered(viewer: Viewer, work: Work, orderId: string): Promise<unknown> {
  return work.tx.rows(ORDERED, [orderId, work.now, viewer.actor]);
}

/** Lines that stand in for a backorder they replaced stand where that stood. */
export function keepQueueTimes(
  work: Work,
  queueTimes: readonly { orderLineId: string; queuedAt: string }[],
): Promise<unknown> {
  return work.tx.rows(KEEP_QUEUE_TIMES, [JSON.stringify(queueTimes)]);
}

const JOIN = `
  with confirmed as (
    update orders set confirmed_at = $2, invoice_rule = $3, version = version + 1 where id = $1
      and exists (select from order_lines where order_id = $1)
    returning *)
  insert into queue_lines (variant_id, warehouse_id, order_id, order_line_id, customer_id, open, order_multiple,
    priority_rank, tier_rank, queued_at, ship_complete, requested_on, prepaid)
  select l.variant_id, o.warehouse_id, o.id, l.id, o.customer_id, l.quantity, v.order_multiple,
    1, ${tierRank('c.tier')}, $2, o.ship_policy = 'complete', o.requested_on,
    case when $3 = 'in_advance' then l.quantity else 0 end
  from confirmed o
  join order_lines l on l.order_id = o.id
  join variants v on v.id = l.variant_id
  join customers c on c.id = o.customer_id
  order by l.position
  returning id`;

const ORDERED = `
  insert into demand_entries (order_line_id, kind, quantity, cause_type, cause_id, at, actor)
  select id, 'ordered', quantity, 'confirmation', order_id, $2, $3 from order_lines where order_id = $1 order by position`;

const KEEP_QUEUE_TIMES = `
  update queue_lines q set queued_at = d."queuedAt"
  from jsonb_to_recordset($1::jsonb) d("orderLineId" bigint, "queuedAt" timestamptz) where q.order_line_id = d."orderLineId"`;
