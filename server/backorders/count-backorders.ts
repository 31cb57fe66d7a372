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
  Record<'outstandingValue' | 'readyValue', string>;

/**
 * How many backorders each tab shows under the other filters, and what is open is worth. More than 10,000 is answered as
 * 10,001. What is open is gone through once, for its value all of it; what is closed only until it is enough.
 */
export async function countBackorders(
  viewer: Viewer,
  { query }: Request<'countBackorders'>,
  reading: Reading,
): Promise<Answer<'countBackorders'>> {
  const [narrowed, mine] = await Promise.all([
    narrow(viewer, { ...query, tab: 'all' }, reading),
    customersOf(viewer, { tab: 'mine' }, reading),
  ]);
  const [[ofOpen], [ofClosed]] = await Promise.all([
    reading.queries.built(countOpen(narrowed, mine ?? [], reading.today).compile(builder)),
    reading.queries.built(countClosed(narrowed, reading.today).compile(builder)),
  ]);
  const { outstandingValue, readyValue, ...tabs } = ofOpen as Counted;
  const { closed, cancelled } = ofClosed as CountedClosed;
  return {
    ...tabs,
    cancelled,
    all: Math.min(tabs.open + closed, MOST + 1),
    outstandingValue: { amount: outstandingValue, currency: reading.company.currency },
    readyValue: { amount: readyValue, currency: reading.company.currency },
  };
}

type Narrowed = Awaited<ReturnType<typeof narrow>>;
type CountedClosed = { closed: number; cancelled: number };

const ofHalf = ({ halves, conditions }: Narrowed, half: Half) =>
  all([halves.includes(half) ? HALVES[half] : sql`false`, ...conditions]);

function countOpen(narrowed: Narrowed, mine: Parameters<typeof ofCustomers>[0], today: string) {
  const tab = (condition: Condition) => sql`least(count(*) filter (where ${condition}), ${sql.lit(MOST + 1)})::integer`;
  return sql<Counted>`
    select ${tab(sql`true`)} as open, ${tab(ofCustomers(mine))} as mine,
      ${tab(ofTab('ready', today))} as ready, ${tab(ofTab('overdue', today))} as overdue,
      ${tab(ofTab('no_date', today))} as "noDate", ${tab(ofTab('date_moved', today))} as "dateMoved",
      coalesce(sum(b.value), 0)::numeric(22, 2) as "outstandingValue",
      coalesce(sum(${sql.raw(readyValue())}), 0)::numeric(22, 2) as "readyValue"
    from backorders b where ${ofHalf(narrowed, 'open')}`;
}

function countClosed(narrowed: Narrowed, today: string) {
  const upTo = (condition: Condition) => sql`
    (select count(*)::integer from (select from backorders b where ${condition} limit ${sql.lit(MOST + 1)}) b)`;
  const closed = ofHalf(narrowed, 'closed');
  return sql<CountedClosed>`
    select ${upTo(closed)} as closed, ${upTo(all([closed, ofTab('cancelled', today)]))} as cancelled`;
}
