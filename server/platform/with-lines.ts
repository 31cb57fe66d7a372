import type { Queries } from './transaction.ts';

/**
 * The rows of a list with their lines: read in one statement where they are asked for, else null. The statement takes
 * the keys of the rows and answers `key` and `lines` of each.
 */
export async function withLines<Row, Line>(
  rows: readonly Row[],
  {
    isAskedFor,
    keyOf,
    statement,
    queries,
  }: {
    isAskedFor: boolean | undefined;
    keyOf: (row: Row) => string;
    statement: string;
    queries: Pick<Queries, 'rows'>;
  },
): Promise<(Row & { lines: Line[] | null })[]> {
  if (!isAskedFor) return rows.map((row) => ({ ...row, lines: null }));
  const found = await queries.rows<{ key: string; lines: Line[] }>(statement, [rows.map(keyOf)]);
  const linesOf = new Map(found.map(({ key, lines }) => [key, lines]));
  return rows.map((row) => ({ ...row, lines: linesOf.get(keyOf(row)) ?? [] }));
}
