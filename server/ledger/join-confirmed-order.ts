import { parseAmount, type TenThousandths } from '#domain/money.ts';
import type { Quantity } from '#domain/quantity.ts';
import type { Work } from '../platform/work.ts';
import type { Changes } from './changes.ts';
import { tierRank } from './sql-words.ts';

/**
 * Puts new lines of a confirmed order in the queue at this instant, on the order itself or on an open backorder of it, and notes on
 * `changes` what they ask for. They carry the mark and the hold of their order; on a backorder, those of the backorder. Answers
 * the lines that ask for stock on the order itself. Of an order invoiced in advance they count as charged, and the caller makes the
 * invoice (`invoiceInAdvance`). The caller holds the stock rows, the order and its backorders.
 */
export async function joinConfirmedOrder(
  work: Work,
  changes: Changes,
  order: { id: string; warehouseId: string },
  added: readonly { orderLineId: string; backorderId: string | null }[],
): Promise<Set<string>> {
  const onOrder = new Set<string>();
  const rows = await work.tx.rows<JoinedRow>(JOIN, [order.id, work.now, JSON.stringify(added)]);
  const moved = new Map(rows.flatMap((row) => (row.backorder_line_id === null ? [] : [[row.id, row]])));
  for (const row of rows) {
    if (row.queue_line_id === null) continue;
    const { backorder_id, backorder_line_id } = moved.get(row.id) ?? row;
    const line = {
      orderId: order.id,
      orderLineId: row.id,
      backorderId: null,
      backorderLineId: null,
      queueLineId: row.queue_line_id,
      variantId: row.variant_id,
      warehouseId: order.warehouseId,
      open: row.quantity,
      orderedQuantity: row.quantity,
      value: parseAmount(row.value) as TenThousandths,
    };
    changes.ordered(line, row.quantity);
    if (backorder_id !== null && backorder_line_id !== null) {
      changes.backordered(line, backorder_line_id, row.quantity);
      changes.grown(backorder_id, line, row.quantity);
    } else onOrder.add(row.id);
  }
  return onOrder;
}

/** A line's place on the order, or the line of the backorder it was moved to. */
type JoinedRow = {
  id: string;
  queue_line_id: string | null;
  variant_id: string;
  quantity: Quantity;
  value: string;
  backorder_id: string | null;
  backorder_line_id: string | null;
};

const JOIN = `
  with lines as (
    select l.id, l.variant_id, l.position, l.quantity, l.value, l.increase_of_id, given."backorderId" as backorder_id
    from jsonb_to_recordset($3::jsonb) given("orderLineId" bigint, "backorderId" bigint)
    join order_lines l on l.id = given."orderLineId"),
  held as (
    select bool_or(on_hold) as on_hold, min(priority_rank) as priority_rank from queue_lines where order_id = $1 and backorder_id is null),
  queued as (
    insert into queue_lines (variant_id, warehouse_id, order_id, order_line_id, customer_id, open, order_multiple,
      priority_rank, tier_rank, queued_at, ship_complete, on_hold, requested_on, prepaid)
    select l.variant_id, o.warehouse_id, o.id, l.id, o.customer_id, l.quantity, coalesce(root.order_multiple, v.order_multiple),
      coalesce(held.priority_rank, 1), ${tierRank('c.tier')}, $2,
      o.ship_policy = 'complete', coalesce(held.on_hold, false), o.requested_on,
      case when o.invoice_rule = 'in_advance' and l.backorder_id is null then l.quantity else 0 end
    from lines l
    cross join held
    join orders o on o.id = $1
    join customers c on c.id = o.customer_id
    join variants v on v.id = l.variant_id
    left join queue_lines root on root.order_line_id = l.increase_of_id and root.backorder_line_id is null
    order by l.position
    returning id, order_line_id),
  moved as (
    insert into backorder_lines (backorder_id, order_id, order_line_id, variant_id, quantity)
    select l.backorder_id, $1, l.id, l.variant_id, l.quantity from lines l where l.backorder_id is not null order by l.position
    returning id, backorder_id, order_line_id, variant_id, quantity),
  moved_queued as (
    insert into queue_lines (variant_id, warehouse_id, order_id, order_line_id, backorder_id, backorder_line_id, customer_id,
      open, order_multiple, priority_rank, tier_rank, queued_at, ship_complete, on_hold, requested_on, prepaid)
    select m.variant_id, b.warehouse_id, $1, m.order_line_id, b.id, m.id, b.customer_id, m.quantity, sibling.order_multiple,
      sibling.priority_rank, sibling.tier_rank, $2, sibling.ship_complete, sibling.on_hold, sibling.requested_on,
      case when o.invoice_rule = 'in_advance' then m.quantity else 0 end
    from moved m
    join orders o on o.id = $1
    join backorders b on b.id = m.backorder_id
    join order_lines l on l.id = m.order_line_id
    join queue_lines sibling on sibling.backorder_line_id = (
      select max(r.id) from (
        select id from order_lines where id = l.increase_of_id
        union all
        select id from order_lines where increase_of_id = l.increase_of_id) o
      join backorder_lines r on r.order_line_id = o.id and r.backorder_id = b.id)
    returning id)
  select l.id, queued.id as queue_line_id, l.variant_id, l.quantity, l.value, null::bigint as backorder_id, null::bigint as backorder_line_id
  from queued join order_lines l on l.id = queued.order_line_id
  union all
  select order_line_id, null, variant_id, quantity, null, backorder_id, id from moved`;
