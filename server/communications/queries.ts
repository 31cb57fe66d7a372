import { type Refusal, refuse } from '#contract/errors.ts';
import type { Answer, Request } from '#contract/operations.ts';
import { listCursor, part } from '../platform/http/list-cursor.ts';
import { readList } from '../platform/read-list.ts';
import type { Viewer } from '../platform/viewer.ts';
import type { Reading } from '../platform/work.ts';
import { isBackorderVisible, isOrderVisible } from '../records/is-visible.ts';
import { readTimeline } from './timeline.ts';

type Communication = Answer<'listOrderCommunications'>['data'][number];

/** What was said about an order and its backorders, newest first; `not_found` when the viewer may not read it. */
export async function listOrderCommunications(
  viewer: Viewer,
  { params, query }: Request<'listOrderCommunications'>,
  reading: Reading,
): Promise<Answer<'listOrderCommunications'> | { refusal: Refusal }> {
  if (!(await isOrderVisible(viewer, reading, params.id))) return refuse('not_found');
  return readList<Communication>(
    reading.queries,
    listCursor('listOrderCommunications', part.instant, part.id),
    query,
    communications('m.order_id = $4'),
    [params.id],
  );
}

/** What was said about a backorder, newest first; `not_found` when the viewer may not read it. */
export async function listBackorderCommunications(
  viewer: Viewer,
  { params, query }: Request<'listBackorderCommunications'>,
  reading: Reading,
): Promise<Answer<'listBackorderCommunications'> | { refusal: Refusal }> {
  if (!(await isBackorderVisible(viewer, reading, params.id))) return refuse('not_found');
  return readList<Communication>(
    reading.queries,
    listCursor('listBackorderCommunications', part.instant, part.id),
    query,
    communications('m.backorder_id = $4'),
    [params.id],
  );
}

/** Everything about an order and its backorders, newest first. */
export async function readOrderTimeline(
  viewer: Viewer,
  { params, query }: Request<'getOrderTimeline'>,
  reading: Reading,
): Promise<Answer<'getOrderTimeline'> | { refusal: Refusal }> {
  if (!(await isOrderVisible(viewer, reading, params.id))) return refuse('not_found');
  return readTimeline(reading.queries, { orderId: params.id }, query);
}

/** Everything about a backorder and its order, without the order's other backorders, newest first. */
export async function readBackorderTimeline(
  viewer: Viewer,
  { params, query }: Request<'getBackorderTimeline'>,
  reading: Reading,
): Promise<Answer<'getBackorderTimeline'> | { refusal: Refusal }> {
  if (!(await isBackorderVisible(viewer, reading, params.id))) return refuse('not_found');
  return readTimeline(reading.queries, { backorderId: params.id }, query);
}

const communications = (which: string) => `
  select m.id, m.order_id as "orderId", m.backorder_id as "backorderId", m.at, m.method, m.direction, m.text, m.preference,
    m.agreement, m.arrangements, m.reaction, m.next_follow_up_on as "nextFollowUpOn",
    (select min(f.id) from follow_ups f where f.order_id = m.order_id and f.communication_id = m.id) as "followUpId",
    m.recorded_at as "recordedAt", m.recorded_by as "recordedBy", m.at::text as "sortKey"
  from communications m
  where ${which} and ($1::timestamptz is null or (m.at, m.id) < ($1, $2::bigint))
  order by m.at desc, m.id desc limit $3`;
