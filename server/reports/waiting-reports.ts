import { type RawBuilder, sql } from 'kysely';
import { isRefused, type Refusal } from '#contract/errors.ts';
import type { Answer, Request } from '#contract/operations.ts';
import { builder } from '../platform/query-builder.ts';
import type { Viewer } from '../platform/viewer.ts';
import type { Reading } from '../platform/work.ts';
import { formulaOf } from './formulas.ts';
import { type By, byRecord, type GroupRow, splitTotals } from './groups.ts';
import { openLines, type ReportDay, reportDay, type WaitingFilters } from './open-lines.ts';

type OpenReport = Answer<'reportOpenBackorders'>;
type OpenGroup = OpenReport['groups'][number];
type Figures = OpenReport['totals'];

const WAITING = ['lines', 'quantity', 'value', 'overdue', 'noDate'] as const;

/** What waits, in groups. Refusal: `day_in_the_future`. */
export async function reportOpenBackorders(
  viewer: Viewer,
  { query: { groupBy, sort, ...filters } }: Request<'reportOpenBackorders'>,
  reading: Reading,
): Promise<OpenReport | { refusal: Refusal }> {
  const day = reportDay(filters.asOf, reading);
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
  const day = reportDay(filters.asOf, reading);
  if (isRefused(day)) return day;
  const age = sql`(${day.asOf}::date - o.created_on)`;
  const first = sql`(select count(*) from unnest(${buckets}::integer[]) ends(day) where ends.day < ${age})`;
  const by = { key: first, label: sql`null`, join: sql`` };
  const { groups, totals } = await readGroups(viewer, filters, { day, reading }, by);
  const found = new Map(groups.map((group) => [group.key, group]));
  return {
    asOf: day.asOf,
    formula: formulaOf([...WAITING, 'age']),
    groups: [...buckets, null].map((toDays, index) => {
      const fromDays = index === 0 ? 0 : (buckets[index - 1] as number) + 1;
      const figures = found.get(String(index)) ?? nothing(reading.company.currency);
      return { ...figures, key: `${fromDays}-${toDays ?? ''}`, label: null, fromDays, toDays };
    }),
    totals,
  };
}

const GROUPS: Record<Request<'reportOpenBackorders'>['query']['groupBy'], By> = {
  product: byRecord('products', 'product_id', 'o'),
  customer: byRecord('customers', 'customer_id', 'o'),
  rep: byRecord('users', 'sales_rep_id', 'o'),
  supplier: byRecord('suppliers', 'supplier_id', 'o'),
  warehouse: byRecord('warehouses', 'warehouse_id', 'o'),
  reason: { key: sql`o.reason`, label: sql`o.reason`, join: sql`` },
};

/** The figures of each group and of all together, from the same lines. */
async function readGroups(
  viewer: Viewer,
  filters: WaitingFilters,
  { day, reading }: { day: ReportDay; reading: Reading },
  { key, label, join }: By,
): Promise<{ groups: OpenGroup[]; totals: Figures }> {
  const { currency } = reading.company;
  const part = (where: RawBuilder<unknown>) => sql`json_build_object(
    'lines', count(*) filter (where ${where}), 'quantity', coalesce(sum(o.quantity) filter (where ${where}), 0),
    'value', money(coalesce(sum(o.value) filter (where ${where}), 0)::numeric(16, 2), ${currency}))`;
  const statement = sql<GroupRow<OpenGroup>>`
    with o as materialized (${openLines(viewer, filters, day)}),
    keyed as (select o.*, ${key}::text as key, ${label} as label from o ${join})
    select grouping(key) = 1 as "isTotal", json_build_object('key', key, 'label', label,
      'backorders', count(distinct o.backorder_id), 'lines', count(*), 'quantity', coalesce(sum(o.quantity), 0),
      'value', money(coalesce(sum(o.value), 0)::numeric(16, 2), ${currency}), 'oldestCreatedOn', min(o.created_on),
      'overdue', ${part(sql`o.promised_on < ${day.asOf}::date`)}, 'noDate', ${part(sql`o.promised_on is null`)}) as group
    from keyed o group by grouping sets ((key, label), ())`;
  return splitTotals(await reading.queries.built(statement.compile(builder)));
}

function nothing(currency: string): Figures {
  const none = { lines: 0, quantity: 0, value: { amount: '0.00', currency } };
  return { backorders: 0, ...none, oldestCreatedOn: null, overdue: none, noDate: none };
}
