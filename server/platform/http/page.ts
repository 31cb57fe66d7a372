import { refuse } from '#contract/errors.ts';

/** Where a list goes on: the sort values of the last row shown. Opaque to callers. */
export type Position = readonly (string | number | null)[];

/** Reads a cursor of `length` values; null for none, and a refusal for one that is not ours. */
export function readCursor(cursor: string | undefined, length: number): Position | null | ReturnType<typeof refuse> {
  if (cursor === undefined) return null;
  const bad = refuse('invalid_request', {
    errors: [{ pointer: '#/query/cursor', detail: 'is not a cursor of this list' }],
  });
  try {
    const values: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    if (!Array.isArray(values) || values.length !== length) return bad;
    return values.every(
      (value) =>
        value === null || (typeof value === 'string' && !value.includes('\u0000')) || Number.isSafeInteger(value),
    )
      ? (values as Position)
      : bad;
  } catch {
    return bad;
  }
}

/** Cuts rows read with `limit + 1` to a page, with the cursor of the next one. */
export function toPage<Row, Item>(
  rows: readonly Row[],
  limit: number,
  position: (row: Row) => Position,
  item: (row: Row) => Item,
): { data: Item[]; nextCursor: string | null } {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  const hasMore = rows.length > limit && last !== undefined;
  return {
    data: shown.map(item),
    nextCursor: hasMore ? Buffer.from(JSON.stringify(position(last))).toString('base64url') : null,
  };
}
