import { isRefused, type Refusal, refuse } from '#contract/errors.ts';
import type { Answer, Request } from '#contract/operations.ts';
import type { Queries } from '../platform/transaction.ts';
import { readsOnlyCustomersOf, type Viewer } from '../platform/viewer.ts';
import type { Reading } from '../platform/work.ts';
import { readById } from '../records/read-by-id.ts';

/** A message as it is answered. */
export type Message = Answer<'getMessage'>;
type Server = Answer<'listMailbox'>['server'];

/** Messages to customers whose records the viewer may read, newest first, and whether mail leaves at all. */
export async function listMailbox(
  viewer: Viewer,
  { query }: Request<'listMailbox'>,
  { queries }: Reading,
): Promise<Answer<'listMailbox'> | { refusal: Refusal }> {
  const [page, server] = await Promise.all([
    readById<Message>(queries, 'listMailbox', query, LIST, [
      readsOnlyCustomersOf(viewer),
      query.customerId ?? null,
      query.orderId ?? null,
      query.backorderId ?? null,
      query.event ?? null,
      query.status ?? null,
    ]),
    readServer(queries),
  ]);
  return isRefused(page) ? page : { ...page, server };
}

async function readServer(queries: Queries): Promise<Server> {
  const found = await queries.first<Server>(
    `select is_set_up as "isSetUp", failing_since as "failingSince", last_error as "lastError" from mail_server`,
  );
  return found ?? { isSetUp: false, failingSince: null, lastError: null };
}

/** One message, or `not_found` also for one whose customer the viewer may not read. */
export async function getMessage(
  viewer: Viewer,
  { params }: Request<'getMessage'>,
  { queries }: Reading,
): Promise<Message | { refusal: Refusal }> {
  return (await findMessage(viewer, queries, params.id)) ?? refuse('not_found');
}

/** A message as it is answered; null for none the viewer may read. */
export function findMessage(viewer: Viewer, queries: Queries, messageId: string): Promise<Message | null> {
  return queries.first<Message>(ONE, [messageId, readsOnlyCustomersOf(viewer)]);
}

const COLUMNS = `
  m.id, m.event, m.customer_id as "customerId", c.name as "customerName",
  coalesce(m.to_address, case when m.status = 'queued' then c.email end) as "to", m.language, m.subject, m.text, m.html,
  m.status, m.reason, m.message_id as "messageId", m.order_id as "orderId", o.number as "orderNumber",
  m.backorder_id as "backorderId", b.number as "backorderNumber", m.carried_by_id as "carriedById",
  m.facts ? 'isTest' as "isTest", m.attempts, m.queued_at as "queuedAt", m.queued_by as "queuedBy",
  case when m.status = 'queued' then m.next_try_at end as "nextTryAt", m.sent_at as "sentAt"`;

const FROM = `
  from messages m join customers c on c.id = m.customer_id
  left join orders o on o.id = m.order_id left join backorders b on b.id = m.backorder_id`;

const LIST = `
  select ${COLUMNS} ${FROM}
  where ($1::bigint is null or m.id < $1)
    and ($3::bigint is null or c.sales_rep_id = $3)
    and ($4::bigint is null or m.customer_id = $4)
    and ($5::bigint is null or m.order_id = $5 or (m.order_id is null and m.id in (
      select mb.message_id from message_backorders mb join backorders theirs on theirs.id = mb.backorder_id where theirs.order_id = $5)))
    and ($6::bigint is null or m.id in (select mb.message_id from message_backorders mb where mb.backorder_id = $6))
    and ($7::text is null or m.event = $7)
    and ($8::text is null or m.status = $8)
  order by m.id desc limit $2`;

const ONE = `select ${COLUMNS} ${FROM} where m.id = $1 and ($2::bigint is null or c.sales_rep_id = $2)`;
