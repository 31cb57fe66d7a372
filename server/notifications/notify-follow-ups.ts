import type { Database } from '../platform/database.ts';
import { readingAt } from './read-promises.ts';

/**
 * Each morning: one notification for everyone who has follow-ups due today, naming the first twenty. Once a day. What
 * nobody has, or somebody who left, is told to the managers.
 */
export async function notifyFollowUps(database: Database, now: string): Promise<void> {
  const { queries, today } = await readingAt(database, now);
  await queries.rows(NOTIFY, [today, today.replaceAll('-', ''), now, NAMED]);
}

const NAMED = 20;

const NOTIFY = `
  with due as (
    select u.id as user_id, case when u.id is null then 'manager' end as role, f.id, o.id as order_id, o.number as order_number, b.id as backorder_id, b.number, c.name,
      row_number() over (partition by u.id order by f.due_on, f.id) as place
    from follow_ups f
    join orders o on o.id = f.order_id
    join customers c on c.id = o.customer_id
    left join users u on u.id = f.assigned_to_id and u.active
    left join backorders b on b.id = f.backorder_id
    where f.closed_at is null and f.due_on = $1::date)
  insert into notifications (user_id, role, kind, record_type, record_id, facts, source, created_at)
  select user_id, role, 'follow_ups_due', 'day', $2::bigint,
    jsonb_build_object('count', count(*), 'followUps', jsonb_agg(jsonb_build_object('id', id::text, 'customerName', name,
      'orderId', order_id::text, 'backorderId', backorder_id::text, 'number', coalesce(number, order_number)) order by place)
      filter (where place <= $4)),
    format('follow_ups_due:%s:%s', $1::date, coalesce(user_id::text, role)), $3
  from due group by user_id, role
  on conflict (source) do nothing`;
