import type { Database } from '../platform/database.ts';
import { queriesOf } from '../platform/transaction.ts';

/** So many are named in one notification; the rest is counted. */
const NAMED = 20;

/**
 * Tells of the backorders that an allocation run made ready: one notification a run for each sales representative
 * concerned (their managers, where nobody active serves the customer) and one for the warehouse, however often the job is repeated. What is no longer ready by now is not told.
 */
export async function notifyReady(
  database: Database,
  { runId, becameReady }: { runId: string; becameReady: string[] },
  now: string,
): Promise<void> {
  await queriesOf(database).rows(NOTIFY_READY, [runId, becameReady, now, NAMED]);
}

const NOTIFY_READY = `
  with ready as (
    select c.sales_rep_id, b.id,
      jsonb_build_object('id', b.id::text, 'number', b.number, 'customerName', c.name, 'allocated', b.allocated,
        'outstanding', b.outstanding) as backorder
    from backorders b join customers c on c.id = b.customer_id
    where b.id = any($2::bigint[]) and b.is_ready
  ), told as (
    select u.id as user_id, case when u.id is null then 'manager' end as role, r.id, r.backorder
    from ready r left join users u on u.id = r.sales_rep_id and u.active
    union all
    select null, 'warehouse', id, backorder from ready
  ), numbered as (
    select *, row_number() over (partition by user_id, role order by id) as place from told
  ), made as (
  insert into notifications (user_id, role, kind, record_type, record_id, facts, source, created_at)
  select user_id, role, 'backorders_ready', 'allocation_run', $1::bigint,
    jsonb_build_object('count', count(*), 'backorders', jsonb_agg(backorder order by id) filter (where place <= $4)),
    format('allocation_run:%s:%s', $1::bigint, coalesce('user:' || user_id, 'role:' || role)), $3
  from numbered group by user_id, role
  on conflict (source) do nothing returning id, user_id, role
  ), heard as (
  insert into outbox (topic, payload, created_at)
  select 'notification_created', jsonb_build_object('notificationId', id::text), $3 from made
  )
  insert into notification_backorders (backorder_id, notification_id, news)
  select told.id, made.id, 'ready' from made join told
    on (made.user_id, made.role) is not distinct from (told.user_id, told.role)`;
