import { isRefused, type Refusal } from '#contract/errors.ts';
import type { Answer, Request } from '#contract/operations.ts';
import { listCursor, notACursor, type Position, part } from '../platform/http/list-cursor.ts';
import { toPage } from '../platform/http/page.ts';
import type { Viewer } from '../platform/viewer.ts';
import type { Reading } from '../platform/work.ts';
import { type Asked, EXCEPTION_KINDS } from './exception-kinds.ts';

type Exception = Answer<'listExceptions'>['data'][number];
const CURSOR = listCursor('listExceptions', part.count, part.text, part.id);

type Row = Exception & { sortKey: string; sortId: string; place: number };

/**
 * What needs a person, kind after kind, each longest first. Most kinds are derived on reading, so that they cannot
 * disagree with the records; none is kept. The first page also counts every kind, to 10,000; 10,001 is more.
 */
export async function listExceptions(
  viewer: Viewer,
  { query }: Request<'listExceptions'>,
  reading: Reading,
): Promise<Answer<'listExceptions'> | { refusal: Refusal }> {
  const after = CURSOR.read(query.cursor);
  if (after && isRefused(after)) return after;
  if (after && !isPlace(after)) return notACursor();
  const asked = { viewer, whose: query.whose, reading };
  const [rows, counts] = await Promise.all([
    readRows(asked, query.kind, after as [number, string, string] | null, query.limit + 1),
    after ? null : countExceptions(viewer, query.whose, reading),
  ]);
  return {
    ...toPage(
      rows,
      { limit: query.limit, cursor: CURSOR },
      (row) => [row.place, row.sortKey, row.sortId],
      ({ sortKey: _, sortId: __, place: ___, ...exception }) => exception,
    ),
    counts,
  };
}

/** How many of each kind there are, those without any left out. */
export async function countExceptions(
  viewer: Viewer,
  whose: 'mine' | 'all',
  reading: Reading,
): Promise<{ kind: Exception['kind']; count: number }[]> {
  const asked = { viewer, whose, reading };
  const counts = await Promise.all(
    EXCEPTION_KINDS.map(async ({ name, count, values }) => {
      const row = await reading.queries.row<{ count: number }>(count, values(asked));
      return { kind: name as Exception['kind'], count: row.count };
    }),
  );
  return counts.filter(({ count }) => count > 0);
}

/** Kind after kind, until there are enough. */
async function readRows(
  asked: Asked,
  only: string | undefined,
  after: [number, string, string] | null,
  wanted: number,
): Promise<Row[]> {
  const rows: Row[] = [];
  for (const [place, kind] of EXCEPTION_KINDS.entries()) {
    if (rows.length >= wanted || (only !== undefined && kind.name !== only) || (after && place < after[0])) continue;
    const [, sortKey = null, sortId = null] = after?.[0] === place ? after : [];
    const found = await asked.reading.queries.rows<Omit<Row, 'place'>>(kind.page, [
      sortKey,
      sortId,
      wanted - rows.length,
      ...kind.values(asked),
    ]);
    rows.push(...found.map((row) => ({ ...row, openedOn: row.openedOn ?? null, place })));
  }
  return rows;
}

/** The kind says what its records are sorted by. */
function isPlace([place, sortKey]: Position): boolean {
  return EXCEPTION_KINDS[Number(place)]?.sortedBy(sortKey) ?? false;
}
