import { sql } from 'kysely';
import type { Answer, Request } from '#contract/operations.ts';
import { builder } from '../platform/query-builder.ts';
import type { Viewer } from '../platform/viewer.ts';
import type { Reading } from '../platform/work.ts';
import { type BackorderFilters, conditionsOf } from './list-filters.ts';
import { byLookup, onlyOrLeastLookup } from './look-up.ts';

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
    select count(*)::integer as count from (select from ${byLookup(await onlyOrLeastLookup(conditions, reading))} limit ${sql.lit(MOST + 1)}) b`;
  const [row] = await reading.queries.built(statement.compile(builder));
  return row?.count ?? 0;
}

async function sumOfValue(viewer: Viewer, filters: BackorderFilters, reading: Reading): Promise<string> {
  const conditions = await conditionsOf(viewer, filters, reading);
  if (!conditions) return '0.00';
  const statement = sql<{ value: string }>`
    select coalesce(sum(b.value), 0)::numeric(16, 2) as value
    from ${byLookup(await onlyOrLeastLookup(conditions, reading))}`;
  const [row] = await reading.queries.built(statement.compile(builder));
  return row?.value ?? '0.00';
}
