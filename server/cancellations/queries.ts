import type { Refusal } from '#contract/errors.ts';
import type { Answer, Request } from '#contract/operations.ts';
import { itemPairs } from '../catalog/item-words.ts';
import { orAlike } from '../platform/find-alike.ts';
import { listCursor, part } from '../platform/http/list-cursor.ts';
import { toPage } from '../platform/http/page.ts';
import { containing, finds } from '../platform/read-list.ts';
import { readsOnlyCustomersOf, type Viewer } from '../platform/viewer.ts';
import type { Reading } from '../platform/work.ts';

type Row = Answer<'listCancellations'>['data'][number];

/** Every cancelled quantity of a line, the newest first, with why, by whom and what it was worth. */
export function listCancellations(
  viewer: Viewer,
  { query }: Request<'listCancellations'>,
  reading: Reading,
): Promise<Answer<'listCancellations'> | { refusal: Refusal }> {
  return orAlike({ viewer, queries: reading.queries, q: query.q, kinds: ['customer', 'variant'] }, (patterns) =>
    listThose(viewer, query, patterns, reading),
  );
}

async function listThose(
  viewer: Viewer,
  query: Request<'listCancellations'>['query'],
  patterns: string[] | null,
  reading: Reading,
): Promise<Answer<'listCancellations'> | { refusal: Refusal }> {
  const cursor = listCursor('listCancellations', part.id, part.id);
  const after = cursor.read(query.cursor);
  if (after && 'refusal' in after) return after;
  const rows = await reading.queries.rows<{ row: Row; cancellation: string; line: string }>(LIST, [
    readsOnlyCustomersOf(viewer),
    after?.[0] ?? null,
    after?.[1] ?? null,
    query.limit + 1,
    reading.company.timeZone,
    query.customerId ?? null,
    query.salesRepId ?? null,
    query.orderId ?? null,
    query.reason ?? null,
    query.from ?? null,
    query.to ?? null,
    containing(query.q),
    patterns,
  ]);
  return toPage(
    rows,
    { limit: query.limit, cursor },
    ({ cancellation, line }) => [cancellation, line],
    ({ row }) => row,
  );
}

// Acts are recorded one after another: their ids are their order, and what the earlier ones left says what each was.
const LIST = `
  select n.id::text as cancellation, k.id::text as line,
    json_build_object('id', k.id::text, 'cancellationId', n.id::text, 'cancelledAt', instant(n.cancelled_at),
      'cancelledOn', (n.cancelled_at at time zone $5)::date, 'cancelledBy', n.cancelled_by,
      'reason', n.reason, 'reasonText', n.reason_text, 'notes', n.notes, 'notifyCustomer', n.notify_customer,
      'followUp', case when f.id is not null then json_build_object('id', f.id::text, 'dueOn', f.due_on, 'closedAt', instant(f.closed_at),
        'outcome', f.outcome) end,
      'orderId', o.id::text, 'orderNumber', o.number, 'backorderId', b.id::text, 'backorderNumber', b.number,
      'isWhole', (select sum(x.quantity) from cancellation_lines x where x.order_line_id = k.order_line_id
          and x.backorder_line_id is not distinct from k.backorder_line_id and x.id <= k.id) = coalesce(bl.quantity, l.quantity),
      'customerId', c.id::text, 'customerName', c.name, 'salesRepName', u.name,
      'variantId', v.id::text, ${itemPairs()},
      'quantity', k.quantity, 'cancelledValue', money(k.value, o.currency)) as row
  from cancellations n
  join cancellation_lines k on k.cancellation_id = n.id
  join orders o on o.id = n.order_id
  left join follow_ups f on f.cancellation_id = n.id
  join customers c on c.id = n.customer_id
  left join users u on u.id = c.sales_rep_id
  join order_lines l on l.id = k.order_line_id
  join variants v on v.id = l.variant_id
  left join backorder_lines bl on bl.id = k.backorder_line_id
  left join backorders b on b.id = bl.backorder_id
  where ($1::bigint is null or c.sales_rep_id = $1)
    and ($2::bigint is null or (n.id, k.id) < ($2::bigint, $3::bigint))
    and ($6::bigint is null or n.customer_id = $6)
    and ($7::bigint is null or c.sales_rep_id = $7)
    and ($8::bigint is null or n.order_id = $8)
    and ($9::text is null or n.reason = $9)
    and ($10::date is null or n.cancelled_at >= $10::date::timestamp at time zone $5)
    and ($11::date is null or n.cancelled_at < ($11::date + 1)::timestamp at time zone $5)
    and ($12::text is null or o.number ilike $12 or b.number ilike $12 or ${finds('c.search_text', '$13')}
      or ${finds('v.search_text', '$13')} or n.notes ilike $12 or n.reason_text ilike $12)
  order by n.id desc, k.id desc limit $4`;
