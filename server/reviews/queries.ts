import { isRefused, type Refusal } from '#contract/errors.ts';
import type { Answer, Request } from '#contract/operations.ts';
import { itemColumns, itemOf } from '../catalog/item-words.ts';
import { isOpen, isOverdue } from '../ledger/sql-words.ts';
import { listCursor, part } from '../platform/http/list-cursor.ts';
import { readList } from '../platform/read-list.ts';
import { readsOnlyCustomersOf, type Viewer } from '../platform/viewer.ts';
import type { Reading } from '../platform/work.ts';

type DueReview = Answer<'listDueReviews'>['data'][number];

const DAY_MILLISECONDS = 86_400_000;

/** The instant before which a last look is too long ago. */
export function reviewedBefore({ now, settings }: Pick<Reading, 'now' | 'settings'>): string {
  return new Date(Date.parse(now) - settings.reviewAfterDays * DAY_MILLISECONDS).toISOString();
}

/** Open backorders that nobody looked at for too long, longest unseen first, and how far the review has come. */
export async function listDueReviews(
  viewer: Viewer,
  { query }: Request<'listDueReviews'>,
  reading: Reading,
): Promise<Answer<'listDueReviews'> | { refusal: Refusal }> {
  const only = query.whose === 'mine' ? (viewer.userId ?? '0') : readsOnlyCustomersOf(viewer);
  const before = reviewedBefore(reading);
  const filters = [before, only, query.customerId ?? null, query.highPriority ?? null];
  const [page, counts] = await Promise.all([
    readList<DueReview>(reading.queries, listCursor('listDueReviews', part.instant, part.id), query, LIST, [
      ...filters,
      reading.today,
    ]),
    reading.queries.row<{ open: number; due: number }>(COUNT, filters),
  ]);
  return isRefused(page) ? page : { ...page, ...counts };
}

const OPEN = isOpen();

const LIST = `
  with due as (
    select b.id, coalesce(b.reviewed_at, b.created_at) as seen_at
    from backorders b join customers c on c.id = b.customer_id
    where ${OPEN} and coalesce(b.reviewed_at, b.created_at) < $4::timestamptz
      and ($1::timestamptz is null or (coalesce(b.reviewed_at, b.created_at), b.id) > ($1, $2::bigint))
      and ($5::bigint is null or c.sales_rep_id = $5)
      and ($6::bigint is null or b.customer_id = $6)
      and ($7::boolean is null or b.high_priority = $7)
    order by coalesce(b.reviewed_at, b.created_at), b.id limit $3)
  select b.id, b.number, b.status, b.order_id as "orderId", o.number as "orderNumber", c.id as "customerId",
    c.name as "customerName", c.tier as "customerTier", c.phone as "customerPhone", c.sales_rep_id as "salesRepId",
    u.name as "salesRepName", ${itemColumns('item')},
    item.line_count as "lineCount", b.quantity - b.taken_back as quantity, b.outstanding, b.allocated, money(b.value, o.currency) as "outstandingValue",
    b.created_on as "createdOn", greatest(0, $8::date - b.created_on) as "ageDays", b.promised_on as "promisedOn",
    ${isOverdue('$8')} as "isOverdue", b.reviewed_at as "reviewedAt",
    (select json_build_object('at', instant(m.at), 'method', m.method, 'direction', m.direction, 'text', m.text)
      from communications m where m.backorder_id = b.id order by m.at desc, m.id desc limit 1) as "lastContact",
    due.seen_at::text as "sortKey"
  from due
  join backorders b on b.id = due.id
  join orders o on o.id = b.order_id
  join customers c on c.id = b.customer_id
  left join users u on u.id = c.sales_rep_id
  cross join lateral (
    select ${itemOf()}, count(*) over ()::integer as line_count
    from backorder_lines l join variants v on v.id = l.variant_id where l.backorder_id = b.id order by l.id limit 1) item
  order by due.seen_at, b.id`;

const some = (condition: string) => `
  select count(*)::integer from (
    select from backorders b join customers c on c.id = b.customer_id
    where ${OPEN} and ${condition}
      and ($2::bigint is null or c.sales_rep_id = $2)
      and ($3::bigint is null or b.customer_id = $3)
      and ($4::boolean is null or b.high_priority = $4)
    limit 10001) counted`;

const COUNT = `select (${some('true')}) as open,
  (${some('coalesce(b.reviewed_at, b.created_at) < $1::timestamptz')}) as due`;
