import { type RawBuilder, sql } from 'kysely';
import { isRefused, type Refusal } from '#contract/errors.ts';
import type { Answer, Request } from '#contract/operations.ts';
import { RECORDED_REASONS } from '#domain/orders/cancellation-reason.ts';
import { valueOfPart } from '../ledger/sql-words.ts';
import { builder } from '../platform/query-builder.ts';
import type { Viewer } from '../platform/viewer.ts';
import type { Reading } from '../platform/work.ts';
import { formulaOf } from './formulas.ts';
import { type By, byRecord, type GroupRow, splitTotals } from './groups.ts';
import { before, every, type Period, periodOf, recordConditions, reportDay } from './open-lines.ts';
import { DELIVERY, isDone, OUTCOME } from './outcomes.ts';

type Report = Answer<'reportService'>;
type Query = Request<'reportService'>['query'];

/** The customer wants something else, and has it: nothing is lost. */
const NOT_LOST = ['order_changed', 'replaced_by_order'];
/** Cancelled because it was not there. */
const SHORT = ['shortage_cancelled', 'unable_to_fulfill', 'excessive_delay', 'product_discontinued'];

/** How the orders of some days were served, by what was known on a day. Refusal: `day_in_the_future`. */
export async function reportService(
  viewer: Viewer,
  { query }: Request<'reportService'>,
  reading: Reading,
): Promise<Report | { refusal: Refusal }> {
  const day = reportDay(query, reading);
  if (isRefused(day)) return day;
  const period = periodOf(query, day);
  const lines = linesOf(viewer, query, period, reading);
  const { key, label, join } = GROUPS[query.groupBy];
  const statement = sql<GroupRow<Report['groups'][number]>>`
    with ${lines}, keyed as (select f.*, ${key}::text as key, ${label} as label from facts f ${join})
    select grouping(key) = 1 as "isTotal", ${figures(reading.company.currency)} as group
    from keyed group by grouping sets ((key, label), ())
    order by 1, ${query.groupBy === 'month' ? sql`key` : sql`count(*) desc, key`}`;
  const [rows, reasons, reactions] = await Promise.all([
    reading.queries.built(statement.compile(builder)),
    reading.queries.built(reasonsOf(lines, reading.company.currency).compile(builder)),
    reading.queries.built(reactionsOf(lines, period).compile(builder)),
  ]);
  return {
    asOf: day.asOf,
    from: period.from,
    to: period.to,
    formula: formulaOf([
      'orderFillRate',
      'lineFillRate',
      'unitFillRate',
      'backorderRate',
      'daysToFill',
      'onTime',
      'lostSales',
    ]),
    ...splitTotals(rows),
    reasons,
    reactions,
  };
}

const KEYS = sql`lines.ordered_on, lines.customer_id, lines.sales_rep_id, lines.product_id, lines.supplier_id`;

const GROUPS: Record<Query['groupBy'], By> = {
  month: { key: sql`to_char(f.ordered_on, 'YYYY-MM')`, label: sql`null::text`, join: sql`` },
  product: byRecord('products', 'product_id', 'f'),
  supplier: byRecord('suppliers', 'supplier_id', 'f'),
  rep: byRecord('users', 'sales_rep_id', 'f'),
  customer: byRecord('customers', 'customer_id', 'f'),
};

/**
 * The confirmed lines of the orders of those days that are still wanted, as `facts`: what was wanted, short, backordered and
 * lost of each; and their backorder lines: how long each took, and which of its three days it kept. The two stand apart as `served`
 * and `judged`; `cancelled` has what was cancelled of them.
 */
export function linesOf(
  viewer: Viewer,
  query: Omit<Query, 'groupBy'>,
  period: Period,
  { company }: Reading,
): RawBuilder<unknown> {
  const dayOf = (instant: RawBuilder<unknown>) => sql`(${instant} at time zone ${company.timeZone})::date`;
  const kept = (on: RawBuilder<unknown>) =>
    sql`case when ${on} is not null and (done_on is not null or ${on} < ${period.asOf}::date) then coalesce(done_on <= ${on}, false) end`;
  return sql`
    lines as (
      select l.id, l.order_id, l.quantity, l.value, l.backordered, l.taken_back, o.ordered_on, o.customer_id, c.sales_rep_id, v.product_id, v.supplier_id
      from orders o join order_lines l on l.order_id = o.id and l.return_line_id is null
        join variants v on v.id = l.variant_id join customers c on c.id = o.customer_id
      where o.confirmed_at is not null and o.ordered_on between ${period.from}::date and ${period.to}::date ${before(period, 'o.confirmed_at')}
        and ${every(recordConditions(viewer, query, sql`o.warehouse_id`))}),
    cancelled as (
      select e.order_line_id, e.backorder_line_id, e.reason, e.quantity
      from lines join demand_entries e on e.order_line_id = lines.id and e.kind = 'cancelled' ${before(period, 'e.at')}),
    lost as (
      select order_line_id,
        coalesce(sum(quantity) filter (where backorder_line_id is null and reason = any(${SHORT}::text[])), 0) as short,
        coalesce(sum(quantity) filter (where not reason = any(${NOT_LOST}::text[])), 0) as lost
      from cancelled group by 1),
    ${period.until ? asTheyWere(period) : AS_KEPT},
    done as (
      select *, case when ${isDone('of_backorders')} then ${dayOf(sql`left_at`)} end as filled_on,
        case when ${isDone('of_backorders')} then ${dayOf(sql`arrived_at`)} end as done_on
      from of_backorders),
    judged as (
      select *, filled_on - created_on as days_to_fill, ${kept(sql`requested_on`)} as kept_requested,
        ${kept(sql`first_promise`)} as kept_first, ${kept(sql`last_promise`)} as kept_last
      from done),
    served as (
      select of.*, of.quantity - taken_back as wanted, coalesce(lost.lost, 0) as lost, backordered > 0 as is_backordered,
        least(backordered + coalesce(lost.short, 0), of.quantity - taken_back) as short
      from of_lines of left join lost on lost.order_line_id = of.id
      where of.quantity > taken_back),
    facts as (
      select lines.id, lines.order_id, ${KEYS}, lines.quantity, lines.value, wanted, short, is_backordered, lost,
        null::integer as days_to_fill, null::boolean as kept_requested, null::boolean as kept_first, null::boolean as kept_last
      from served lines
      union all
      select null, null, ${KEYS}, null, null, null, null, null, null, d.days_to_fill, d.kept_requested, d.kept_first, d.kept_last
      from judged d join lines on lines.id = d.order_line_id)`;
}

/** What is known today of lines and of what was backordered of them, as it is kept. */
const AS_KEPT = sql`
    of_lines as (select * from lines),
    of_backorders as (
      select bl.id as backorder_line_id, bl.order_line_id, b.created_on, b.requested_on, bl.outstanding, bl.fulfilled as filled, bl.left_at,
        bl.arrived_at, b.first_promised_on as first_promise, b.last_promised_on as last_promise
      from lines join backorder_lines bl on bl.order_line_id = lines.id join backorders b on b.id = bl.backorder_id
      where lines.backordered > 0)`;

/** The same at the end of a day before, from the demand ledger and the promises. */
const asTheyWere = (period: Period) => sql`
    entries as (
      select e.* from demand_entries e where e.order_line_id in (select id from lines) ${before(period, 'e.at')}),
    of_lines as (
      select lines.id, lines.order_id, ${KEYS}, lines.quantity, lines.value, coalesce(e.backordered, 0) as backordered,
        coalesce(e.taken_back, 0) as taken_back
      from lines left join (
        select order_line_id, sum(quantity) filter (where kind = 'backordered') as backordered,
          sum(quantity) filter (where kind = 'cancelled' and reason = 'order_changed') as taken_back
        from entries group by 1) e on e.order_line_id = lines.id),
    of_backorders as (
      select e.backorder_line_id, e.order_line_id, b.created_on, b.requested_on, ${OUTCOME},
        (select p.promised_on from backorder_promises p where p.backorder_id = b.id and p.promised_on is not null
          ${before(period, 'p.promised_at')} order by p.id limit 1) as first_promise,
        (select p.promised_on from backorder_promises p where p.backorder_id = b.id and p.promised_on is not null
          ${before(period, 'p.promised_at')} order by p.id desc limit 1) as last_promise
      from entries e join backorder_lines bl on bl.id = e.backorder_line_id join backorders b on b.id = bl.backorder_id ${DELIVERY}
      group by e.backorder_line_id, e.order_line_id, b.id)`;

/** The figures of a group: lines and backorder lines stand in `facts` beside each other, each without what is the other's. */
function figures(currency: string): RawBuilder<unknown> {
  const share = (part: RawBuilder<unknown>, whole: RawBuilder<unknown>) =>
    sql`round((${part})::numeric / nullif(${whole}, 0), 4)::float8`;
  const orders = sql`count(distinct order_id)`;
  const lines = sql`count(id)`;
  const kept = (column: string) => {
    const measured = sql`count(${sql.raw(column)})`;
    const good = sql`count(*) filter (where ${sql.raw(column)})`;
    return sql`json_build_object('measured', ${measured}, 'onTime', ${good}, 'share', ${share(good, measured)})`;
  };
  return sql`json_build_object('key', key, 'label', label, 'orders', ${orders}, 'lines', ${lines}, 'units', coalesce(sum(wanted), 0),
    'orderFillRate', ${share(sql`${orders} - count(distinct order_id) filter (where short > 0)`, orders)},
    'lineFillRate', ${share(sql`${lines} - count(id) filter (where short > 0)`, lines)},
    'unitFillRate', ${share(sql`sum(wanted - short)`, sql`sum(wanted)`)},
    'backorderRate', ${share(sql`count(id) filter (where is_backordered)`, lines)},
    'daysToFillP50', percentile_disc(0.5) within group (order by days_to_fill), 'daysToFillP90', percentile_disc(0.9) within group (order by days_to_fill),
    'onTimeRequested', ${kept('kept_requested')}, 'onTimeFirstPromise', ${kept('kept_first')}, 'onTimeLastPromise', ${kept('kept_last')},
    'lostSales', money(coalesce(sum(${sql.raw(valueOfPart('lost', 'keyed'))}), 0)::numeric(22, 2), ${currency}))`;
}

function reasonsOf(lines: RawBuilder<unknown>, currency: string) {
  return sql<Report['reasons'][number]>`
    with ${lines}
    select e.reason, count(distinct e.order_line_id)::integer as lines, sum(e.quantity)::float8 as quantity,
      money(sum(${sql.raw(valueOfPart('e.quantity', 'lines'))})::numeric(22, 2), ${currency}) as value
    from cancelled e join lines on lines.id = e.order_line_id
    where not e.reason = any(${NOT_LOST}::text[]) and e.reason = any(${RECORDED_REASONS as unknown as string[]}::text[])
    group by 1 order by sum(${sql.raw(valueOfPart('e.quantity', 'lines'))}) desc, 1`;
}

function reactionsOf(lines: RawBuilder<unknown>, { until }: Period) {
  return sql<Report['reactions'][number]>`
    with ${lines}
    select m.reaction, count(*)::integer as count from communications m
    where m.reaction is not null and m.order_id in (select order_id from lines) ${until ? sql`and m.recorded_at < ${until}` : sql``}
    group by 1 order by 2 desc, 1`;
}
