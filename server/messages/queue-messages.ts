import { MESSAGE_EVENTS, type MessageEvent } from '#domain/messages/words.ts';
import type { Queries } from '../platform/transaction.ts';
import { wakeSender } from '../platform/wake-sender.ts';
import { whenItLeaves } from './message-rules.ts';

/** A row of the outbox: what happened, in which act, and when. */
export type Told = {
  id: string;
  topic: string;
  payload: Record<string, unknown>;
  act: string | null;
  createdAt: string;
};

/** What a row of the outbox may be for a customer: an event of an order or a backorder. */
type Candidate = {
  act: string;
  at: string;
  event: MessageEvent;
  /** Its place among what one act causes: the first is told. */
  place: number;
  orderId?: unknown;
  backorderId?: unknown;
  fulfillmentId?: unknown;
  substitutionId?: unknown;
  facts?: object;
};
type News = Omit<Candidate, 'act' | 'at' | 'place'>;

/**
 * Queues what customers are told of some rows of the outbox, in the transaction that takes them out: each row once. What one
 * act causes for one order is one message, of the most telling event (rule 33). Its text is written when it leaves.
 */
export async function queueMessages(tx: Queries, told: readonly Told[], now: string): Promise<void> {
  const candidates = told.flatMap(({ id, topic, payload, act, createdAt }): Candidate[] =>
    newsOf(topic, payload).map((news) => ({
      act: act ?? `outbox-${id}`,
      at: createdAt,
      place: MESSAGE_EVENTS.indexOf(news.event),
      ...news,
    })),
  );
  if (candidates.length === 0) return;
  await tx.rows(QUEUE, [JSON.stringify(candidates), await whenItLeaves(tx, now)]);
  await wakeSender(tx);
}

function newsOf(topic: string, payload: Record<string, unknown>): News[] {
  if (payload.isImported === true) return [];
  const { orderId, backorderId, fulfillmentId, substitutionId, notifyCustomer } = payload;
  const of = (event: MessageEvent, facts?: object): News[] => [
    { event, orderId, backorderId, fulfillmentId, substitutionId, ...(facts ? { facts } : {}) },
  ];
  switch (topic) {
    case 'order_confirmed':
      // The order of a substitute is told with the acceptance.
      return payload.isSubstitute ? [] : of('order_confirmed');
    case 'backorder_substitute_proposed':
      return notifyCustomer === false ? [] : of('substitute_proposed');
    case 'backorder_substituted':
      return of('substitute_confirmed');
    case 'backorder_created':
      return notifyCustomer === false ? [] : of('backorder_created');
    case 'backorder_promised':
      return notifyCustomer === true ? of('date_moved', { before: payload.before ?? null }) : [];
    case 'allocation_run':
      return (payload.becameReady as string[]).flatMap((id) => [{ event: 'stock_arrived', backorderId: id }] as News[]);
    case 'credit_note_created':
      return of('credit_issued', { creditNoteId: payload.creditNoteId });
    case 'fulfillment_shipped':
      return of('shipped');
    case 'fulfillment_delivered':
      return of('delivered');
    case 'backorder_cancelled':
    case 'order_cancelled':
      return notifyCustomer === true ? of('cancelled') : [];
    case 'order_changed':
      return payload.requestedOn
        ? of('rescheduled', { before: (payload.requestedOn as { from: string | null }).from })
        : [];
    default:
      return [];
  }
}

// A cancellation is found by its instant: that of the act that made it.
const QUEUE = `
  with given as (
    select * from jsonb_to_recordset($1::jsonb) g(act text, at timestamptz, event text, place integer, "orderId" bigint,
      "backorderId" bigint, "fulfillmentId" bigint, "substitutionId" bigint, facts jsonb)
  ), resolved as (
    select g.*, o.id as order_id, o.customer_id,
      case g.event when 'cancelled' then (select max(c.id) from cancellations c
        where c.order_id = o.id and c.cancelled_at = g.at and c.notify_customer) end as cancellation_id
    from given g left join backorders b on b.id = g."backorderId" join orders o on o.id = coalesce(b.order_id, g."orderId")
  ), ranked as (
    select *, min(place) over (partition by act, order_id) as first from resolved where event <> 'cancelled' or cancellation_id is not null
  ), made as (
    insert into messages (event, customer_id, order_id, backorder_id, fulfillment_id, cancellation_id, substitution_id, cause, facts, queued_at, queued_by, next_try_at)
    select event, customer_id, order_id, "backorderId", "fulfillmentId", cancellation_id, "substitutionId",
      act || ':' || event || ':' || coalesce("fulfillmentId", "backorderId", order_id), coalesce(facts, '{}'), at, 'system messages', $2
    from ranked where place = first order by at, act, place, order_id, "backorderId"
    on conflict do nothing returning id, order_id, split_part(cause, ':', 1) as act
  )
  insert into message_backorders (backorder_id, message_id)
  select distinct ranked."backorderId", made.id from made join ranked using (act, order_id) where ranked."backorderId" is not null`;
