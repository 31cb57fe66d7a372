import { type RawBuilder, sql } from 'kysely';
import type { Answer, Request } from '#contract/operations.ts';
import { bucketBounds, bucketOf, PROMISE_BUCKETS } from '#domain/backorders/promise-buckets.ts';
import { groupBy } from '#domain/group-by.ts';
import { addDays, type CalendarDate, weekOf } from '#domain/time/calendar.ts';
import { itemOf } from '../catalog/item-words.ts';
import { builder } from '../platform/query-builder.ts';
import type { Viewer } from '../platform/viewer.ts';
import type { Reading } from '../platform/work.ts';
import { type Condition, narrow, whole } from './list-filters.ts';

type Timeline = Answer<'getTimeline'>;
type Days = { from: CalendarDate; to: CalendarDate };

const MOST_DAYS = 92;
const FIRST_OF_A_DAY = 8;
const MOST_ORDERS = 100;
const FIRST_OF_AN_ORDER = 30;
const WEEKS_SHOWN = 5;

/**
 * Open backorders by the day they are promised for, what that is to pick beside what is picked on a usual day, and the purchase
 * orders they depend on with the promises each breaks. Without days, five weeks from this Monday.
 */
export async function readTimeline(
  viewer: Viewer,
  { query }: Request<'getTimeline'>,
  reading: Reading,
): Promise<Timeline> {
  const { bucket, from, to, ...filters } = query;
  const narrowed = await narrow(viewer, { ...filters, tab: 'open' }, reading);
  const open = whole(narrowed);
  const isFiltered = Object.values(filters).some((value) => value !== undefined);
  const days = daysOf(reading.today, { from, to, bucket });
  const [sums, first, supply, usual] = await Promise.all([
    ask<SumRow>(reading, sumsOf(open)),
    ask<FirstRow>(reading, firstOf(open, days)),
    ask<{ row: Timeline['supply'][number] }>(reading, supplyOf(open, reading.today, isFiltered)),
    reading.queries.row<{ lines: number | null }>(USUAL_DAY, [reading.company.timeZone, reading.today]),
  ]);
  return {
    ...days,
    buckets: bucketsOf(reading, sums),
    usualLinesPerDay: usual.lines,
    days: daysWith(reading, { sums, first, days, bucket }),
    supply: supply.map(({ row }) => row),
  };
}

function ask<Row>({ queries }: Reading, statement: RawBuilder<Row>): Promise<Row[]> {
  return queries.built(statement.compile(builder));
}

function daysOf(today: CalendarDate, { from, to, bucket }: Partial<Days> & { bucket?: Asked }): Days {
  const bounds = bucket && bucket !== 'no_date' ? bucketBounds(today)[bucket] : null;
  const first = from ?? bounds?.from ?? (bounds?.to ? addDays(bounds.to, 1 - MOST_DAYS) : weekOf(today).monday);
  const last = to ?? bounds?.to ?? addDays(first, WEEKS_SHOWN * 7 - 1);
  const most = addDays(first, MOST_DAYS - 1);
  return { from: first, to: last < most ? last : most };
}

type Asked = Request<'getTimeline'>['query']['bucket'];
type Sums = { backorders: number; lines: number; quantity: number; value: string };
type SumRow = Sums & { promised_on: string | null; at_risk: number };

/** Sums of each promised day. */
function sumsOf(open: Condition): RawBuilder<SumRow> {
  return sql`
    select b.promised_on, count(*)::integer as backorders, sum(l.lines)::integer as lines, sum(b.outstanding)::float8 as quantity,
      sum(b.value)::text as value, count(*) filter (where x.is_at_risk)::integer as at_risk
    from backorders b left join backorder_outlooks x on x.backorder_id = b.id
    cross join lateral (select count(*) as lines from backorder_lines l where l.backorder_id = b.id and l.outstanding > 0) l
    where ${open} group by 1 order by 1`;
}

function bucketsOf({ company, today }: Reading, rows: readonly SumRow[]): Timeline['buckets'] {
  const bounds = bucketBounds(today);
  return PROMISE_BUCKETS.map((bucket) => ({
    bucket,
    ...(bucket === 'no_date' ? { from: null, to: null } : bounds[bucket]),
    ...sumUp(
      rows.filter(({ promised_on }) => bucketOf(promised_on, today) === bucket),
      company.currency,
    ),
  }));
}

function sumUp(rows: readonly Sums[], currency: string) {
  const sum = (name: 'backorders' | 'lines' | 'quantity') => rows.reduce((total, row) => total + row[name], 0);
  const cents = rows.reduce((total, { value }) => total + BigInt(value.replace('.', '')), 0n);
  const digits = cents.toString().padStart(3, '0');
  const amount = `${digits.slice(0, -2)}.${digits.slice(-2)}`;
  return { backorders: sum('backorders'), lines: sum('lines'), quantity: sum('quantity'), value: { amount, currency } };
}

type First = Timeline['days'][number]['first'][number];
type FirstRow = { promised_on: string; first: First };

/** The first few of each day. */
function firstOf(open: Condition, { from, to }: Days): RawBuilder<FirstRow> {
  return sql`
    select chosen.promised_on, json_build_object('backorderId', chosen.id::text, 'number', chosen.number, 'customerName', c.name,
      'promisedOn', chosen.promised_on, 'projectedOn', chosen.projected_on, 'isAtRisk', chosen.at_risk,
      'itemName', item.item_name, 'lineCount', item.line_count, 'quantity', chosen.outstanding) as first
    from (
      select b.id, b.number, b.customer_id, b.promised_on, b.outstanding, x.projected_on, coalesce(x.is_at_risk, false) as at_risk,
        row_number() over (partition by b.promised_on order by coalesce(x.is_at_risk, false) desc, b.value desc, b.id) as place
      from backorders b left join backorder_outlooks x on x.backorder_id = b.id
      where ${open} and b.promised_on between ${from}::date and ${to}::date) chosen
    join customers c on c.id = chosen.customer_id
    cross join lateral (
      select ${sql.raw(itemOf())}, count(*) over ()::integer as line_count
      from backorder_lines l join variants v on v.id = l.variant_id where l.backorder_id = chosen.id order by l.id limit 1) item
    where chosen.place <= ${sql.lit(FIRST_OF_A_DAY)} order by chosen.promised_on, chosen.place`;
}

type Found = { sums: readonly SumRow[]; first: readonly FirstRow[]; days: Days; bucket: Asked };

function daysWith({ company, today }: Reading, { sums, first, days, bucket }: Found): Timeline['days'] {
  const byDay = groupBy(first, ({ promised_on }) => promised_on);
  return sums.flatMap((row) => {
    const { promised_on: on } = row;
    if (on === null || on < days.from || on > days.to || (bucket && bucketOf(on, today) !== bucket)) return [];
    return [
      {
        on,
        ...sumUp([row], company.currency),
        atRisk: row.at_risk,
        first: (byDay.get(on) ?? []).map((one) => one.first),
      },
    ];
  });
}

/** What is to come, with the open backorders whose date it decides. Under filters, only what some of those depend on. */
function supplyOf(
  open: Condition,
  today: CalendarDate,
  isNarrowed: boolean,
): RawBuilder<{ row: Timeline['supply'][number] }> {
  return sql`
    with waiting as (
      select distinct p.purchase_order_id, b.id, b.number, b.customer_id, b.promised_on, x.projected_on, coalesce(x.is_at_risk, false) as at_risk
      from backorder_line_outlooks o join purchase_order_lines p on p.id = o.purchase_order_line_id
      join backorders b on b.id = o.backorder_id left join backorder_outlooks x on x.backorder_id = b.id where ${open}),
    ranked as (
      select w.*, row_number() over (partition by purchase_order_id order by at_risk desc, promised_on nulls last, id) as place from waiting w),
    by_order as (
      select r.purchase_order_id, count(*)::integer as dependents, count(*) filter (where r.at_risk)::integer as breaks,
        count(*) filter (where r.projected_on < r.promised_on)::integer as better,
        json_agg(json_build_object('backorderId', r.id::text, 'number', r.number, 'customerName', c.name, 'promisedOn', r.promised_on,
          'projectedOn', r.projected_on, 'isAtRisk', r.at_risk) order by r.place) filter (where r.place <= ${sql.lit(FIRST_OF_AN_ORDER)}) as promises
      from ranked r join customers c on c.id = r.customer_id group by 1),
    coming as (
      select l.purchase_order_id, sum(l.remaining)::float8 as quantity,
        case when count(*) > count(l.expected_on) then null else max(l.expected_on) end as expected_on, min(l.expected_on) as soonest,
        max((select d.expected_on from supply_date_changes d where d.purchase_order_line_id = l.id and d.expected_on is not null order by d.id limit 1)) as first_on
      from purchase_order_lines l where l.remaining > 0 group by 1)
    select json_build_object('purchaseOrderId', p.id::text, 'number', p.number, 'supplierName', s.name, 'orderedOn', p.ordered_on,
      'expectedOn', k.expected_on, 'firstExpectedOn', k.first_on, 'isLate', coalesce(k.soonest < ${today}::date, false), 'quantity', k.quantity,
      'dependents', coalesce(w.dependents, 0), 'breaks', coalesce(w.breaks, 0), 'better', coalesce(w.better, 0),
      'promises', coalesce(w.promises, '[]')) as row
    from coming k join purchase_orders p on p.id = k.purchase_order_id join suppliers s on s.id = p.supplier_id
    left join by_order w on w.purchase_order_id = p.id
    where ${isNarrowed ? sql`w.dependents > 0` : sql`true`}
    order by coalesce(w.breaks, 0) > 0 desc, k.expected_on nulls first, p.id limit ${sql.lit(MOST_ORDERS)}`;
}

/** Lines picked on the days of the last four weeks on which something was. */
const USUAL_DAY = `
  select round(count(*)::numeric / nullif(count(distinct (f.picked_at at time zone $1)::date), 0), 1)::float8 as lines
  from fulfillments f join fulfillment_lines l on l.fulfillment_id = f.id
  where f.voided_at is null and f.picked_at >= (($2::date - 28)::timestamp at time zone $1)`;
