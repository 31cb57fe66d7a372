import { UNACCOUNTED } from '../invoicing/sending.ts';
import { valueOfPart } from '../ledger/sql-words.ts';
import { SEALS_SQL } from './audit-seals.ts';

/**
 * One way in which the books could be wrong. `sql` finds the records where a figure that is kept differs from the one
 * its ledger gives: one row each of `record`, `expected` (what the ledger says) and `found` (what is kept), as text.
 */
export type BookCheck = { name: string; sql: string };

/** A line's own counters beside what the demand ledger says of it. */
function lineCounter(table: 'order_lines' | 'backorder_lines', counter: string, entries: string): BookCheck {
  const isOrder = table === 'order_lines';
  const record = isOrder ? 'order line' : 'backorder line';
  const owner = isOrder ? 'order_line_id' : 'backorder_line_id';
  return {
    name: `${counter} of ${record}s = demand ledger`,
    sql: `select '${record} ' || l.id as record, coalesce(e.total, 0)::text as expected, l.${counter}::text as found
      from ${table} l
      left join (select ${owner}, sum(${entries}) as total from demand_entries group by 1) e on e.${owner} = l.id
      where l.${counter} <> coalesce(e.total, 0)`,
  };
}

/** A column of a header beside the sum of its lines. */
function headerSum(table: 'orders' | 'backorders', column: string, sums: string): BookCheck {
  const record = table === 'orders' ? 'order' : 'backorder';
  return {
    name: `${column} of ${record}s = sum of their lines`,
    sql: `select h.number as record, coalesce(s.total, 0)::text as expected, h.${column}::text as found
      from ${table} h left join (${sums}) s on s.id = h.id
      where h.${column} <> coalesce(s.total, 0)`,
  };
}

const sumOfBackorderLines = (figure: string) =>
  `select backorder_id as id, sum(${figure}) as total from backorder_lines group by 1`;

/** Sums over the lines of an order and the lines of its backorders; what replaces returned goods is in none. */
const sumOfOrder = (ofLines: string, ofBackorderLines: string) => `select id, sum(figure) as total from (
    select order_id as id, ${ofLines} as figure from order_lines where return_line_id is null
    union all select b.order_id, ${ofBackorderLines} from backorder_lines b
      join order_lines l on l.id = b.order_line_id and l.return_line_id is null) figures group by 1`;

/** What an order's lines ask for, without what replaces returned goods. */
const sumOfAsked = (column: string) =>
  `select order_id as id, sum(${column}) as total from order_lines where return_line_id is null group by 1`;

/** What a change of the order took back, of the demand ledger. */
const TAKEN_BACK = `case when kind = 'cancelled' and reason = 'order_changed' then quantity else 0 end`;

const stockOf = (row: string) => `format('variant %s in warehouse %s', ${row}.variant_id, ${row}.warehouse_id)`;

const STOCK: BookCheck[] = [
  {
    name: 'on hand = sum of stock movements',
    sql: `select format('stock of variant %s in warehouse %s', l.variant_id, l.warehouse_id) as record,
        coalesce(m.total, 0)::text as expected, l.on_hand::text as found
      from stock_levels l
      left join (select variant_id, warehouse_id, sum(quantity) as total from stock_movements group by 1, 2) m
        using (variant_id, warehouse_id)
      where l.on_hand <> coalesce(m.total, 0)`,
  },
  {
    name: 'allocated stock = sum of live allocations',
    sql: `select format('stock of variant %s in warehouse %s', l.variant_id, l.warehouse_id) as record,
        coalesce(a.total, 0)::text as expected, l.allocated::text as found
      from stock_levels l
      left join (select variant_id, warehouse_id, sum(live) as total from allocations group by 1, 2) a
        using (variant_id, warehouse_id)
      where l.allocated <> coalesce(a.total, 0)`,
  },
  {
    name: 'every receipt line = its movement',
    sql: `select 'receipt line ' || r.id as record, (r.quantity - r.damaged)::text as expected, coalesce(m.quantity, 0)::text as found
      from receipt_lines r left join stock_movements m on m.receipt_line_id = r.id and m.kind = 'receipt'
      where r.quantity - r.damaged <> coalesce(m.quantity, 0)`,
  },
  {
    name: 'every adjustment = its movements',
    sql: `select 'stock adjustment ' || a.id as record, a.posted::text as expected, coalesce(m.total, 0)::text as found
      from stock_adjustments a
      left join (select stock_adjustment_id, sum(quantity) as total from stock_movements group by 1) m on m.stock_adjustment_id = a.id
      where a.posted <> coalesce(m.total, 0)`,
  },
  {
    name: 'every short pick = its movement',
    sql: `select 'short pick ' || p.id as record, (-p.phantom)::text as expected, coalesce(m.total, 0)::text as found
      from short_picks p
      left join (select short_pick_id, sum(quantity) as total from stock_movements group by 1) m on m.short_pick_id = p.id
      where -p.phantom <> coalesce(m.total, 0)`,
  },
  {
    name: 'every fulfillment line leaves stock when it ships, and only then',
    sql: `select format('%s line %s', f.number, l.id) as record, shipped.quantity::text as expected, coalesce(m.total, 0)::text as found
      from fulfillment_lines l
      join fulfillments f on f.id = l.fulfillment_id
      cross join lateral (select case when f.shipped_at is null then 0 else l.leaving end as quantity) shipped
      left join (select fulfillment_line_id, -sum(quantity) as total from stock_movements where kind = 'shipment' group by 1) m
        on m.fulfillment_line_id = l.id
      where shipped.quantity <> coalesce(m.total, 0)`,
  },
  {
    name: 'what of a return is restocked = its movement',
    sql: `select 'return disposition ' || d.id as record, due.quantity::text as expected, coalesce(m.quantity, 0)::text as found
      from return_dispositions d
      cross join lateral (select case when d.disposition = 'restock' then d.quantity else 0 end as quantity) due
      left join stock_movements m on m.return_disposition_id = d.id
      where due.quantity <> coalesce(m.quantity, 0)`,
  },
  {
    name: 'every reversal takes back a movement of the same stock',
    sql: `select 'stock movement ' || m.id as record, ${stockOf('reversed')} as expected, ${stockOf('m')} as found
      from stock_movements m join stock_movements reversed on reversed.id = m.reverses_id
      where (m.variant_id, m.warehouse_id) <> (reversed.variant_id, reversed.warehouse_id)`,
  },
  {
    name: 'every reversed receipt and adjustment = its reversed movements',
    sql: `select 'stock movement ' || m.id as record, (-m.quantity)::text as expected, coalesce(r.quantity, 0)::text as found
      from stock_movements m
      left join receipt_lines l on l.id = m.receipt_line_id
      left join stock_movements r on r.reverses_id = m.id
      where coalesce(r.quantity, 0) <> case when l.receipt_id in (select receipt_id from receipt_reversals)
        or m.stock_adjustment_id in (select stock_adjustment_id from stock_adjustment_reversals) then -m.quantity else 0 end`,
  },
  {
    name: 'missing of stock = what open exceptions hold',
    sql: `select format('stock of variant %s in warehouse %s', l.variant_id, l.warehouse_id) as record,
        coalesce(m.total, 0)::text as expected, l.missing::text as found
      from stock_levels l
      left join (
        select e.variant_id, e.warehouse_id, sum(a.posted - a.difference) as total
        from exceptions e join stock_adjustments a on a.id = e.stock_adjustment_id
        where e.kind = 'count_below_picked' and e.closed_at is null and not exists (
          select from stock_adjustments n where n.variant_id = e.variant_id and n.warehouse_id = e.warehouse_id
            and n.id > a.id and n.counted_quantity is not null and n.id not in (select stock_adjustment_id from stock_adjustment_reversals))
        group by 1, 2) m using (variant_id, warehouse_id)
      where l.missing <> coalesce(m.total, 0)`,
  },
  {
    name: 'received of purchase-order lines = sum of their receipt lines',
    sql: `select 'purchase-order line ' || l.id as record, coalesce(r.total, 0)::text as expected, l.received::text as found
      from purchase_order_lines l
      left join (select purchase_order_line_id, sum(quantity) as total from receipt_lines
        where receipt_id not in (select receipt_id from receipt_reversals) group by 1) r on r.purchase_order_line_id = l.id
      where l.received <> coalesce(r.total, 0)`,
  },
];

const QUEUE: BookCheck[] = [
  {
    name: 'every order line stands in the queue for what is open',
    sql: `select 'order line ' || l.id as record, waits.quantity::text as expected, coalesce(q.open, 0)::text as found
      from order_lines l
      join orders o on o.id = l.order_id
      cross join lateral (select case when o.confirmed_at is null then 0 else l.open end as quantity) waits
      left join queue_lines q on q.order_line_id = l.id and q.backorder_line_id is null
      where waits.quantity <> coalesce(q.open, 0)`,
  },
  {
    name: 'every backorder line stands in the queue for what is outstanding',
    sql: `select 'backorder line ' || l.id as record, l.outstanding::text as expected, coalesce(q.open, 0)::text as found
      from backorder_lines l left join queue_lines q on q.backorder_line_id = l.id
      where l.outstanding <> coalesce(q.open, 0)`,
  },
  {
    name: 'allocated of queue lines = sum of live allocations',
    sql: `select 'queue line ' || q.id as record, coalesce(a.total, 0)::text as expected, q.allocated::text as found
      from queue_lines q
      left join (select queue_line_id, sum(live) as total from allocations group by 1) a on a.queue_line_id = q.id
      where q.allocated <> coalesce(a.total, 0)`,
  },
  {
    name: 'picked of queue lines = picked of their allocations',
    sql: `select 'queue line ' || q.id as record, coalesce(a.total, 0)::text as expected, q.picked::text as found
      from queue_lines q
      left join (select queue_line_id, sum(picked) as total from allocations group by 1) a on a.queue_line_id = q.id
      where q.picked <> coalesce(a.total, 0)`,
  },
  {
    name: 'picked of queue lines = picked and not yet shipped in the demand ledger',
    sql: `select 'queue line ' || q.id as record, coalesce(e.total, 0)::text as expected, q.picked::text as found
      from queue_lines q
      left join (
        select order_line_id, coalesce(backorder_line_id, 0) as backorder_line_id,
          sum(case kind when 'picked' then quantity when 'shipped' then -quantity else 0 end) as total
        from demand_entries group by 1, 2) e
        on e.order_line_id = q.order_line_id and e.backorder_line_id = coalesce(q.backorder_line_id, 0)
      where q.picked <> coalesce(e.total, 0)`,
  },
  {
    name: 'closed lines hold no stock',
    sql: `select 'queue line ' || q.id as record, '0' as expected, a.total::text as found
      from queue_lines q
      join order_lines l on l.id = q.order_line_id
      left join backorder_lines b on b.id = q.backorder_line_id
      join (select queue_line_id, sum(live) as total from allocations where live > 0 group by 1) a on a.queue_line_id = q.id
      where coalesce(b.outstanding, l.open) = 0`,
  },
  {
    name: 'what ships only as a whole holds soft stock only while all of it is there',
    sql: `select 'queue line ' || q.id as record, '0' as expected, sum(a.live - a.picked)::text as found
      from queue_lines q
      join allocations a on a.queue_line_id = q.id and a.live > a.picked and a.firmness = 'soft'
      where q.ship_complete
        and exists (select from queue_lines w where w.order_id = q.order_id and w.backorder_id is not distinct from q.backorder_id
          and w.open > w.allocated)
        and not exists (select from queue_lines w where w.order_id = q.order_id
          and w.backorder_id is not distinct from q.backorder_id and w.picked > 0)
      group by q.id`,
  },
  {
    name: 'what a raised line borrowed is with its lender once nothing raises it any more',
    sql: `with recursive chain as (
        select a.id as held_id, a.queue_line_id as owner_id, a.moved_from_id, a.run_id, 0 as depth from allocations a
        where a.queue_line_id is not null and a.live > a.picked and a.firmness = 'soft' and a.moved_from_id is not null
        union all
        select c.held_id, f.queue_line_id, f.moved_from_id, f.run_id, c.depth + 1
        from chain c
        join allocation_runs r on r.id = c.run_id and r.cause_type = 'priority'
        join allocations f on f.id = c.moved_from_id and f.queue_line_id is not null),
      owners as (select distinct on (held_id) held_id, owner_id from chain order by held_id, depth desc)
      select 'allocation ' || a.id as record, 'with queue line ' || l.id as expected, 'with queue line ' || q.id as found
      from owners o
      join allocations a on a.id = o.held_id
      join queue_lines q on q.id = a.queue_line_id
      join queue_lines l on l.id = o.owner_id
      where l.order_line_id <> q.order_line_id and q.manual_rank >= 0 and q.priority_rank = 1
        and not q.ship_complete and not l.ship_complete
        and least(a.live - a.picked, l.open - l.allocated) >= lcm(l.order_multiple, q.order_multiple)`,
  },
  {
    name: 'a reservation that moves keeps its stock',
    sql: `select 'allocation ' || a.id as record, ${stockOf('origin')} as expected, ${stockOf('a')} as found
      from allocations a join allocations origin on origin.id = a.moved_from_id
      where (a.variant_id, a.warehouse_id) <> (origin.variant_id, origin.warehouse_id)`,
  },
  {
    name: 'queue lines are on hold exactly while a hold of theirs is open',
    sql: `select 'queue line ' || q.id as record, held.is_held::text as expected, q.on_hold::text as found
      from queue_lines q
      cross join lateral (select exists (select from holds h where h.order_id = q.order_id and h.released_at is null
        and (h.backorder_id is null or h.backorder_id = q.backorder_id)) as is_held) held
      where q.on_hold <> held.is_held`,
  },
  {
    name: 'backorders are on hold exactly while a hold of theirs is open',
    sql: `select b.number as record, held.is_held::text as expected, b.on_hold::text as found
      from backorders b
      cross join lateral (select exists (select from holds h where h.order_id = b.order_id and h.released_at is null
        and (h.backorder_id is null or h.backorder_id = b.id)) as is_held) held
      where b.on_hold <> held.is_held`,
  },
  {
    name: 'put-back tasks hold their quantity until they are done',
    sql: `select 'put-back task ' || t.id as record, held.quantity::text as expected, coalesce(a.total, 0)::text as found
      from put_back_tasks t
      cross join lateral (select case when t.done_at is null then t.quantity else 0 end as quantity) held
      left join (select put_back_task_id, sum(live) as total from allocations group by 1) a on a.put_back_task_id = t.id
      where held.quantity <> coalesce(a.total, 0)`,
  },
  {
    name: 'put back of fulfillment lines = sum of their tasks',
    sql: `select 'fulfillment line ' || l.id as record, coalesce(t.total, 0)::text as expected, l.put_back::text as found
      from fulfillment_lines l
      left join (select fulfillment_line_id, sum(quantity) as total from put_back_tasks group by 1) t on t.fulfillment_line_id = l.id
      where l.put_back <> coalesce(t.total, 0)`,
  },
];

const DEMAND: BookCheck[] = [
  {
    name: 'quantity of confirmed order lines = demand ledger',
    sql: `select 'order line ' || l.id as record, coalesce(e.total, 0)::text as expected, l.quantity::text as found
      from order_lines l
      join orders o on o.id = l.order_id and o.confirmed_at is not null
      left join (select order_line_id, sum(quantity) as total from demand_entries where kind = 'ordered' group by 1) e
        on e.order_line_id = l.id
      where l.quantity <> coalesce(e.total, 0)`,
  },
  lineCounter(
    'order_lines',
    'filled',
    `case when backorder_line_id is not null then 0 when kind = 'shipped' then quantity when kind = 'lost' then -quantity else 0 end`,
  ),
  lineCounter('order_lines', 'backordered', `case kind when 'backordered' then quantity else 0 end`),
  lineCounter(
    'order_lines',
    'cancelled',
    `case when backorder_line_id is null and kind = 'cancelled' then quantity else 0 end`,
  ),
  lineCounter(
    'order_lines',
    'delivered',
    `case when backorder_line_id is null and kind = 'delivered' then quantity else 0 end`,
  ),
  lineCounter(
    'order_lines',
    'returned',
    `case when backorder_line_id is null and kind = 'returned' then quantity else 0 end`,
  ),
  lineCounter('backorder_lines', 'returned', `case kind when 'returned' then quantity else 0 end`),
  lineCounter('backorder_lines', 'quantity', `case kind when 'backordered' then quantity else 0 end`),
  lineCounter(
    'backorder_lines',
    'fulfilled',
    `case kind when 'shipped' then quantity when 'lost' then -quantity else 0 end`,
  ),
  lineCounter('backorder_lines', 'cancelled', `case kind when 'cancelled' then quantity else 0 end`),
  lineCounter('backorder_lines', 'substituted', `case kind when 'substituted' then quantity else 0 end`),
  lineCounter('order_lines', 'taken_back', TAKEN_BACK),
  lineCounter('backorder_lines', 'taken_back', TAKEN_BACK),
  lineCounter('backorder_lines', 'delivered', `case kind when 'delivered' then quantity else 0 end`),
  {
    name: 'every cancelled unit is on the record of a cancellation, and only those',
    sql: `select format('cancellation %s of order line %s, backorder line %s', cancellation_id, order_line_id,
          coalesce(nullif(backorder_line_id, 0)::text, 'none')) as record,
        sum(expected)::text as expected, sum(found)::text as found
      from (
        select cancellation_id, order_line_id, coalesce(backorder_line_id, 0) as backorder_line_id, quantity as expected, 0 as found
        from cancellation_lines
        union all
        select cancellation_id, order_line_id, coalesce(backorder_line_id, 0), 0, quantity from demand_entries where kind = 'cancelled') both_sides
      group by cancellation_id, order_line_id, backorder_line_id having sum(expected) <> sum(found)`,
  },
  {
    name: 'every substituted unit is on the record of an acceptance, and only those',
    sql: `select 'backorder line ' || backorder_line_id as record, sum(expected)::text as expected, sum(found)::text as found
      from (
        select backorder_line_id, quantity as expected, 0 as found from substitution_acceptances
        union all
        select backorder_line_id, 0, quantity from demand_entries where kind = 'substituted') both_sides
      group by backorder_line_id having sum(expected) <> sum(found)`,
  },
  {
    name: 'the order of a substitute asks what was accepted, at the price it was offered at',
    sql: `select 'order line ' || l.id as record, format('%s at %s', a.quantity, f.unit_price) as expected,
        format('%s at %s', l.quantity, l.unit_price) as found
      from substitution_acceptances a
      join substitution_offers f on f.substitution_id = a.substitution_id and f.variant_id = a.variant_id
      join order_lines l on l.id = a.order_line_id
      where l.quantity <> a.quantity or l.unit_price <> f.unit_price`,
  },
  {
    name: 'an increase has the price of the line it raises, and stands no earlier in the queue',
    sql: `select 'order line ' || l.id as record, root.unit_price::text as expected, l.unit_price::text as found
      from order_lines l join order_lines root on root.id = l.increase_of_id
      where l.unit_price <> root.unit_price
      union all
      select 'queue line ' || q.id, root.queued_at::text, q.queued_at::text
      from order_lines l
      join queue_lines q on q.order_line_id = l.id
      join queue_lines root on root.order_line_id = l.increase_of_id and root.backorder_line_id is null
      where q.queued_at < root.queued_at`,
  },
  {
    name: 'shipped in the demand ledger = lines of shipped fulfillments',
    sql: `select format('order line %s, backorder line %s', order_line_id, coalesce(nullif(backorder_line_id, 0)::text, 'none')) as record,
        sum(expected)::text as expected, sum(found)::text as found
      from (
        select l.order_line_id, coalesce(l.backorder_line_id, 0) as backorder_line_id, l.leaving as expected, 0 as found
        from fulfillment_lines l join fulfillments f on f.id = l.fulfillment_id and f.shipped_at is not null
        union all
        select order_line_id, coalesce(backorder_line_id, 0), 0, quantity from demand_entries where kind = 'shipped') both_sides
      group by order_line_id, backorder_line_id having sum(expected) <> sum(found)`,
  },
  {
    name: 'lost in the demand ledger = units that did not arrive',
    sql: `select format('order line %s, backorder line %s', order_line_id, coalesce(nullif(backorder_line_id, 0)::text, 'none')) as record,
        sum(expected)::text as expected, sum(found)::text as found
      from (
        select l.order_line_id, coalesce(l.backorder_line_id, 0) as backorder_line_id, u.quantity as expected, 0 as found
        from undelivered_units u join fulfillment_lines l on l.id = u.fulfillment_line_id
        union all
        select order_line_id, coalesce(backorder_line_id, 0), 0, quantity from demand_entries where kind = 'lost') both_sides
      group by order_line_id, backorder_line_id having sum(expected) <> sum(found)`,
  },
  {
    name: 'undelivered of fulfillment lines = units that did not arrive',
    sql: `select 'fulfillment line ' || l.id as record, coalesce(u.total, 0)::text as expected, l.undelivered::text as found
      from fulfillment_lines l
      left join (select fulfillment_line_id, sum(quantity) as total from undelivered_units group by 1) u on u.fulfillment_line_id = l.id
      where l.undelivered <> coalesce(u.total, 0)`,
  },
  {
    name: 'delivered in the demand ledger = what of delivered fulfillments arrived',
    sql: `select format('order line %s, backorder line %s', order_line_id, coalesce(nullif(backorder_line_id, 0)::text, 'none')) as record,
        sum(expected)::text as expected, sum(found)::text as found
      from (
        select l.order_line_id, coalesce(l.backorder_line_id, 0) as backorder_line_id,
          case when f.delivered_at is null then l.returned else l.leaving - l.undelivered end as expected, 0 as found
        from fulfillment_lines l join fulfillments f on f.id = l.fulfillment_id
        union all
        select order_line_id, coalesce(backorder_line_id, 0), 0, quantity from demand_entries where kind = 'delivered') both_sides
      group by order_line_id, backorder_line_id having sum(expected) <> sum(found)`,
  },
  {
    name: 'a fulfillment is open again exactly while a reopening of it is',
    sql: `select f.number as record, (r.id is not null)::text as expected, (f.reopened_at is not null)::text as found
      from fulfillments f left join reopenings r on r.fulfillment_id = f.id and r.closed_at is null
      where (r.id is null) <> (f.reopened_at is null)`,
  },
  {
    name: 'returned of fulfillment lines = what came back after a delivery',
    sql: `select 'fulfillment line ' || l.id as record, coalesce(r.total, 0)::text as expected, l.returned::text as found
      from fulfillment_lines l
      left join (select rl.fulfillment_line_id, sum(rl.quantity) as total from return_lines rl
        join returns r on r.id = rl.return_id and r.delivery_id is null group by 1) r on r.fulfillment_line_id = l.id
      where l.returned <> coalesce(r.total, 0)`,
  },
  {
    name: 'returned in the demand ledger = returned of fulfillment lines',
    sql: `select format('order line %s, backorder line %s', order_line_id, coalesce(nullif(backorder_line_id, 0)::text, 'none')) as record,
        sum(expected)::text as expected, sum(found)::text as found
      from (
        select order_line_id, coalesce(backorder_line_id, 0) as backorder_line_id, returned as expected, 0 as found from fulfillment_lines
        union all
        select order_line_id, coalesce(backorder_line_id, 0), 0, quantity from demand_entries where kind = 'returned') both_sides
      group by order_line_id, backorder_line_id having sum(expected) <> sum(found)`,
  },
  {
    name: 'undecided of return lines = what nobody said a place for',
    sql: `select 'return line ' || l.id as record, (l.quantity - coalesce(d.total, 0))::text as expected, l.undecided::text as found
      from return_lines l
      left join (select return_line_id, sum(quantity) as total from return_dispositions group by 1) d on d.return_line_id = l.id
      where l.undecided <> l.quantity - coalesce(d.total, 0)`,
  },
  {
    name: 'every pick took units that were reserved',
    sql: `select 'fulfillment line ' || l.id as record, l.quantity::text as expected, coalesce(a.total, 0)::text as found
      from fulfillment_lines l
      left join (select fulfillment_line_id, sum(quantity) as total from fulfillment_line_allocations group by 1) a
        on a.fulfillment_line_id = l.id
      where l.quantity <> coalesce(a.total, 0)`,
  },
];

const PROMISED = ['promised_on', 'first_promised_on', 'last_promised_on', 'slips'];

/** A row of `open_backorder_lines` in words, by the columns of what it is kept of. */
const openLine = (of: (column: string) => string) =>
  `concat_ws(' ', ${[
    'quantity',
    'cents',
    'backorder_id',
    'variant_id',
    'product_id',
    'supplier_id',
    'customer_id',
    'warehouse_id',
    'reason',
    'created_on',
    'promised_on',
  ]
    .map((column) => `coalesce(${of(column)}::text, 'none')`)
    .join(', ')})`;

const OF_LINE: Record<string, string> = {
  quantity: 'l.outstanding',
  cents: `(100 * ${valueOfPart('l.outstanding', 'ol')})::bigint`,
  backorder_id: 'l.backorder_id',
  variant_id: 'l.variant_id',
  product_id: 'v.product_id',
  supplier_id: 'v.supplier_id',
};

const HEADERS: BookCheck[] = [
  headerSum('orders', 'ordered', sumOfAsked('quantity')),
  headerSum('orders', 'shipped', sumOfOrder('filled', 'b.fulfilled')),
  headerSum('orders', 'delivered', sumOfOrder('delivered', 'b.delivered')),
  headerSum('orders', 'cancelled', sumOfOrder('cancelled', 'b.cancelled + b.substituted')),
  headerSum('orders', 'taken_back', sumOfAsked('taken_back')),
  headerSum('orders', 'backordered', sumOfAsked('backordered')),
  headerSum('backorders', 'quantity', sumOfBackorderLines('quantity')),
  headerSum('backorders', 'fulfilled', sumOfBackorderLines('fulfilled')),
  headerSum('backorders', 'delivered', sumOfBackorderLines('delivered')),
  headerSum('backorders', 'cancelled', sumOfBackorderLines('cancelled')),
  headerSum('backorders', 'taken_back', sumOfBackorderLines('taken_back')),
  headerSum('backorders', 'substituted', sumOfBackorderLines('substituted')),
  headerSum(
    'backorders',
    'allocated',
    'select backorder_id as id, sum(allocated) as total from queue_lines where backorder_id is not null group by 1',
  ),
  headerSum(
    'backorders',
    'value',
    `select b.backorder_id as id, sum(${valueOfPart('b.outstanding', 'l')}) as total
      from backorder_lines b join order_lines l on l.id = b.order_line_id group by 1`,
  ),
  headerSum(
    'backorders',
    'open_lines',
    'select backorder_id as id, count(*) as total from backorder_lines where outstanding > 0 group by 1',
  ),
  {
    name: 'the promised days of backorders = their promises: now, first, newest with a day, and how often they slipped',
    sql: `select b.number as record, p.said as expected, b.said as found
      from (
        select id, number, concat_ws(' ', ${PROMISED.map((column) => `coalesce(${column}::text, 'none')`).join(', ')}) as said from backorders) b
      cross join lateral (
        select concat_ws(' ', coalesce((array_agg(promised_on order by id desc))[1]::text, 'none'),
          coalesce((array_agg(promised_on order by id) filter (where promised_on is not null))[1]::text, 'none'),
          coalesce((array_agg(promised_on order by id desc) filter (where promised_on is not null))[1]::text, 'none'),
          coalesce(max(slips), 0)) as said
        from backorder_promises where backorder_id = b.id) p
      where b.said <> p.said`,
  },
  {
    name: 'backorder lines left and arrived when the demand ledger says',
    sql: `select 'backorder line ' || l.id as record, concat_ws(', ', instant(e.left_at), instant(e.arrived_at)) as expected,
        concat_ws(', ', instant(l.left_at), instant(l.arrived_at)) as found
      from backorder_lines l left join (
        select e.backorder_line_id, max(e.at) filter (where e.kind = 'shipped') as left_at,
          greatest(max(e.at) filter (where e.kind = 'shipped'), max(coalesce(d.delivered_at, e.at)) filter (where e.kind = 'delivered')) as arrived_at
        from demand_entries e
          left join deliveries d on e.cause_type = 'fulfillment' and d.fulfillment_id = e.cause_id and d.recorded_at = e.at
        where e.quantity > 0 and e.kind in ('shipped', 'delivered') group by 1) e on e.backorder_line_id = l.id
      where (l.left_at, l.arrived_at) is distinct from (e.left_at, e.arrived_at)`,
  },
  {
    name: 'backorders arrived with the last of their lines',
    sql: `select b.number as record, coalesce(instant(l.arrived_at), 'none') as expected, coalesce(instant(b.arrived_at), 'none') as found
      from backorders b left join (select backorder_id, max(arrived_at) as arrived_at from backorder_lines group by 1) l on l.backorder_id = b.id
      where b.arrived_at is distinct from l.arrived_at`,
  },
  {
    name: 'open backorder lines = backorder lines with something outstanding, as they stand',
    sql: `select 'backorder line ' || coalesce(l.id, o.backorder_line_id) as record, coalesce(l.said, 'none') as expected,
        coalesce(o.said, 'none') as found
      from (
        select l.id, ${openLine((column) => OF_LINE[column] ?? `b.${column}`)} as said
        from backorder_lines l join backorders b on b.id = l.backorder_id join order_lines ol on ol.id = l.order_line_id
          join variants v on v.id = l.variant_id
        where l.outstanding > 0) l
      full join (select o.backorder_line_id, ${openLine((column) => `o.${column}`)} as said from open_backorder_lines o) o on o.backorder_line_id = l.id
      where l.said is distinct from o.said`,
  },
  {
    name: 'the last review of backorders = their newest that was not withdrawn',
    sql: `select b.number as record, coalesce(instant(r.at), 'none') as expected, coalesce(instant(b.reviewed_at), 'none') as found
      from backorders b
      left join (
        select backorder_id, max(at) as at from backorder_reviews
        where id not in (select review_id from backorder_review_withdrawals) group by 1) r on r.backorder_id = b.id
      where b.reviewed_at is distinct from r.at`,
  },
];

/** By order line, what invoices charge less what was credited since. */
const CHARGED = `select order_line_id, sum(quantity) as quantity, sum(amount) as amount from (
    select order_line_id, quantity, amount from invoice_lines
    union all select v.order_line_id, -c.quantity, -c.amount
      from credit_note_lines c join invoice_lines v on v.id = c.invoice_line_id) charged group by 1`;

const MONEY: BookCheck[] = [
  {
    name: 'a deal reckoned by the unit takes off what its terms say',
    sql: `select 'order line ' || l.id as record, due.amount::text as expected, l.deal_amount::text as found
      from order_lines l
      cross join lateral (select least(floor(l.quantity * l.unit_price * 100) / 100, greatest(0, round(case l.deal_kind
        when 'percent' then l.quantity * l.unit_price * l.deal_percent / 100
        else l.quantity * (l.unit_price - l.deal_price) end, 2))) as amount) due
      where l.deal_kind in ('percent', 'price') and abs(l.deal_amount - due.amount) > 0.02`,
  },
  {
    name: 'every shipped fulfillment has one invoice of what no other charges, and only those',
    sql: `select f.number as record, due.invoices::text as expected, count(i.id)::text as found
      from fulfillments f
      cross join lateral (select case when f.shipped_at is not null and (f.freight > 0
        or exists (select from fulfillment_lines l where l.fulfillment_id = f.id and l.leaving > l.prepaid)) then 1 else 0 end as invoices) due
      left join invoices i on i.fulfillment_id = f.id
      group by f.id, due.invoices having due.invoices <> count(i.id)`,
  },
  {
    name: 'invoice amount = its lines and the freight of its fulfillment',
    sql: `select i.number as record, due.amount::text as expected, i.amount::text as found
      from invoices i left join (select invoice_id, sum(amount) as total from invoice_lines group by 1) l on l.invoice_id = i.id
      left join fulfillments f on f.id = i.fulfillment_id
      cross join lateral (select coalesce(l.total, 0) + coalesce(f.freight, 0) as amount) due
      where i.amount <> due.amount`,
  },
  {
    name: 'every shipped line is invoiced with its quantity at the price of its order line, on the invoice of its fulfillment',
    sql: `select 'fulfillment line ' || l.id as record, format('%s at %s', l.leaving - l.prepaid, o.unit_price) as expected,
        case when v.id is null then 'not invoiced'
          when i.fulfillment_id <> l.fulfillment_id then 'on the invoice of another fulfillment'
          else format('%s at %s', v.quantity, v.unit_price) end as found
      from fulfillment_lines l
      join fulfillments f on f.id = l.fulfillment_id and f.shipped_at is not null
      join order_lines o on o.id = l.order_line_id
      left join (invoice_lines v join invoices i on i.id = v.invoice_id) on v.fulfillment_line_id = l.id
      where l.leaving > l.prepaid
        and (i.fulfillment_id, v.quantity, v.unit_price) is distinct from (l.fulfillment_id, l.leaving - l.prepaid, o.unit_price)`,
  },
  {
    name: 'invoiced less credited so far = share of the line value',
    sql: `select 'order line ' || l.id as record, trim_scale(share.value)::text as expected, trim_scale(v.amount)::text as found
      from order_lines l
      join (${CHARGED}) v on v.order_line_id = l.id
      cross join lateral (select ${valueOfPart('v.quantity', 'l')} as value) share
      where share.value <> v.amount`,
  },
  {
    name: 'what is charged of a line = what is with the customer or waits charged, less what was credited of what came back',
    sql: `select 'order line ' || l.id as record, due.least::text || ' to ' || due.most as expected, coalesce(v.quantity, 0)::text as found
      from order_lines l
      join (select order_line_id, sum(prepaid) as prepaid from queue_lines group by 1) q on q.order_line_id = l.id
      left join (select order_line_id, sum(case when f.shipped_at is null then 0 else fl.leaving - fl.undelivered end) as kept
        from fulfillment_lines fl join fulfillments f on f.id = fl.fulfillment_id group by 1) k on k.order_line_id = l.id
      left join (select r.order_id, sum(rl.quantity) as quantity from return_lines rl
        join returns r on r.id = rl.return_id and r.delivery_id is null group by 1) back on back.order_id = l.order_id
      left join (${CHARGED}) v on v.order_line_id = l.id
      cross join lateral (select (coalesce(k.kept, 0) + q.prepaid)::bigint as most,
        (coalesce(k.kept, 0) + q.prepaid - coalesce(back.quantity, 0))::bigint as least) due
      where l.return_line_id is null and coalesce(v.quantity, 0) not between due.least and due.most`,
  },
  {
    name: 'all that an order invoiced in advance waits for is charged',
    sql: `select 'queue line ' || q.id as record, q.open::text as expected, q.prepaid::text as found
      from queue_lines q join orders o on o.id = q.order_id and o.invoice_rule = 'in_advance' where q.prepaid <> q.open`,
  },
  {
    name: 'no more of a line is charged than has shipped, in advance than was ordered and not cancelled',
    sql: `select 'order line ' || l.id as record, most.quantity::text as expected, v.quantity::text as found
      from order_lines l join orders o on o.id = l.order_id join (${CHARGED}) v on v.order_line_id = l.id
      cross join lateral (select case when o.invoice_rule = 'in_advance'
        then l.quantity - l.cancelled - (select coalesce(sum(b.cancelled + b.substituted), 0) from backorder_lines b where b.order_line_id = l.id)
        else (select coalesce(sum(fl.leaving), 0) from fulfillment_lines fl join fulfillments f on f.id = fl.fulfillment_id
          where fl.order_line_id = l.id and f.shipped_at is not null) end as quantity) most
      where v.quantity > most.quantity`,
  },
  {
    name: 'a line is invoiced in advance where its order is, at its price, and nowhere else',
    sql: `select 'invoice line ' || v.id as record, format('%s at %s', o.invoice_rule, l.unit_price) as expected,
        format('%s at %s', case when v.fulfillment_line_id is null then 'in_advance' else 'per_fulfillment' end, v.unit_price) as found
      from invoice_lines v join order_lines l on l.id = v.order_line_id join orders o on o.id = l.order_id
      where (v.fulfillment_line_id is null) <> (o.invoice_rule = 'in_advance')
        or v.fulfillment_line_id is null and v.unit_price <> l.unit_price`,
  },
  {
    name: 'credit notes = their lines, each within its invoice line, and their freight',
    sql: `select 'credit note ' || n.id as record, due.amount::text as expected, n.amount::text as found
      from credit_notes n left join (select credit_note_id, sum(amount) as total from credit_note_lines group by 1) l on l.credit_note_id = n.id
      cross join lateral (select coalesce(l.total, 0) + n.freight as amount) due
      where n.amount <> due.amount
      union all
      select 'invoice line ' || v.id, v.quantity::text, c.quantity::text
      from invoice_lines v join (select invoice_line_id, sum(quantity) as quantity from credit_note_lines group by 1) c on c.invoice_line_id = v.id
      where c.quantity > v.quantity`,
  },
  {
    name: 'freight is credited whole, where nothing of its fulfillment arrived',
    sql: `select 'credit note ' || n.id as record, case when arrived.any then '0' else f.freight::text end as expected, n.freight::text as found
      from credit_notes n join fulfillments f on f.id = n.fulfillment_id
      cross join lateral (select exists (select from fulfillment_lines l where l.fulfillment_id = f.id and l.leaving > l.undelivered) as any) arrived
      where n.freight > 0 and (arrived.any or n.freight <> f.freight)`,
  },
];

/** Every check, in the order of the goods: stock, queue, demand, sums, money, audit record. */
export const BOOK_CHECKS: readonly BookCheck[] = [
  ...STOCK,
  ...QUEUE,
  ...DEMAND,
  ...HEADERS,
  ...MONEY,
  {
    name: 'every invoice and credit note has a disposition in the accounting',
    sql: `select record, '1' as expected, '0' as found from (${UNACCOUNTED}) missing`,
  },
  { name: 'the audit record is as it was sealed', sql: SEALS_SQL },
];
