import { type RawBuilder, sql } from 'kysely';
import { isRefused, type Refusal } from '#contract/errors.ts';
import type { Answer, Request } from '#contract/operations.ts';
import { builder } from '../platform/query-builder.ts';
import type { Viewer } from '../platform/viewer.ts';
import type { Reading } from '../platform/work.ts';
import { formulaOf } from './formulas.ts';
import { type By, byRecord, type GroupRow, splitTotals } from './groups.ts';
import { before, every, type Period, periodOf, recordConditions, reportDay } from './open-lines.ts';
import { DELIVERY, isDone, OUTCOME } from './outcomes.ts';

type Report = Answer<'reportKeptPromises'>;
type Query = Request<'reportKeptPromises'>['query'];

/** How promises of the backorders of some days were kept against one date, by what was known on a day. Refusal: `day_in_the_future`. */
export async function reportKeptPromises(
  viewer: Viewer,
  { query }: Request<'reportKeptPromises'>,
  reading: Reading,
): Promise<Report | { refusal: Refusal }> {
  const day = reportDay(query, reading);
  if (isRefused(day)) return day;
  const period = periodOf(query, day);
  const { key, label, join } = GROUPS[query.groupBy];
  // Of several suppliers, a backorder stands with each.
  const isOfSuppliers = query.groupBy === 'supplier';
  const each = sql.raw(isOfSuppliers ? 'count(distinct id)' : 'count(*)');
  const count = (where: string) => sql`${each} filter (where ${sql.raw(where)})`;
  const [kept, late] = [count(`outcome = 'kept'`), count(`outcome = 'late'`)];
  const statement = sql<GroupRow<Report['groups'][number]>>`
    with ${judged(viewer, query, period, reading, isOfSuppliers)},
    keyed as (select j.*, ${key}::text as key, ${label} as label from judged j ${join})
    select grouping(key) = 1 as "isTotal", json_build_object('key', key, 'label', label, 'measured', ${each},
      'kept', ${kept}, 'late', ${late}, 'pending', ${count(`outcome = 'pending'`)},
      'keptShare', round(${kept}::numeric / nullif(${kept} + ${late}, 0), 4)::float8,
      'slippedOnce', ${count('slips = 1')}, 'slippedTwice', ${count('slips > 1')}) as group
    from keyed group by grouping sets ((key, label), ()) order by ${each} desc, key`;
  return {
    asOf: day.asOf,
    from: period.from,
    to: period.to,
    basis: query.basis,
    formula: formulaOf(['measured', 'kept', 'late', 'pending', 'keptShare', 'slipped']),
    ...splitTotals(await reading.queries.built(statement.compile(builder))),
  };
}

const GROUPS: Record<Query['groupBy'], By> = {
  rep: byRecord('users', 'sales_rep_id', 'j'),
  customer: byRecord('customers', 'customer_id', 'j'),
  supplier: byRecord('suppliers', 'supplier_id', 'j'),
};

const DUE: Record<Query['basis'], RawBuilder<unknown>> = {
  requested: sql`requested_on`,
  first_promise: sql`first`,
  last_promise: sql`last`,
};

/**
 * Each backorder of those days with a date of that basis, unless none of it came or will, as `judged`: whether the date was kept,
 * and how often its promise slipped. The same as `promiseRecord` says of one. Once for each supplier of what was chosen of it
 * where `isOfSuppliers`.
 */
export function judged(
  viewer: Viewer,
  query: Omit<Query, 'groupBy'>,
  period: Period,
  { company }: Reading,
  isOfSuppliers = false,
): RawBuilder<unknown> {
  const { variantId, productId, supplierId, reason } = query;
  const isOfLines = isOfSuppliers || variantId || productId || supplierId;
  const ofReason = reason ? [sql`b.reason = ${reason}`] : [];
  return sql`
    chosen as (
      select ${sql.raw(isOfLines ? 'distinct' : '')} b.id, b.customer_id, c.sales_rep_id, b.requested_on, b.outstanding, b.fulfilled as filled,
        b.arrived_at, b.first_promised_on as first, b.last_promised_on as last, b.slips, ${sql.raw(isOfSuppliers ? 'v.supplier_id' : 'null::bigint as supplier_id')}
      from backorders b join customers c on c.id = b.customer_id
        ${sql.raw(isOfLines ? 'join backorder_lines l on l.backorder_id = b.id join variants v on v.id = l.variant_id' : '')}
      where b.created_on between ${period.from}::date and ${period.to}::date ${before(period, 'b.created_at')}
        and ${every([...recordConditions(viewer, query), ...ofReason])}),
    outcomes as (${period.until ? asTheyWere(period) : sql`select * from chosen`}),
    judged as (
      select *, case when done_on <= due_on then 'kept' when done_on > due_on or due_on < ${period.asOf}::date then 'late'
        else 'pending' end as outcome
      from (
        select id, customer_id, sales_rep_id, supplier_id, slips, ${DUE[query.basis]} as due_on,
          case when ${isDone('outcomes')} then (arrived_at at time zone ${company.timeZone})::date end as done_on
        from outcomes where outstanding > 0 or filled > 0) measured
      where due_on is not null)`;
}

/** What of `chosen` is kept today as it was at the end of a day before, from the demand ledger and the promises. */
const asTheyWere = (period: Period) => sql`
  select chosen.id, customer_id, sales_rep_id, requested_on, supplier_id, ended.outstanding, ended.filled, ended.arrived_at,
    promised.first, promised.last, coalesce(promised.slips, 0) as slips
  from chosen join (
    select l.backorder_id, ${OUTCOME}
    from (select distinct id from chosen) of join backorder_lines l on l.backorder_id = of.id
      join demand_entries e on e.order_line_id = l.order_line_id and e.backorder_line_id = l.id ${before(period, 'e.at')} ${DELIVERY}
    group by 1) ended on ended.backorder_id = chosen.id
  left join (
    select p.backorder_id, (array_agg(p.promised_on order by p.id) filter (where p.promised_on is not null))[1] as first,
      (array_agg(p.promised_on order by p.id desc) filter (where p.promised_on is not null))[1] as last, max(p.slips) as slips
    from backorder_promises p where p.backorder_id in (select id from chosen) ${before(period, 'p.promised_at')}
    group by 1) promised on promised.backorder_id = chosen.id`;
