import type { Queries } from '../platform/transaction.ts';

/** What a customer answered, on their page or by mail, and about which order or backorder; with neither, about none. */
export type CustomerAnswered = {
  customerId: string;
  orderId: string | null;
  backorderId: string | null;
  /** The choice on the page, or `mail`. */
  answer: string;
  /** What it comes from: the same again makes no second notification. */
  source: string;
};

/** Tells the customer's representative of an answer; of a customer whom nobody serves, the managers. */
export async function notifyAnswered(queries: Queries, answered: CustomerAnswered, now: string): Promise<void> {
  const { customerId, orderId, backorderId, answer, source } = answered;
  await queries.rows(NOTIFY, [customerId, orderId, backorderId, answer, source, now]);
}

const NOTIFY = `
  with made as (
    insert into notifications (user_id, role, kind, record_type, record_id, facts, source, created_at)
    select u.id, case when u.id is null then 'manager' end, 'customer_answered',
      case when b.id is not null then 'backorder' when o.id is not null then 'order' else 'customer' end, coalesce(b.id, o.id, c.id),
      jsonb_build_object('count', 1, 'answer', $4::text, 'customerName', c.name) || case
        when b.id is not null then jsonb_build_object('backorders',
          jsonb_build_array(jsonb_build_object('id', b.id::text, 'number', b.number, 'customerName', c.name)))
        when o.id is not null then jsonb_build_object('followUps',
          jsonb_build_array(jsonb_build_object('orderId', o.id::text, 'number', o.number, 'customerName', c.name)))
        else '{}' end,
      'answered:' || $5, $6
    from customers c left join users u on u.id = c.sales_rep_id and u.active
    left join orders o on o.id = $2 left join backorders b on b.id = $3
    where c.id = $1
    on conflict (source) do nothing returning id)
  insert into outbox (topic, payload, created_at)
  select 'notification_created', jsonb_build_object('notificationId', id::text), $6 from made`;
