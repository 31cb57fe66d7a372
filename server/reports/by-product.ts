import { type RawBuilder, sql } from 'kysely';
import { isRefused, type Refusal } from '#contract/errors.ts';
import type { Answer, Request } from '#contract/operations.ts';
import { addDays } from '#domain/time/calendar.ts';
import { builder } from '../platform/query-builder.ts';
import type { Viewer } from '../platform/viewer.ts';
import type { Reading } from '../platform/work.ts';
import { formulaOf } from './formulas.ts';
import { type GroupRow, splitTotals } from './groups.ts';
import { endOf, openLines, type ReportDay, reportDay } from './open-lines.ts';

type Report = Answer<'reportByProduct'>;

/** What waits of each product, what comes next, and how often it is short; the most valuable first. Refusal: `day_in_the_future`. */
export async function reportByProduct(
  viewer: Viewer,
  { query }: Request<'reportByProduct'>,
  reading: Reading,
): Promise<Report | { refusal: Refusal }> {
  const day = reportDay(query, reading);
  if (isRefused(day)) return day;
  const statement = sql<GroupRow<Report['groups'][number]>>`
    with lines as ${sql.raw(day.end ? 'materialized' : 'not materialized')} (${openLines(viewer, query, day)}),
    customers as (
      select product_id, count(*) as customers
      from (select distinct on (product_id, customer_id) product_id from lines order by product_id, customer_id) each group by 1),
    waiting as (
      select * from (
        select product_id, sum(lines) as lines, sum(quantity) as quantity, sum(cents) * 0.01 as value from lines group by 1) sums
      join customers using (product_id)),
    supply as (${supply(day)}),
    short as (${shortIn90Days(day, reading)})
    select product_id is null as "isTotal", json_build_object('key', product_id::text, 'label', name, 'lines', lines,
      'quantity', quantity, 'value', money(value::numeric(22, 2), ${reading.company.currency}), 'customers', customers,
      'nextRestockOn', next_on, 'purchaseOrders', orders, 'timesIn90Days', times) as group
    from (
      select w.product_id, p.name, w.lines, w.quantity, w.value, w.customers, supply.next_on, coalesce(supply.orders, 0) as orders,
        coalesce(short.times, 0) as times
      from waiting w join products p on p.id = w.product_id
        left join supply on supply.product_id = w.product_id left join short on short.product_id = w.product_id
      union all
      select null, null, coalesce(sum(w.lines), 0), coalesce(sum(w.quantity), 0), coalesce(sum(w.value), 0),
        (select count(distinct customer_id) from lines), min(supply.next_on),
        (select count(distinct order_id) from (select unnest(supply.order_ids) as order_id
          from supply join waiting using (product_id)) of), coalesce(sum(short.times), 0)
      from waiting w left join supply using (product_id) left join short using (product_id)) figures
    order by value desc, product_id`;
  const rows = await reading.queries.built(statement.compile(builder));
  return {
    asOf: day.asOf,
    formula: formulaOf(['lines', 'quantity', 'value', 'customers', 'nextRestockOn', 'purchaseOrders', 'timesIn90Days']),
    ...splitTotals(rows),
  };
}

/** By product, what purchase orders bring: on the day as it was expected then, and less what had come by then. */
function supply({ end }: ReportDay): RawBuilder<unknown> {
  const bring = end
    ? sql`
      select l.variant_id, l.purchase_order_id, coalesce(changed.expected_on, l.expected_on) as expected_on
      from purchase_order_lines l join purchase_orders po on po.id = l.purchase_order_id
        left join lateral (
          select s.expected_on from supply_date_changes s where s.purchase_order_line_id = l.id and s.at < ${end}
          order by s.id desc limit 1) changed on true
      where po.created_at < ${end} and (po.closed_at is null or po.closed_at >= ${end})
        and l.quantity > coalesce((select sum(r.quantity) from receipt_lines r join receipts t on t.id = r.receipt_id
          left join receipt_reversals back on back.receipt_id = t.id and back.reversed_at < ${end}
          where r.purchase_order_line_id = l.id and t.received_at < ${end} and back.id is null), 0)`
    : sql`select l.variant_id, l.purchase_order_id, l.expected_on from purchase_order_lines l where l.remaining > 0`;
  return sql`
    select v.product_id, min(l.expected_on) as next_on, count(distinct l.purchase_order_id) as orders,
      array_agg(distinct l.purchase_order_id) as order_ids
    from (${bring}) l join variants v on v.id = l.variant_id
    where v.product_id in (select product_id from waiting) group by 1`;
}

function shortIn90Days({ asOf, end }: ReportDay, reading: Reading): RawBuilder<unknown> {
  return sql`
    select v.product_id, count(*) as times
    from demand_entries e join backorder_lines l on l.id = e.backorder_line_id join variants v on v.id = l.variant_id
    where e.kind = 'backordered' and e.at >= ${endOf(addDays(asOf, -90), reading)} ${end ? sql`and e.at < ${end}` : sql``}
    group by 1`;
}
