import type { z } from 'zod';
import { isRefused } from '#contract/errors.ts';
import type { namedEvent } from '#contract/records.ts';
import { listCursor, type Position, part } from '../platform/http/list-cursor.ts';
import { toPage } from '../platform/http/page.ts';
import type { Queries } from '../platform/transaction.ts';
import type { Page } from './read-by-id.ts';

/** Of whatever the history is: each names its record in its path. */
const CURSOR = listCursor('getOrderHistory', part.wholeNumber, part.count, part.text);

type HistoryEvent = z.infer<typeof namedEvent>;

/**
 * Who changed what, newest first: everything about an order and its backorders, or about one backorder and its order
 * but not the order's other backorders, or about one purchase order. Decisions of allocation runs stand among the audit events as
 * `allocation.decide`, so that "who got what when" is told without an audit row for each line. `invalid_request` for a
 * cursor of another list. The caller has made sure that its viewer may read the record.
 */
export async function readHistory(
  queries: Queries,
  filter: { orderId: string } | { backorderId: string } | { purchaseOrderId: string },
  page: { limit: number; cursor?: string | undefined },
): Promise<Page<HistoryEvent>> {
  const after = CURSOR.read(page.cursor);
  if (after && isRefused(after)) return after;
  const [at = null, place = null, tie = null] = after ?? [];
  const [sql, id] = statementFor(filter);
  const rows = await queries.rows<HistoryEvent & { sortAt: string; place: number; tie: string }>(sql, [
    id,
    at,
    place,
    tie,
    page.limit + 1,
  ]);
  return toPage(
    rows,
    { limit: page.limit, cursor: CURSOR },
    (row): Position => [row.sortAt, row.place, row.tie],
    ({ sortAt: _, place: __, tie: ___, ...event }) => event,
  );
}

function statementFor(filter: Parameters<typeof readHistory>[1]): [sql: string, id: string] {
  if ('orderId' in filter) return [HISTORY_OF_ORDER, filter.orderId];
  if ('backorderId' in filter) return [HISTORY_OF_BACKORDER, filter.backorderId];
  return [HISTORY_OF_PURCHASE_ORDER, filter.purchaseOrderId];
}

/** Decisions of allocation runs as events; whoever uses it adds which lines of the queue `q`. */
export const DECISION_EVENTS = `select concat_ws('-', d.run_id, d.queue_line_id, d.claim, d.purchase_order_line_id), r.decided_at, r.decided_by,
      'allocation.decide', 'allocation_run', d.run_id,
      jsonb_build_object('sku', v.sku, 'quantity', d.quantity, 'waiting', d.waiting, 'outcome', d.outcome, 'reason', d.reason,
        'claim', d.claim, 'rank', d.rank, 'backorderId', q.backorder_id::text),
      1, concat_ws('-', lpad(d.run_id::text, 19, '0'), d.queue_line_id, d.claim, d.purchase_order_line_id)
    from queue_lines q
    join allocation_decisions d on d.queue_line_id = q.id
    join allocation_runs r on r.id = d.run_id
    join variants v on v.id = q.variant_id`;

/** The items that some changes name by SKU, wherever in them. */
export const itemsNamed = (changes: string) => `(
  select coalesce(jsonb_object_agg(v.sku, jsonb_build_object('itemName', v.item_name, 'unitsPerCase', v.units_per_case)), '{}')
  from variants v where v.sku in (select sku #>> '{}' from jsonb_path_query(${changes}, '$.**.sku') sku))`;

/** `events` and `lines` say which audit events `e` and which lines of the queue `q` belong to the history. */
const history = (events: string, lines: string) => `
  select id, at, actor, action, "recordType", "recordId", changes, ${itemsNamed('changes')} as items, "sortAt", place, tie
  from (
    select e.id::text, e.at, e.actor, e.action, e.record_type as "recordType", e.record_id as "recordId", e.changes,
      0 as place, lpad(e.id::text, 19, '0') as tie
    from audit_events e
    where ${events}
    union all
    ${DECISION_EVENTS}
    where ${lines}
  ) events
  cross join lateral (select (extract(epoch from at) * 1000000)::bigint as "sortAt") microseconds
  where $2::bigint is null or ("sortAt", place, tie collate "C") < ($2::bigint, $3::integer, $4::text collate "C")
  order by "sortAt" desc, place desc, tie collate "C" desc limit $5`;

const HISTORY_OF_ORDER = history('e.order_id = $1', 'q.order_id = $1');

/** Audit events `e` of the backorder $1 and its order, without those of the order's other backorders. */
export const EVENTS_OF_BACKORDER = `e.order_id = (select order_id from backorders where id = $1)
    and not (e.record_type = 'backorder' and e.record_id <> $1)
    and not (e.record_type = 'fulfillment'
      and exists (select from fulfillments f where f.id = e.record_id and f.backorder_id <> $1))
    and not (e.record_type = 'follow_up'
      and exists (select from follow_ups f where f.id = e.record_id and f.backorder_id <> $1))
    and not (e.record_type = 'communication'
      and exists (select from communications m where m.id = e.record_id and m.backorder_id <> $1))
    and not (e.record_type = 'note' and exists (select from notes n where n.id = e.record_id and n.backorder_id <> $1))`;

/** Lines of the queue `q` of the backorder $1 and of the rest of its order. */
export const LINES_OF_BACKORDER =
  'q.order_id = (select order_id from backorders where id = $1) and coalesce(q.backorder_id, $1) = $1';

const HISTORY_OF_BACKORDER = history(EVENTS_OF_BACKORDER, LINES_OF_BACKORDER);

const HISTORY_OF_PURCHASE_ORDER = history("e.record_type = 'purchase_order' and e.record_id = $1", 'false');
