import { sql } from 'kysely';
import type { Answer, Request } from '#contract/operations.ts';
import { readyValue } from '../ledger/sql-words.ts';
import { builder } from '../platform/query-builder.ts';
import type { Viewer } from '../platform/viewer.ts';
import type { Reading } from '../platform/work.ts';
import { all, type Condition, customersOf, HALVES, type Half, narrow, ofCustomers, ofTab } from './list-filters.ts';

/** Counted so far; what is more is answered as one more. */
const MOST = 10_000;

type Counted = Record<'open' | 'mine' | 'ready' | 'overdue' | 'noDate' | 'dateMoved', number> &
  Record<'value' | 'readyValue', string>;

/**
 * How many backorders each tab shows under the other filters, and what is open is worth. More than 10,000 is answered as
 * 10,001. What is open is gone through once, for its value all of it; what is closed only until it is enough.
 */
export async function countBackorders(
  viewer: Viewer,
  { query }: Request<'countBackorders'>,
  reading: Reading,
): Promise<Answer<'countBackorders'>> {
  const [{ halves, conditions }, mine] = await Promise.all([
    narrow(viewer, { ...query, tab: 'all' }, reading),
    customersOf(viewer, { tab: 'mine' }, reading),
  ]);
  const tab = (condition: Condition) => sql`least(count(*) filter (where ${condition}), ${sql.lit(MOST + 1)})::integer`;
  const ofHalf = (half: Half) => all([halves.includes(half) ? HALVES[half] : sql`false`, ...conditions]);
  const open = sql<Counted>`
    select ${tab(sql`true`)} as open, ${tab(ofCustomers(mine ?? []))} as mine,
      ${tab(ofTab('ready', reading.today))} as ready, ${tab(ofTab('overdue', reading.today))} as overdue,
      ${tab(ofTab('no_date', reading.today))} as "noDate", ${tab(ofTab('date_moved', reading.today))} as "dateMoved",
      coalesce(sum(b.value), 0)::numeric(16, 2) as value,
      coalesce(sum(${sql.raw(readyValue())}), 0)::numeric(16, 2) as "readyValue"
    from backorders b where ${ofHalf('open')}`;
  const upTo = (condition: Condition) => sql`
    (select count(*)::integer from (select from backorders b where ${condition} limit ${sql.lit(MOST + 1)}) b)`;
  const closed = sql<{ closed: number; cancelled: number }>`
    select ${upTo(ofHalf('closed'))} as closed, ${upTo(all([ofHalf('closed'), ofTab('cancelled', reading.today)]))} as cancelled`;
  const [[ofOpen], [ofClosed]] = await Promise.all([
    reading.queries.built(open.compile(builder)),
    reading.queries.built(closed.compile(builder)),
  ]);
  const { value, readyValue: ready, ...tabs } = ofOpen as Counted;
  const { closed: others, cancelled } = ofClosed as { closed: number; cancelled: number };
  return {
    ...tabs,
    cancelled,
    all: Math.min(tabs.open + others, MOST + 1),
    openValue: { amount: value, currency: reading.company.currency },
    readyValue: { amount: ready, currency: reading.company.currency },
  };
}
