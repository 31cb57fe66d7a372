import type { Refusal } from '#contract/errors.ts';
import type { Answer, Request } from '#contract/operations.ts';
import { type ListOrder, readChangingList } from '../platform/read-changes.ts';
import type { Queries } from '../platform/transaction.ts';
import { readsOnlyCustomersOf, type Viewer } from '../platform/viewer.ts';
import type { Reading } from '../platform/work.ts';

export type FollowUp = Answer<'closeFollowUp'>;

/** Follow-ups by due date, of customers the viewer may read; open ones unless the closed, or what changed, are asked for. */
export function listFollowUps(
  viewer: Viewer,
  { query }: Request<'listFollowUps'>,
  { queries, today }: Reading,
): Promise<Answer<'listFollowUps'> | { refusal: Refusal }> {
  const isMine = query.whose === 'mine';
  const which =
    query.due === undefined && query.updatedSince !== undefined ? 'any' : query.due === 'closed' ? 'closed' : 'open';
  return readChangingList<Answer<'listFollowUps'>['data'][number]>(
    queries,
    { name: 'listFollowUps', row: 'f', key: 'f.due_on', type: 'date' },
    query,
    list(WHICH[which]),
    [
      today,
      readsOnlyCustomersOf(viewer),
      isMine ? (viewer.userId ?? '0') : (query.assignedToId ?? null),
      query.unassigned ?? null,
      query.customerId ?? null,
      query.orderId ?? null,
      query.backorderId ?? null,
      ...(which === 'open' ? [query.due ?? null] : []),
    ],
  );
}

/** One follow-up as it is answered. */
export function findFollowUp(queries: Queries, id: string, today: string): Promise<FollowUp> {
  return queries.row<FollowUp>(`select ${columns('$2')} ${FROM} where f.id = $1`, [id, today]);
}

const columns = (today: string) => `
  f.id, f.order_id as "orderId", o.number as "orderNumber", f.backorder_id as "backorderId", b.number as "backorderNumber",
  c.id as "customerId", c.name as "customerName", c.phone as "customerPhone", c.contact_preference as "contactPreference",
  f.assigned_to_id as "assignedToId", u.name as "assignedToName", f.cause, f.subject,
  (select m.text from communications m where m.id = f.communication_id) as said, f.due_on as "dueOn",
  f.closed_at is null and f.due_on < ${today}::date as "isOverdue", f.created_at as "createdAt", f.created_by as "createdBy",
  f.outcome, f.outcome_notes as "outcomeNotes", f.closed_at as "closedAt", f.closed_by as "closedBy", f.version`;

const FROM = `
  from follow_ups f
  join orders o on o.id = f.order_id
  join customers c on c.id = o.customer_id
  left join backorders b on b.id = f.backorder_id
  left join users u on u.id = f.assigned_to_id`;

const list = (which: string) => (order: ListOrder) =>
  `
  select ${columns('$4')}, ${order.sortKey} ${FROM}
  where ${order.isNext}
    and ($5::bigint is null or c.sales_rep_id = $5)
    and ($6::bigint is null or f.assigned_to_id = $6)
    and ($7::boolean is null or (u.active is not true) = $7)
    and ($8::bigint is null or o.customer_id = $8)
    and ($9::bigint is null or f.order_id = $9)
    and ($10::bigint is null or f.backorder_id = $10)
    and ${which}
  order by ${order.orderBy} limit $3`;

const WHICH = {
  open: `f.closed_at is null and (case $11::text
    when 'overdue' then f.due_on < $4::date when 'today' then f.due_on = $4::date when 'upcoming' then f.due_on > $4::date
    else true end)`,
  closed: 'f.closed_at is not null',
  any: 'true',
};
