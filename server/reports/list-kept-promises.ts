import { type RawBuilder, sql } from 'kysely';
import type { Refusal } from '#contract/errors.ts';
import type { Answer, Request } from '#contract/operations.ts';
import type { Viewer } from '../platform/viewer.ts';
import type { Reading } from '../platform/work.ts';
import { judged } from './kept-promises.ts';
import { every } from './open-lines.ts';
import { pageOfRecords } from './page-of-records.ts';

type Backorder = Answer<'listKeptPromises'>['data'][number];

/** The backorders behind a report of kept promises, the oldest first. Refusal: `day_in_the_future`. */
export function listKeptPromises(
  viewer: Viewer,
  { query }: Request<'listKeptPromises'>,
  reading: Reading,
): Promise<Answer<'listKeptPromises'> | { refusal: Refusal }> {
  const { outcome, slipped } = query;
  const chosen: RawBuilder<unknown>[] = [
    ...(outcome ? [sql`j.outcome = ${outcome}`] : []),
    ...(slipped ? [slipped === 'once' ? sql`j.slips = 1` : sql`j.slips > 1`] : []),
  ];
  return pageOfRecords(
    'listKeptPromises',
    query,
    reading,
    (period, after, rows) => sql<Backorder>`
    with ${judged(viewer, query, period, reading)}
    select j.id::text as id, b.number, b.order_id::text as "orderId", o.number as "orderNumber", j.customer_id::text as "customerId",
      c.name as "customerName", b.created_on as "createdOn", j.due_on as "measuredOn", j.done_on as "doneOn", j.outcome, j.slips::integer as slips
    from judged j join backorders b on b.id = j.id join orders o on o.id = b.order_id join customers c on c.id = j.customer_id
    where ${every(chosen)} ${after ? sql`and j.id > ${after}::bigint` : sql``} order by j.id limit ${rows}`,
  );
}
