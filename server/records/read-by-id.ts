import { isRefused, type Refusal } from '#contract/errors.ts';
import type { OperationName } from '#contract/routes.ts';
import { listCursor, type Position, part } from '../platform/http/list-cursor.ts';
import { toPage } from '../platform/http/page.ts';
import type { Queries } from '../platform/transaction.ts';

export type Page<Item> = { data: Item[]; nextCursor: string | null } | { refusal: Refusal };

/**
 * A page of a list in the order of its ids. `list` is the operation that answers it. The statement takes `$1` the id to go on after (null on the first page),
 * `$2` how many rows, then `filters`. `invalid_request` for a cursor of another list.
 */
export async function readById<Item extends { id: string }>(
  queries: Queries,
  list: OperationName,
  page: { limit: number; cursor?: string | undefined },
  statement: string,
  filters: readonly unknown[] = [],
): Promise<Page<Item>> {
  const cursor = listCursor(list, part.id);
  const after = cursor.read(page.cursor);
  if (after && isRefused(after)) return after;
  const rows = await queries.rows<Item>(statement, [after?.[0] ?? null, page.limit + 1, ...filters]);
  return toPage(
    rows,
    { limit: page.limit, cursor },
    (row): Position => [row.id],
    (row) => row,
  );
}
