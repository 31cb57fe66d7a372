import { isRefused, type Refusal } from '#contract/errors.ts';
import { phoneFromEnd } from '#domain/finding/codes.ts';
import { patternsOf } from '#domain/finding/fold.ts';
import type { ListCursor } from './http/list-cursor.ts';
import { toPage } from './http/page.ts';
import type { Queries } from './transaction.ts';

/** A page of a list, or why there is none. */
export type ListAnswer<Item> = { data: Item[]; nextCursor: string | null } | { refusal: Refusal };

/**
 * A page of a list in the order of one value and the id, which its cursor holds. The statement answers the value as text
 * as `sortKey` and takes `$1` the value and `$2` the id to go on after (both null on the first page), `$3` how many rows,
 * then `filters`. `invalid_request` for a cursor of another list.
 */
export async function readList<Item>(
  queries: Queries,
  cursor: ListCursor,
  page: { limit: number; cursor?: string | undefined },
  statement: string,
  filters: readonly unknown[] = [],
): Promise<ListAnswer<Item>> {
  const after = cursor.read(page.cursor);
  if (after && isRefused(after)) return after;
  const [sortKey = null, afterId = null] = after ?? [];
  const rows = await queries.rows<{ id: string; sortKey: string }>(statement, [
    sortKey,
    afterId,
    page.limit + 1,
    ...filters,
  ]);
  return toPage(
    rows,
    { limit: page.limit, cursor },
    (row) => [row.sortKey, row.id],
    ({ sortKey: _, ...item }) => item as Item,
  );
}

/** What a searched text must hold, as patterns for `finds`. Null for no search. */
export function soughtIn(text: string | undefined): string[] | null {
  return text?.trim() ? patternsOf(text) : null;
}

/**
 * Whether a folded text holds all that is sought: `patterns` is a parameter, or the word of it that says what. By the first
 * pattern an index finds it.
 */
export const finds = (folded: string, patterns: string) =>
  `(${folded} like (${patterns}::text[])[1] and ${folded} like all (${patterns}::text[]))`;

/** A pattern of telephone numbers as they are kept, from their end; null for what is none. */
export function phonePattern(text = ''): string | null {
  const figures = phoneFromEnd(text);
  return figures && `${figures}%`;
}

/** A pattern for `ilike` that finds a text anywhere, with its own wildcards taken literally. Null for no search. */
export function containing(text: string | undefined): string | null {
  const sought = text?.trim();
  return sought ? `%${sought.replace(/[\\%_]/g, '\\$&')}%` : null;
}
