import { type RawBuilder, sql } from 'kysely';
import { isRefused, type Refusal } from '#contract/errors.ts';
import type { Answer, Request } from '#contract/operations.ts';
import { listCursor, part } from '../platform/http/list-cursor.ts';
import { toPage } from '../platform/http/page.ts';
import { builder } from '../platform/query-builder.ts';
import type { Viewer } from '../platform/viewer.ts';
import type { Reading } from '../platform/work.ts';
import { judged } from './kept-promises.ts';
import { every, periodOf, reportDay } from './open-lines.ts';

type Backorder = Answer<'listKeptPromises'>['data'][number];

const CURSOR = listCursor('listKeptPromises', part.id);

/** The backorders behind a report of kept promises, the oldest first. Refusal: `day_in_the_future`. */
export async function listKeptPromises(
  viewer: Viewer,
  { query }: Request<'listKeptPromises'>,
  reading: Reading,
): Promise<Answer<'listKeptPromises'> | { refusal: Refusal }> {
  const day = reportDay(query.asOf, reading);
  if (isRefused(day)) return day;
  const after = CURSOR.read(query.cursor);
  if (after && isRefused(after)) return after;
  const { limit, outcome, slipped } = query;
  const conditions: RawBuilder<unknown>[] = [
    ...(outcome ? [sql`j.outcome = ${outcome}`] : []),
    ...(slipped ? [slipped === 'once' ? sql`j.slips = 1` : sql`j.slips > 1`] : []),
    ...(after ? [sql`j.id > ${after[0]}::bigint`] : []),
  ];
  const statement = sql<Backorder>`
    with ${judged(viewer, query, periodOf(query, day), reading)}
    select j.id::text as id, b.number, b.order_id::text as "orderId", o.number as "orderNumber", j.customer_id::text as "customerId",
      c.name as "customerName", b.created_on as "createdOn", j.due_on as "measuredOn", j.done_on as "doneOn", j.outcome, j.slips::integer as slips
    from judged j join backorders b on b.id = j.id join orders o on o.id = b.order_id join customers c on c.id = j.customer_id
    where ${every(conditions)} order by j.id limit ${limit + 1}`;
  const rows = await reading.queries.built(statement.compile(builder));
  return toPage(
    rows,
    { limit, cursor: CURSOR },
    ({ id }) => [id],
    (row) => row,
  );
}
