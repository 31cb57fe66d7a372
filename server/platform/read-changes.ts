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
  /** When a row changed; its own `updated_at` when left out. */
  changedAt?: string;
  /** What an index finds of the rows that changed since a parameter, where `changedAt` is no column. */
  foundBy?: (since: string) => string;
  /** What the list is sorted by when nobody asks what changed; newest first when left out. */
  key?: string;
  type?: 'text' | 'date';
};

/**
 * A page of a list in its own order, or, with `updatedSince`, of what changed since then in the order of the changes. The
 * statement leaves `$1` to `$3` to the page, as for `readList`.
 */
export async function readChangingList<Item>(
  queries: Queries,
  { name, row, key, type = 'text', changedAt = `${row}.updated_at`, foundBy }: Changing,
  page: { limit: number; cursor?: string | undefined; updatedSince?: string | undefined },
  statement: (order: ListOrder) => string,
  filters: readonly unknown[] = [],
): Promise<ListAnswer<Item>> {
  if (page.updatedSince === undefined) {
    const cursor = listCursor(name, key ? (type === 'date' ? part.day : part.text) : part.id, part.id);
    const order = key ? orderBy({ row, key, type, changedAt }) : newestFirst({ row, changedAt });
    return readList<Item>(queries, cursor, page, statement(order), filters);
  }
  const [from, until] = [filters.length + 4, filters.length + 5];
  const order = orderBy({ row, key: changedAt, type: 'timestamptz', changedAt });
  const since = `$${from}::timestamptz`;
  const within = [
    `${changedAt} >= ${since}`,
    `${changedAt} < $${until}::timestamptz`,
    ...(foundBy ? [foundBy(since)] : []),
  ];
  return readList<Item>(
    queries,
    listCursor(`${name} updatedAt`, part.instant, part.id),
    page,
    statement({ ...order, isNext: [...within, order.isNext].join(' and ') }),
    [...filters, page.updatedSince, await settledUntil(queries)],
  );
}

function newestFirst({ row, changedAt }: Record<'row' | 'changedAt', string>): ListOrder {
  return {
    sortKey: `${row}.id::text as "sortKey", instant(${changedAt}) as "updatedAt"`,
    isNext: `($1::bigint is null or ${row}.id < $2::bigint)`,
    orderBy: `${row}.id desc`,
  };
}

function orderBy({ row, key, type, changedAt }: Record<'row' | 'key' | 'type' | 'changedAt', string>): ListOrder {
  return {
    sortKey: `${key}::text as "sortKey", instant(${changedAt}) as "updatedAt"`,
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
