import { type Refusal, refuse } from '#contract/errors.ts';
import { id } from '#contract/primitives.ts';
import { type Position, readCursor, toPage } from '../platform/http/page.ts';
import type { Queries } from '../platform/transaction.ts';

export type Page<Item> = { data: Item[]; nextCursor: string | null } | { refusal: Refusal };

/**
 * A page of a list in the order of its ids. The statement takes `$1` the id to go on after (null on the first page),
 * `$2` how many rows, then `filters`. `invalid_request` for a cursor of another list.
 */
export async function readById<Item extends { id: string }>(
  queries: Queries,
  page: { limit: number; cursor?: string | undefined },
  statement: string,
  filters: readonly unknown[] = [],
): Promise<Page<Item>> {
  const after = readCursor(page.cursor, 1);
  if (after && 'refusal' in after) return after;
  if (after && !id.safeParse(after[0]).success) return notACursor();
  const rows = await queries.rows<Item>(statement, [after?.[0] ?? null, page.limit + 1, ...filters]);
  return toPage(
    rows,
    page.limit,
    (row): Position => [row.id],
    (row) => row,
  );
}

/** What a cursor of another list is refused with. */
export function notACursor(): { refusal: Refusal } {
  return refuse('invalid_request', {
    errors: [{ pointer: '#/query/cursor', detail: 'is not a cursor of this list' }],
  });
}
