import { type RawBuilder, sql } from 'kysely';
import { isRefused, type Refusal } from '#contract/errors.ts';
import type { Answer, Request } from '#contract/operations.ts';
import { builder } from '../platform/query-builder.ts';
import type { Viewer } from '../platform/viewer.ts';
import type { Reading } from '../platform/work.ts';
import { formulaOf } from './formulas.ts';
import { type By, byRecord, type GroupRow, splitTotals } from './groups.ts';
import {
  isOfBackorders,
  openBackorders,
  openLines,
  type ReportDay,
  reportDay,
  type WaitingFilters,
} from './open-lines.ts';

type OpenReport = Answer<'reportOpenBackorders'>;
type OpenGroup = OpenReport['groups'][number];
type AgingFigures = Answer<'reportAging'>['totals'];

const WAITING = ['lines', 'quantity', 'value', 'overdue', 'noDate'] as const;

/** What waits, in groups. Refusal: `day_in_the_future`. */
export async function reportOpenBackorders(
  viewer: Viewer,
  { query: { groupBy, sort, ...filters } }: Request<'reportOpenBackorders'>,
  reading: Reading,
): Promise<OpenReport | { refusal: Refusal }> {
  const day = reportDay(filters, reading);
  if (isRefused(day)) return day;
  const { groups, totals } = await readGroups(viewer, filters, { day, reading }, GROUPS[groupBy]);
  return { asOf: day.asOf, formula: formulaOf(WAITING), groups: groups.toSorted(ORDERS[sort]), totals };
}

const ORDERS: Record<Request<'reportOpenBackorders'>['query']['sort'], (one: OpenGroup, other: OpenGroup) => number> = {
  value: (one, other) => Number(other.value.amount) - Number(one.value.amount) || byName(one, other),
  age: (one, other) => ((one.oldestCreatedOn ?? '') < (other.oldestCreatedOn ?? '') ? -1 : 1),
  name: byName,
};

/** What has no name stands last. */
function byName(one: OpenGroup, other: OpenGroup): number {
  if (one.label === null || other.label === null) return Number(one.label === null) - Number(other.label === null);
  return one.label.localeCompare(other.label, 'en');
}

/** What waits, by how long; every bucket is answered, an empty one with nothing. Refusal: `day_in_the_future`. */
export async function reportAging(
  viewer: Viewer,
  { query: { buckets, ...filters } }: Request<'reportAging'>,
  reading: Reading,
): Promise<Answer<'reportAging'> | { refusal: Refusal }> {
  const day = reportDay(filters, reading);
  if (isRefused(day)) return day;
  // How many buckets have ended before that age.
  const ended = sql`width_bucket(${day.asOf}::date - o.created_on - 1, ${buckets}::integer[])`;
  const by = { key: ended, label: sql`null`, join: sql``, splitsBackorders: false, byStatus: true };
  const { groups, totals } = await readGroups<OpenGroup & AgingFigures>(viewer, filters, { day, reading }, by);
  const found = new Map(groups.map((group) => [group.key, group]));
  return {
    asOf: day.asOf,
    formula: formulaOf([...WAITING, 'statuses', 'age']),
    groups: [...buckets, null].map((toDays, index) => {
      const fromDays = index === 0 ? 0 : (buckets[index - 1] as number) + 1;
      const figures = found.get(String(index)) ?? nothing(reading.company.currency, day);
      return { ...figures, key: `${fromDays}-${toDays ?? ''}`, label: null, fromDays, toDays };
    }),
    totals,
  };
}

/** By what lines are put together; whether lines of one backorder may stand in several groups; whether the status is told, too. */
type WaitingBy = By & { splitsBackorders: boolean; byStatus?: boolean };

const byColumn = (table: string, column: string, splitsBackorders = false): WaitingBy => ({
  ...byRecord(table, 'key', 'g'),
  key: sql.raw(`o.${column}`),
  splitsBackorders,
});
const GROUPS: Record<Request<'reportOpenBackorders'>['query']['groupBy'], WaitingBy> = {
  product: byColumn('products', 'product_id', true),
  customer: byColumn('customers', 'customer_id'),
  rep: byColumn('users', 'sales_rep_id'),
  supplier: byColumn('suppliers', 'supplier_id', true),
  warehouse: byColumn('warehouses', 'warehouse_id'),
  reason: { key: sql`o.reason`, label: sql`g.key`, join: sql``, splitsBackorders: false },
};

/**
 * The figures of each group and of all together: what is promised, late and without a date is summed up once, and the backorders
 * apart, as lines of one may stand in several groups. Where they never do, what is kept of a backorder is its lines' sum already.
 */
async function readGroups<Group extends OpenGroup = OpenGroup>(
  viewer: Viewer,
  filters: WaitingFilters,
  { day, reading }: { day: ReportDay; reading: Reading },
  { key, label, join, splitsBackorders, byStatus }: WaitingBy,
): Promise<{ groups: Group[]; totals: Omit<Group, 'key' | 'label'> }> {
  const { currency } = reading.company;
  const areBackorders = !splitsBackorders && isOfBackorders(filters, day);
  const rows = areBackorders ? openBackorders(viewer, filters, day) : openLines(viewer, filters, day);
  const counted = areBackorders
    ? sql``
    : sql`union all select key, part, null, count(*), null, 0, 0, 0 from (
        select distinct on (backorder_id, key) key, part from waiting order by backorder_id, key) each group by key, part`;
  const allBackorders = splitsBackorders
    ? sql`(select count(*) from (select from waiting group by backorder_id) each)`
    : sql`coalesce(sum(g.backorders), 0)`;
  // Each status is summed up once, and the few sums are then put together: cheaper than to ask of a million lines which they are.
  const statement = sql<GroupRow<Group>>`
    with waiting as ${sql.raw(day.end ? 'materialized' : 'not materialized')} (
      select ${key} as key, ${byStatus ? sql`o.status` : sql`null`} as part, o.* from (${rows}) o),
    pieces as (
      select key, part, promised_on < ${day.asOf}::date as is_overdue, ${areBackorders ? sql`count(*)` : sql`0`} as backorders,
        min(created_on) as oldest, sum(lines) as lines, sum(quantity) as quantity,
        ${areBackorders ? sql`sum(value)` : sql`sum(cents) * 0.01`} as value
      from waiting group by 1, 2, 3 ${counted}),
    parts as (
      select key, part, sum(backorders) as backorders, min(oldest) as oldest, ${sums('', sql`true`)},
        ${sums('overdue_', sql`is_overdue`)}, ${sums('no_date_', sql`is_overdue is null`)}
      from pieces group by 1, 2),
    grouped as (
      select key, sum(backorders) as backorders, min(oldest) as oldest, ${SUMMED} from parts group by 1),
    figures as (
      select false as is_total, g.key::text as key, ${label} as label, g.backorders, g.oldest, ${COLUMNS} from grouped g ${join}
      union all
      select true, null, null, ${allBackorders}, min(g.oldest), ${TOTALS} from grouped g)
    select is_total as "isTotal", json_build_object('key', key, 'label', label, 'backorders', backorders, ${part('', currency)},
      'oldestCreatedOn', oldest, 'overdue', json_build_object(${part('overdue_', currency)}),
      'noDate', json_build_object(${part('no_date_', currency)})${byStatus ? statuses(day, currency) : sql``}) as group
    from figures`;
  return splitTotals(await reading.queries.built(statement.compile(builder)));
}

const SUMS = ['lines', 'quantity', 'value'] as const;
/** The statuses of what is open, by their names in an answer. */
const STATUSES = { open: 'open', readyToFulfill: 'ready_to_fulfill', partiallyFulfilled: 'partially_fulfilled' };
const SUMMED_NAMES = namesOf(['', 'overdue_', 'no_date_']);
const NAMES = [...SUMMED_NAMES, ...namesOf(Object.values(STATUSES).map((status) => `${status}_`))];
const SUMMED = sql.raw(
  [
    ...SUMMED_NAMES.map((name) => `sum(${name}) as ${name}`),
    ...Object.values(STATUSES).flatMap((status) =>
      SUMS.map((name) => `coalesce(sum(${name}) filter (where part = '${status}'), 0) as ${status}_${name}`),
    ),
  ].join(', '),
);
const COLUMNS = sql.raw(NAMES.map((name) => `g.${name}`).join(', '));
const TOTALS = sql.raw(NAMES.map((name) => `coalesce(sum(g.${name}), 0)`).join(', '));

function namesOf(prefixes: readonly string[]): string[] {
  return prefixes.flatMap((prefix) => SUMS.map((name) => `${prefix}${name}`));
}

/** What was reserved at the end of a day that is over is kept nowhere, so only today is told by status. */
function statuses({ end }: ReportDay, currency: string): RawBuilder<unknown> {
  if (end) return sql`, 'statuses', null`;
  const parts = Object.entries(STATUSES).map(
    ([name, status]) => sql`${sql.lit(name)}, json_build_object(${part(`${status}_`, currency)})`,
  );
  return sql`, 'statuses', json_build_object(${sql.join(parts)})`;
}

function sums(prefix: string, where: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql.join(
    SUMS.map(
      (name) => sql`coalesce(sum(${sql.raw(name)}) filter (where ${where}), 0) as ${sql.raw(`${prefix}${name}`)}`,
    ),
  );
}

function part(prefix: string, currency: string): RawBuilder<unknown> {
  const column = (name: string) => sql.raw(`${prefix}${name}`);
  return sql`'lines', ${column('lines')}, 'quantity', ${column('quantity')}, 'value', money(${column('value')}::numeric(22, 2), ${currency})`;
}

function nothing(currency: string, { end }: ReportDay): AgingFigures {
  const none = { lines: 0, quantity: 0, value: { amount: '0.00', currency } };
  const statuses = end ? null : { open: none, readyToFulfill: none, partiallyFulfilled: none };
  return { backorders: 0, ...none, oldestCreatedOn: null, overdue: none, noDate: none, statuses };
}
