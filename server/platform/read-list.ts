import { type Refusal, refuse } from '#contract/errors.ts';
import { id } from '#contract/primitives.ts';
import { readCursor, toPage } from './http/page.ts';
import type { Queries } from './transaction.ts';

type ListAnswer<Item> = { data: Item[]; nextCursor: string | null } | { refusal: Refusal };

/**
 * A page of a list in the order of one text and the id. The statement answers the text as `sortKey` and takes `$1` the
 * text and `$2` the id to go on after (both null on the first page), `$3` how many rows, then `filters`.
 * `invalid_request` for a cursor of another list.
 */
export async function readList<Item>(
  queries: Queries,
  page: { limit: number; cursor?: string | undefined },
  statement: string,
  filters: readonly unknown[] = [],
): Promise<ListAnswer<Item>> {
  const after = readCursor(page.cursor, 2);
  if (after && 'refusal' in after) return after;
  if (after && (typeof after[0] !== 'string' || !id.safeParse(after[1]).success)) {
    return refuse('invalid_request', {
      errors: [{ pointer: '#/query/cursor', detail: 'is not a cursor of this list' }],
    });
  }
  const [sortKey = null, afterId = null] = after ?? [];
  const rows = await queries.rows<{ id: string; sortKey: string }>(statement, [
    sortKey,
    afterId,
    page.limit + 1,
    ...filters,
  ]);
  return toPage(
    rows,
    page.limit,
    (row) => [row.sortKey, row.id],
    ({ sortKey: _, ...item }) => item as Item,
  );
}

/** A pattern for `ilike` that finds a text anywhere, with its own wildcards taken literally. Null for no search. */
export function containing(text: string | undefined): string | null {
  const sought = text?.trim();
  return sought ? `%${sought.replace(/[\\%_]/g, '\\$&')}%` : null;
}
