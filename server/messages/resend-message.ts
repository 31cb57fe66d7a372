import { type Refusal, refuse } from '#contract/errors.ts';
import type { Answer, Request } from '#contract/operations.ts';
import { mayChangeCustomerOf, readsOnlyCustomersOf, type Viewer } from '../platform/viewer.ts';
import { wakeSender } from '../platform/wake-sender.ts';
import type { Work } from '../platform/work.ts';
import { findMessage } from './queries.ts';

/**
 * Queues again what the mail server refused: a new message about the same, written anew to the address the customer has
 * now. Asked twice, it is one. Refusals, in this order: `not_found`, `not_your_customer`, `message_not_refused`.
 */
export async function resendMessage(
  viewer: Viewer,
  { params }: Request<'resendMessage'>,
  work: Work,
): Promise<Answer<'resendMessage'> | { refusal: Refusal }> {
  const before = await work.tx.first<{ status: string; salesRepId: string | null; orderId: string | null }>(
    `select m.status, m.order_id as "orderId", c.sales_rep_id as "salesRepId" from messages m join customers c on c.id = m.customer_id
     where m.id = $1 and ($2::bigint is null or c.sales_rep_id = $2) for update of m`,
    [params.id, readsOnlyCustomersOf(viewer)],
  );
  if (!before) return refuse('not_found');
  if (!mayChangeCustomerOf(viewer, before.salesRepId)) return refuse('not_your_customer');
  if (before.status !== 'failed' && before.status !== 'bounced')
    return refuse('message_not_refused', { facts: { messageStatus: before.status } });
  const made = await work.tx.first<{ id: string }>(RESEND, [params.id, work.now, viewer.actor]);
  if (!made) {
    const again = await work.tx.row<{ id: string }>(WAITING_ALREADY, [`resend:${params.id}`, params.id]);
    return (await findMessage(viewer, work.tx, again.id)) as Answer<'resendMessage'>;
  }
  await wakeSender(work.tx);
  work.audit({
    action: 'message.resend',
    recordType: 'message',
    recordId: made.id,
    orderId: before.orderId,
    changes: { resendOf: params.id },
  });
  return (await findMessage(viewer, work.tx, made.id)) as Answer<'resendMessage'>;
}

// A digest and a test keep their words: what they were put together from is not asked again.
const RESEND = `
  with made as (
    insert into messages (event, customer_id, order_id, backorder_id, fulfillment_id, cancellation_id, substitution_id, cause, facts, is_fixed, language,
      subject, text, html, queued_at, queued_by, next_try_at)
    select event, customer_id, order_id, backorder_id, fulfillment_id, cancellation_id, substitution_id, 'resend:' || id, facts, is_fixed, language,
      case when is_fixed then subject end, case when is_fixed then text end, case when is_fixed then html end, $2, $3, $2
    from messages where id = $1
    on conflict do nothing returning id)
  , about as (
    insert into message_backorders (backorder_id, message_id)
    select mb.backorder_id, made.id from made, message_backorders mb where mb.message_id = $1)
  select id from made`;

/** The one queued by an earlier call, or by something else that happened to the same backorder. */
const WAITING_ALREADY = `
  select id from messages where cause = $1
    or (status = 'queued' and (event, backorder_id) = (select event, backorder_id from messages where id = $2))
  order by cause = $1 desc, id desc limit 1`;
