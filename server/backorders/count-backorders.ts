import { type RawBuilder, sql } from 'kysely';
import type { Answer, Request } from '#contract/operations.ts';
import { builder } from '../platform/query-builder.ts';
import type { Viewer } from '../platform/viewer.ts';
import type { Reading } from '../platform/work.ts';
import { type BackorderFilters, type Conditions, conditionsOf, promisedWithin } from './list-filters.ts';

/** Counted so far; what is more is answered as one more. */
const MOST = 10_000;

const TABS = {
  open: 'open',
  mine: 'mine',
  ready: 'ready',
  overdue: 'overdue',
  noDate: 'no_date',
  dateMoved: 'date_moved',
  cancelled: 'cancelled',
  all: 'all',
} as const satisfies Record<string, NonNullable<BackorderFilters['tab']>>;

/** How many backorders each tab shows under the other filters, and what is open is worth. More than 10,000 is answered as 10,001. */
export async function countBackorders(
  viewer: Viewer,
  { query }: Request<'countBackorders'>,
  reading: Reading,
): Promise<Answer<'countBackorders'>> {
  const counted = await Promise.all(
    Object.entries(TABS).map(async ([name, tab]) => [name, await count(viewer, { ...query, tab }, reading)] as const),
  );
  const openValue = await sumOfValue(viewer, { ...query, tab: 'open' }, reading);
  return {
    ...(Object.fromEntries(counted) as Record<keyof typeof TABS, number>),
    openValue: { amount: openValue, currency: reading.company.currency },
  };
}

async function count(viewer: Viewer, filters: BackorderFilters, reading: Reading): Promise<number> {
  const conditions = await conditionsOf(viewer, filters, reading);
  if (!conditions) return 0;
  const statement = sql<{ count: number }>`
    select count(*)::integer as count from (select from ${byFacets(conditions)} limit ${sql.lit(MOST + 1)}) b`;
  const [row] = await reading.queries.built(statement.compile(builder));
  return row?.count ?? 0;
}

async function sumOfValue(viewer: Viewer, filters: BackorderFilters, reading: Reading): Promise<string> {
  const conditions = await conditionsOf(viewer, filters, reading);
  if (!conditions) return '0.00';
  const statement = sql<{ value: string }>`
    select coalesce(sum(b.value), 0)::numeric(16, 2) as value from ${byFacets(conditions)}`;
  const [row] = await reading.queries.built(statement.compile(builder));
  return row?.value ?? '0.00';
}

/**
 * The backorders `b` that match, looked up by what an index can look up and then tested one by one. The fence keeps the planner
 * from other indexes, whose use it thinks cheaper than it is. Ends in a condition: more may follow with `and`. A range of
 * promised dates alone is read from its index, which has `KEYS` in it.
 */
export function byFacets(conditions: Conditions, columns: RawBuilder<unknown> = KEYS): RawBuilder<unknown> {
  const kept = conditions.plain.length > 0 ? sql`b.*` : columns;
  return sql`(select ${kept} from backorders b where ${lookedUp(conditions)} offset 0) b where ${all(conditions.plain)}`;
}

/** How many backorders the planner expects to be looked up by the facets. */
export async function expectedByFacets(conditions: Conditions, reading: Reading): Promise<number> {
  const statement = sql<{ 'QUERY PLAN': { Plan: { 'Plan Rows': number } }[] }>`
    explain (format json) select from backorders b where ${lookedUp(conditions)}`;
  const [row] = await reading.queries.built(statement.compile(builder));
  return row?.['QUERY PLAN'][0]?.Plan['Plan Rows'] ?? 0;
}

function lookedUp({ created, promised, lookup }: Conditions): RawBuilder<boolean> {
  return all([
    ...created,
    ...promisedWithin(promised, sql`coalesce(b.promised_on, 'infinity')`, 'infinity'),
    ...lookup,
  ]);
}

const KEYS = sql`b.id, b.created_at, b.value, b.promised_on`;

/** Every one of some conditions. */
export function all(conditions: readonly RawBuilder<boolean>[]): RawBuilder<boolean> {
  return sql.join([sql`true`, ...conditions], sql` and `) as RawBuilder<boolean>;
}
