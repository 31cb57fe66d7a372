import { type RawBuilder, sql } from 'kysely';
import { isRefused, type Refusal } from '#contract/errors.ts';
import type { Answer, Request } from '#contract/operations.ts';
import { builder } from '../platform/query-builder.ts';
import type { Viewer } from '../platform/viewer.ts';
import type { Reading } from '../platform/work.ts';
import { formulaOf } from './formulas.ts';
import { type By, byRecord, type GroupRow, splitTotals } from './groups.ts';
import { every, type Period, periodOf, recordConditions, reportDay } from './open-lines.ts';
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
  const count = (where: string) => sql`count(distinct id) filter (where ${sql.raw(where)})`;
  const [kept, late] = [count(`outcome = 'kept'`), count(`outcome = 'late'`)];
  const statement = sql<GroupRow<Report['groups'][number]>>`
    with ${judged(viewer, query, period, reading)},
    keyed as (select j.*, ${key}::text as key, ${label} as label from judged j ${join})
    select grouping(key) = 1 as "isTotal", json_build_object('key', key, 'label', label, 'measured', count(distinct id),
      'kept', ${kept}, 'late', ${late}, 'pending', ${count(`outcome = 'pending'`)},
      'keptShare', round(${kept}::numeric / nullif(${kept} + ${late}, 0), 4)::float8,
      'slippedOnce', ${count('slips = 1')}, 'slippedTwice', ${count('slips > 1')}) as group
    from keyed group by grouping sets ((key, label), ()) order by count(distinct id) desc, key`;
  return {
    asOf: day.asOf,
    from: period.from,
    to: period.to,
    basis: query.basis,
    formula: formulaOf(['measured', 'kept', 'late', 'pending', 'keptShare', 'slipped']),
    ...splitTotals(await reading.queries.built(statement.compile(builder))),
  };
}

/** A backorder of several suppliers stands with each. */
const GROUPS: Record<Query['groupBy'], By> = {
  rep: byRecord('users', 'sales_rep_id', 'j'),
  customer: byRecord('customers', 'customer_id', 'j'),
  supplier: {
    key: sql`k.id`,
    label: sql`k.name`,
    join: sql`join (select distinct chosen.backorder_id, s.id, s.name
      from chosen left join suppliers s on s.id = chosen.supplier_id) k on k.backorder_id = j.id`,
  },
};

const DUE: Record<Query['basis'], RawBuilder<unknown>> = {
  requested: sql`b.requested_on`,
  first_promise: sql`p.first`,
  last_promise: sql`p.last`,
};

/**
 * Each backorder of those days with a date of that basis, unless none of it came or will, as `judged`: whether the date was kept,
 * and how often its promise slipped. The same as `promiseRecord` says of one.
 */
export function judged(
  viewer: Viewer,
  query: Omit<Query, 'groupBy'>,
  period: Period,
  { company }: Reading,
): RawBuilder<unknown> {
  const before = (column: string) => (period.until ? sql`and ${sql.raw(column)} < ${period.until}` : sql``);
  const ofReason = query.reason ? [sql`b.reason = ${query.reason}`] : [];
  return sql`
    chosen as (
      select b.id as backorder_id, v.supplier_id
      from backorders b join backorder_lines l on l.backorder_id = b.id join variants v on v.id = l.variant_id
        join customers c on c.id = b.customer_id
      where b.created_on between ${period.from}::date and ${period.to}::date ${before('b.created_at')}
        and ${every([...recordConditions(viewer, query), ...ofReason])}),
    outcomes as (
      select l.backorder_id, ${OUTCOME}
      from (select distinct backorder_id from chosen) of join backorder_lines l on l.backorder_id = of.backorder_id
        join demand_entries e on e.order_line_id = l.order_line_id and e.backorder_line_id = l.id ${before('e.at')} ${DELIVERY}
      group by 1),
    promises as (
      select p.backorder_id, (array_agg(p.promised_on order by p.id) filter (where p.promised_on is not null))[1] as first,
        (array_agg(p.promised_on order by p.id desc) filter (where p.promised_on is not null))[1] as last, max(p.slips) as slips
      from backorder_promises p join outcomes on outcomes.backorder_id = p.backorder_id ${before('p.promised_at')} group by 1),
    measured as (
      select b.id, b.customer_id, c.sales_rep_id, coalesce(p.slips, 0) as slips, ${DUE[query.basis]} as due_on,
        case when ${isDone('o')} then (o.arrived_at at time zone ${company.timeZone})::date end as done_on
      from outcomes o join backorders b on b.id = o.backorder_id join customers c on c.id = b.customer_id
        left join promises p on p.backorder_id = b.id
      where o.outstanding > 0 or o.filled > 0),
    judged as (
      select *, case when done_on <= due_on then 'kept' when done_on > due_on or due_on < ${period.asOf}::date then 'late'
        else 'pending' end as outcome
      from measured where due_on is not null)`;
}
