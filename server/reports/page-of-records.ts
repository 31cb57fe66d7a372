import type { RawBuilder } from 'kysely';
import { isRefused, type Refusal } from '#contract/errors.ts';
import type { OperationName } from '#contract/routes.ts';
import type { CalendarDate } from '#domain/time/calendar.ts';
import { listCursor, part } from '../platform/http/list-cursor.ts';
import { toPage } from '../platform/http/page.ts';
import { builder } from '../platform/query-builder.ts';
import type { Reading } from '../platform/work.ts';
import { type Period, periodOf, reportDay } from './open-lines.ts';

type Asked = {
  asOf?: CalendarDate | undefined;
  from?: CalendarDate | undefined;
  to?: CalendarDate | undefined;
  limit: number;
  cursor?: string | undefined;
};

/**
 * A page of the records that a report of some days counts, in the order of their ids. The statement takes the id to go on after, null
 * on the first page, and how many rows. Refusal: `day_in_the_future`.
 */
export async function pageOfRecords<Row extends { id: string }>(
  list: OperationName,
  query: Asked,
  reading: Reading,
  statement: (period: Period, after: string | null, rows: number) => RawBuilder<Row>,
): Promise<{ data: Row[]; nextCursor: string | null } | { refusal: Refusal }> {
  const day = reportDay(query, reading);
  if (isRefused(day)) return day;
  const cursor = listCursor(list, part.id);
  const after = cursor.read(query.cursor);
  if (after && isRefused(after)) return after;
  const { limit } = query;
  const asked = statement(periodOf(query, day), after ? String(after[0]) : null, limit + 1);
  const rows = await reading.queries.built(asked.compile(builder));
  return toPage(
    rows,
    { limit, cursor },
    ({ id }) => [id],
    (row) => row,
  );
}
