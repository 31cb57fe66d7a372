import { type RawBuilder, sql } from 'kysely';
import type { OperationName } from '#contract/routes.ts';
import { listCursor, part } from './http/list-cursor.ts';
import { type ListAnswer, readList } from './read-list.ts';
import type { Queries } from './transaction.ts';

/** In which order a list is read: the words its statement is put together with. */
export type ListOrder = {
  /** What is sorted by, as text: the `sortKey` of a row. */
  sortKey: string;
  /** Whether a row is within what is asked for and behind the last one shown. */
  isNext: string;
  orderBy: string;
};

type Changing = {
  name: OperationName;
  /** The alias of the rows that are listed. */
  row: string;
  /** The alias of the record whose changes are theirs; their own when left out. */
  changedWith?: string;
  /** What the list is sorted by when nobody asks what changed. */
  key: string;
  type: 'text' | 'date';
};

/**
 * A page of a list in its own order, or, with `updatedSince`, of what changed since then in the order of the changes. The
 * statement leaves `$1` to `$3` to the page, as for `readList`.
 */
export async function readChangingList<Item>(
  queries: Queries,
  { name, row, key, type, changedWith = row }: Changing,
  page: { limit: number; cursor?: string | undefined; updatedSince?: string | undefined },
  statement: (order: ListOrder) => string,
  filters: readonly unknown[] = [],
): Promise<ListAnswer<Item>> {
  if (page.updatedSince === undefined) {
    const cursor = listCursor(name, type === 'date' ? part.day : part.text, part.id);
    return readList<Item>(queries, cursor, page, statement(orderBy({ row, key, type, changedWith })), filters);
  }
  const [from, until] = [filters.length + 4, filters.length + 5];
  const order = orderBy({ row, key: `${changedWith}.updated_at`, type: 'timestamptz', changedWith });
  const within = `${changedWith}.updated_at >= $${from}::timestamptz and ${changedWith}.updated_at < $${until}::timestamptz`;
  return readList<Item>(
    queries,
    listCursor(`${name} updatedAt`, part.instant, part.id),
    page,
    statement({ ...order, isNext: `${within} and ${order.isNext}` }),
    [...filters, page.updatedSince, await settledUntil(queries)],
  );
}

function orderBy({ row, key, type, changedWith }: Record<'row' | 'key' | 'type' | 'changedWith', string>): ListOrder {
  return {
    sortKey: `${key}::text as "sortKey", instant(${changedWith}.updated_at) as "updatedAt"`,
    isNext: `($1::${type} is null or (${key}, ${row}.id) > ($1::${type}, $2::bigint))`,
    orderBy: `${key}, ${row}.id`,
  };
}

/** The same condition for a statement that is built. */
export const changedWithin = (row: string, since: string, until: string): RawBuilder<boolean> =>
  sql<boolean>`(${sql.raw(row)}.updated_at >= ${since}::timestamptz and ${sql.raw(row)}.updated_at < ${until}::timestamptz)`;

/**
 * The instant before which nothing changes any more: every transaction that stamped a record earlier has ended. What is later
 * is told the next time, so that whoever goes on from the last change they saw misses none. Read in a statement of its own,
 * before the list: what ended in between is seen by the list.
 */
export async function settledUntil(queries: Queries): Promise<string> {
  const { until } = await queries.row<{ until: string }>(`
    select least(statement_timestamp(), min(xact_start) filter (where backend_xid is not null))::text as until
    from pg_stat_activity where datname = current_database()`);
  return until;
}
