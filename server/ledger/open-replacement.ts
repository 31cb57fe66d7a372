import { type Quantity, total } from '#domain/quantity.ts';
import type { Viewer } from '../platform/viewer.ts';
import type { Work } from '../platform/work.ts';
import type { Changes } from './changes.ts';
import type { LoadedLine } from './load-lines.ts';
import type { OpenedBackorder } from './open-backorder.ts';
import { tierRank } from './sql-words.ts';

/** What is sent for a line of a return. */
type Replacement = { returnLineId: string; replaced: LoadedLine; variantId: string; quantity: Quantity };

type Opening = {
  orderId: string;
  orderNumber: string;
  returnNumber: string;
  lines: readonly Replacement[];
};

/**
 * Makes a backorder of kind `replacement` for goods that came back (rule 25): at no charge, with the queue time of what it
 * replaces, on lines of its own that no sum of the order counts. Notes on `changes` what they ask for, which the caller
 * writes. The caller holds the stock rows of the variants and the order.
 */
export async function openReplacement(
  viewer: Viewer,
  work: Work,
  changes: Changes,
  { orderId, orderNumber, returnNumber, lines }: Opening,
): Promise<OpenedBackorder> {
  const rows = await work.tx.rows<Row>(INSERT, [
    orderId,
    returnNumber,
    work.today,
    work.now,
    viewer.actor,
    total(lines, ({ quantity }) => quantity),
    lines.map(({ returnLineId }) => returnLineId),
    lines.map(({ variantId }) => variantId),
    lines.map(({ quantity }) => quantity),
    lines.map(({ replaced }) => replaced.queueLineId),
  ]);
  const [{ backorder_id: id, number, warehouse_id: warehouseId }] = rows as [Row];
  for (const row of rows) {
    const line = {
      orderId,
      orderLineId: row.order_line_id,
      backorderId: null,
      backorderLineId: null,
      queueLineId: row.queue_line_id,
      variantId: row.variant_id,
      warehouseId,
      open: row.quantity,
      orderedQuantity: row.quantity,
      value: 0n,
      isReplacement: true,
    };
    changes.ordered(line, row.quantity);
    changes.backordered(line, row.backorder_line_id, row.quantity);
  }
  work.audit({
    action: 'backorder.create',
    recordType: 'backorder',
    recordId: id,
    orderId,
    changes: {
      number,
      orderNumber,
      cause: 'return',
      reason: returnNumber,
      lines: lines.map(({ replaced, quantity }) => ({ sku: replaced.sku, quantity })),
    },
  });
  work.tell('backorder_created', { backorderId: id, orderId, notifyCustomer: true });
  return { id, number };
}

type Row = {
  backorder_id: string;
  number: string;
  warehouse_id: string;
  order_line_id: string;
  backorder_line_id: string;
  queue_line_id: string;
  variant_id: string;
  quantity: Quantity;
};

const INSERT = `
  with given as (
    select * from unnest($7::bigint[], $8::bigint[], $9::integer[], $10::bigint[]) with ordinality
      d(return_line_id, variant_id, quantity, replaced_id, place)),
  lines as (
    insert into order_lines (order_id, variant_id, position, quantity, unit_price, shortage_rule, return_line_id)
    select $1, given.variant_id, (select max(position) from order_lines where order_id = $1) + given.place, given.quantity, 0, 'backorder',
      given.return_line_id
    from given order by given.place
    returning id, variant_id, quantity, return_line_id),
  header as (
    insert into backorders (kind, order_id, customer_id, warehouse_id, sales_rep_id, ship_policy, terms, delivery_address, on_hold, cause,
      reason, created_on, created_at, created_by, quantity, value, open_lines, own_terms)
    select 'replacement', o.id, o.customer_id, o.warehouse_id, o.sales_rep_id, 'partial', o.terms, o.delivery_address,
      exists (select from holds h where h.order_id = o.id and h.backorder_id is null and h.released_at is null), 'return',
      $2, $3, $4, $5, $6, 0, cardinality($7::bigint[]), '{ship_policy,requested_on}'
    from orders o where o.id = $1
    returning id, number, warehouse_id, customer_id, on_hold),
  own as (
    insert into backorder_lines (backorder_id, order_id, order_line_id, variant_id, quantity)
    select header.id, $1, lines.id, lines.variant_id, lines.quantity from lines cross join header
    returning id, order_line_id),
  stands as (
    select lines.*, header.warehouse_id, header.customer_id, header.on_hold, header.id as backorder_id, own.id as backorder_line_id,
      r.queued_at, v.order_multiple, ${tierRank('c.tier')} as tier_rank
    from lines cross join header join own on own.order_line_id = lines.id join given on given.return_line_id = lines.return_line_id
    join queue_lines r on r.id = given.replaced_id join variants v on v.id = lines.variant_id join customers c on c.id = header.customer_id),
  asked as (
    insert into queue_lines (variant_id, warehouse_id, order_id, order_line_id, customer_id, open, order_multiple, priority_rank, tier_rank, queued_at, on_hold)
    select variant_id, warehouse_id, $1, id, customer_id, quantity, order_multiple, 1, tier_rank, queued_at, on_hold from stands
    returning id, order_line_id),
  queued as (
    insert into queue_lines (variant_id, warehouse_id, order_id, order_line_id, backorder_id, backorder_line_id, customer_id, open, prepaid,
      order_multiple, priority_rank, tier_rank, queued_at, on_hold)
    select variant_id, warehouse_id, $1, id, backorder_id, backorder_line_id, customer_id, quantity, quantity, order_multiple, 1, tier_rank,
      queued_at, on_hold from stands
    returning order_line_id)
  select header.id as backorder_id, header.number, header.warehouse_id, lines.id as order_line_id, own.id as backorder_line_id,
    asked.id as queue_line_id, lines.variant_id, lines.quantity
  from header cross join lines join own on own.order_line_id = lines.id join asked on asked.order_line_id = lines.id
  join queued on queued.order_line_id = lines.id order by lines.id`;
