import { isRefused } from '#contract/errors.ts';
import type { Answer, Request } from '#contract/operations.ts';
import { listCursor, type Position, part } from '../platform/http/list-cursor.ts';
import { toPage } from '../platform/http/page.ts';
import type { Queries } from '../platform/transaction.ts';
import { DECISION_EVENTS, EVENTS_OF_BACKORDER, itemsNamed, LINES_OF_BACKORDER } from '../records/history.ts';
import type { Page } from '../records/read-by-id.ts';

type Entry = Answer<'getOrderTimeline'>['data'][number];

/** Of whichever record the timeline is: its path names it. */
const CURSOR = listCursor('getOrderTimeline', part.wholeNumber, part.count, part.text);

/**
 * One line of time about an order and its backorders, or about one backorder and its order: facts, dates, allocations,
 * what was said, notes, and what people were told by the system. Newest first. `invalid_request` for a cursor of another
 * list. The caller has made sure that its viewer may read the record.
 */
export async function readTimeline(
  queries: Queries,
  of: { orderId: string } | { backorderId: string },
  { about, ...page }: Request<'getOrderTimeline'>['query'],
): Promise<Page<Entry>> {
  const after = CURSOR.read(page.cursor);
  if (after && isRefused(after)) return after;
  const [at = null, place = null, tie = null] = after ?? [];
  const [sql, id] = 'orderId' in of ? [TIMELINE_OF_ORDER, of.orderId] : [TIMELINE_OF_BACKORDER, of.backorderId];
  const rows = await queries.rows<Entry & { sortAt: string; place: number; tie: string }>(sql, [
    id,
    at,
    place,
    tie,
    page.limit + 1,
    about ?? null,
  ]);
  return toPage(
    rows,
    { limit: page.limit, cursor: CURSOR },
    (row): Position => [row.sortAt, row.place, row.tie],
    ({ sortAt: _, place: __, tie: ___, ...entry }) => entry,
  );
}

/**
 * The four subjects of the chips. What was said is `contact`, together with the notes and the follow-ups; what moves goods
 * or allocates stock to them is `stock`; what the customer was or is promised is `dates`; everything else was edited.
 */
const ABOUT = `case
  when action ~ '^(customer_answer|customer_link|communication|note|notification|follow_up|message|mail)[.]' then 'contact'
  when action ~ '[.](promise|hold|release|reschedule|review)' then 'dates'
  when action ~ '^(fulfillment|put_back|allocation|shipment|return|pin)[.]|[.]pick$' then 'stock'
  else 'edits' end`;

const timeline = (which: { events: string; lines: string; said: string; told: string; written: string }) => `
  select id, at, actor, action, "recordType", "recordId", changes, ${itemsNamed('changes')} as items, about, "sortAt", place, tie
  from (
    select e.id::text, e.at, e.actor, e.action, e.record_type as "recordType", e.record_id as "recordId", e.changes,
      0 as place, lpad(e.id::text, 19, '0') as tie
    from audit_events e
    where ${which.events} and e.action not in ('communication.record', 'note.add')
      and not (e.action = 'follow_up.plan' and e.changes ->> 'cause' = 'communication')
    union all
    ${DECISION_EVENTS}
    where ${which.lines}
    union all
    select 'communication-' || m.id, m.at, m.recorded_by, 'communication.record', 'communication', m.id,
      jsonb_strip_nulls(jsonb_build_object('method', m.method, 'direction', m.direction, 'text', m.text,
        'preference', m.preference, 'agreement', m.agreement, 'arrangements', m.arrangements, 'reaction', m.reaction,
        'nextFollowUpOn', m.next_follow_up_on, 'backorderId', m.backorder_id::text)),
      2, lpad(m.id::text, 19, '0')
    from communications m where ${which.said.replaceAll('said', 'm')}
    union all
    select 'note-' || n.id, n.at, n.actor, 'note.add', 'note', n.id,
      jsonb_build_object('text', n.text, 'backorderId', n.backorder_id::text), 3, lpad(n.id::text, 19, '0')
    from notes n where ${which.said.replaceAll('said', 'n')}
    union all
    select 'notification-' || t.id, t.created_at, 'system notifications', 'notification.tell', 'notification', t.id,
      jsonb_build_object('kind', t.kind, 'to', coalesce(u.name, t.role), 'isRole', t.user_id is null), 4, lpad(t.id::text, 19, '0')
    from notification_backorders nb
    join notifications t on t.id = nb.notification_id
    left join users u on u.id = t.user_id
    where nb.backorder_id in (${which.told})
    union all
    select 'message-' || m.id, coalesce(m.sent_at, m.settled_at, m.queued_at), m.queued_by, 'message.' || m.status, 'message', m.id,
      jsonb_strip_nulls(jsonb_build_object('event', m.event, 'to', m.to_address, 'subject', m.subject, 'reason', m.reason,
        'nextTryAt', case when m.status = 'queued' and m.attempts > 0 then instant(m.next_try_at) end)), 5, lpad(m.id::text, 19, '0')
    from messages m
    where ${which.written} and not m.facts ? 'isTest' and m.reason is distinct from 'in_digest'
  ) entries
  cross join lateral (select (extract(epoch from at) * 1000000)::bigint as "sortAt", ${ABOUT} as about) computed
  where ($2::bigint is null or ("sortAt", place, tie collate "C") < ($2::bigint, $3::integer, $4::text collate "C"))
    and ($6::text is null or about = $6)
  order by "sortAt" desc, place desc, tie collate "C" desc limit $5`;

const TIMELINE_OF_ORDER = timeline({
  events: 'e.order_id = $1',
  lines: 'q.order_id = $1',
  said: 'said.order_id = $1',
  told: 'select b.id from backorders b where b.order_id = $1',
  written: `(m.order_id = $1 or m.order_id is null and m.id in (
    select mb.message_id from message_backorders mb join backorders b on b.id = mb.backorder_id where b.order_id = $1))`,
});

const TIMELINE_OF_BACKORDER = timeline({
  events: EVENTS_OF_BACKORDER,
  lines: LINES_OF_BACKORDER,
  said: 'said.order_id = (select order_id from backorders where id = $1) and coalesce(said.backorder_id, $1) = $1',
  told: '$1',
  written: 'm.id in (select mb.message_id from message_backorders mb where mb.backorder_id = $1)',
});
