import type { ListCursor, Position } from './list-cursor.ts';

/** Cuts rows read with `limit + 1` to a page, with the cursor of the next one. */
export function toPage<Row, Item>(
  rows: readonly Row[],
  { limit, cursor }: { limit: number; cursor: ListCursor },
  position: (row: Row) => Position,
  item: (row: Row) => Item,
): { data: Item[]; nextCursor: string | null } {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  const hasMore = rows.length > limit && last !== undefined;
  return { data: shown.map(item), nextCursor: hasMore ? cursor.write(position(last)) : null };
}
