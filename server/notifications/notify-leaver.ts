import type { Database } from '../platform/database.ts';
import { queriesOf } from '../platform/transaction.ts';

/**
 * Tells managers and administrators what somebody who left had in hand: customers, open backorders of theirs, follow-ups. Where
 * that is nothing, or they are back, nobody is told. Once for a message, however often the job is repeated.
 */
export async function notifyLeaver(
  database: Database,
  { messageId, userId }: { messageId: string; userId: string },
  now: string,
): Promise<void> {
  await queriesOf(database).rows(TELL, [userId, `outbox:${messageId}`, now]);
}

const TELL = `
  with left_behind as (
    select u.name, (select count(*) from customers c where c.sales_rep_id = $1) as customers,
      (select count(*) from backorders b join customers c on c.id = b.customer_id
        where c.sales_rep_id = $1 and b.status in ('open', 'ready_to_fulfill', 'partially_fulfilled')) as backorders,
      (select count(*) from follow_ups f where f.assigned_to_id = $1 and f.closed_at is null) as follow_ups
    from users u where u.id = $1 and not u.active
  ), made as (
    insert into notifications (role, kind, record_type, record_id, facts, source, created_at)
    select role, 'representative_left', 'user', $1::bigint, jsonb_build_object('name', name, 'customers', customers,
      'backorders', backorders, 'followUps', follow_ups), $2 || ':' || role, $3
    from left_behind, unnest(array['manager', 'administrator']) role
    where customers + follow_ups > 0
    on conflict (source) do nothing returning id)
  insert into outbox (topic, payload, created_at)
  select 'notification_created', jsonb_build_object('notificationId', id::text), $3 from made`;
