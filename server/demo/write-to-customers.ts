import type { TemplateName } from '#domain/messages/words.ts';
import { readMessageRules } from '../messages/message-rules.ts';
import { type Due, writeMessages } from '../messages/write-messages.ts';
import { readingAt } from '../notifications/read-promises.ts';
import type { Database } from '../platform/database.ts';
import { queriesOf } from '../platform/transaction.ts';

/** What happened lately that customers would have been told, and when. */
type Happened = {
  event: TemplateName;
  customerId: string;
  orderId: string;
  backorderId: string | null;
  fulfillmentId: string | null;
  cancellationId: string | null;
  before: string | null;
  at: string;
};

/**
 * Records what the customers of the demo company would have been told lately, in the words of the product: nothing of it is queued,
 * so that nothing of it ever leaves.
 */
export async function writeToCustomers(database: Database, now: string): Promise<void> {
  const queries = queriesOf(database);
  const happened = await queries.rows<Happened>(HAPPENED, [now]);
  const due = happened.map((one, index) => toDue(one, String(index)));
  const [reading, rules] = await Promise.all([readingAt(database, now), readMessageRules(queries)]);
  const { written, suppressed } = await writeMessages(reading, { ...rules, gathers: false }, due);
  const of = ({ id }: Due) => happened[Number(id)] as Happened;
  const recorded = written.map(({ due: one, to, language, subject, text, html, told, expects }) => ({
    ...of(one),
    place: Number(one.id),
    status: 'recorded',
    reason: null,
    to,
    language,
    subject,
    text,
    html,
    told,
    expects,
  }));
  const untold = suppressed.map(({ due: one, reason }) => ({
    ...of(one),
    place: Number(one.id),
    status: 'suppressed',
    reason,
    expects: [],
  }));
  await queries.rows(RECORD, [JSON.stringify([...recorded, ...untold])]);
}

function toDue(
  { event, customerId, orderId, backorderId, fulfillmentId, cancellationId, before }: Happened,
  id: string,
): Due {
  return {
    id,
    event,
    customerId,
    orderId,
    backorderId,
    fulfillmentId,
    cancellationId,
    substitutionId: null,
    facts: event === 'date_moved' ? { before } : {},
    isFixed: false,
    messageId: null,
    attempts: 0,
    to: null,
    language: null,
    subject: null,
    text: null,
    html: null,
    replyTo: null,
  };
}

const HAPPENED = `
  with lately as (
    (select 'order_confirmed' as event, o.id as order_id, null::bigint as backorder_id, null::bigint as fulfillment_id,
        null::bigint as cancellation_id, null::date as before, o.confirmed_at as at
      from orders o where o.confirmed_at is not null order by o.confirmed_at desc limit 30)
    union all
    (select 'shipped', f.order_id, f.backorder_id, f.id, null, null, f.shipped_at
      from fulfillments f where f.shipped_at is not null order by f.shipped_at desc limit 30)
    union all
    (select 'delivered', f.order_id, f.backorder_id, f.id, null, null, f.delivered_at
      from fulfillments f where f.delivered_at is not null order by f.delivered_at desc limit 20)
    union all
    (select 'backorder_created', b.order_id, b.id, null, null, null, b.created_at
      from backorders b where b.outstanding > 0 order by b.created_at desc limit 25)
    union all
    (select 'date_moved', b.order_id, b.id, null, null, p.before, p.promised_at
      from (select p.*, lag(p.promised_on) over (partition by p.backorder_id order by p.id) as before,
          row_number() over (partition by p.backorder_id order by p.id desc) as newest from backorder_promises p) p
      join backorders b on b.id = p.backorder_id and b.outstanding > 0
      where p.newest = 1 and p.before is not null and p.promised_on is distinct from p.before order by p.promised_at desc limit 25)
    union all
    (select 'weekly_status', b.order_id, b.id, null, null, null, $1::timestamptz - interval '20 hours'
      from backorders b where b.outstanding > 0 and not b.is_ready and b.created_at < $1::timestamptz - interval '21 days' order by b.created_at limit 10)
    union all
    (select 'cancelled', c.order_id, null, null, c.id, null, c.cancelled_at
      from cancellations c where exists (select from cancellation_lines l where l.cancellation_id = c.id) order by c.cancelled_at desc limit 12)
  )
  select event, o.customer_id as "customerId", order_id as "orderId", backorder_id as "backorderId", fulfillment_id as "fulfillmentId",
    cancellation_id as "cancellationId", before, at
  from lately join orders o on o.id = order_id order by at, event, order_id, fulfillment_id`;

const RECORD = `
  with given as (
    select * from jsonb_to_recordset($1::jsonb) g(event text, "customerId" bigint, "orderId" bigint, "backorderId" bigint, "fulfillmentId" bigint,
      "cancellationId" bigint, place integer, status text, reason text, "to" text, language text, subject text, text text, html text, told jsonb,
      expects jsonb, at timestamptz)
  ), made as (
    insert into messages (event, customer_id, order_id, backorder_id, fulfillment_id, cancellation_id, cause, facts, status, reason, to_address,
      language, subject, text, html, message_id, told, queued_at, queued_by, next_try_at, settled_at)
    select event, "customerId", "orderId", "backorderId", "fulfillmentId", "cancellationId", 'demo:' || place, '{}', status, reason, "to",
      language, subject, text, html, case when status = 'recorded' then '<demo-' || place || '@recorded.invalid>' end, told, at, 'system messages', at, at
    from given order by at, place
    returning id, cause
  )
  insert into message_backorders (backorder_id, message_id)
  select distinct about.id, made.id from made join given on made.cause = 'demo:' || given.place
  cross join lateral (
    select "backorderId" as id where "backorderId" is not null
    union select (e ->> 'backorderId')::bigint from jsonb_array_elements(expects) e) about`;
