import { randomUUID } from 'node:crypto';
import { isRefused, type Refusal, refuse } from '#contract/errors.ts';
import type { Answer, Request } from '#contract/operations.ts';
import type { MessageFacts } from '#domain/messages/facts.ts';
import { say } from '#domain/messages/say.ts';
import { whyNotSend } from '#domain/messages/why-not.ts';
import type { Language, MessageEvent, TemplateName } from '#domain/messages/words.ts';
import { cancelBackorder } from '../backorders/cancel-backorder.ts';
import { createBackorder } from '../backorders/create-backorder.ts';
import { cancelOrder } from '../orders/cancel-order.ts';
import { rehearse } from '../platform/rehearse.ts';
import { readsOnlyCustomersOf, type Viewer } from '../platform/viewer.ts';
import { wakeSender } from '../platform/wake-sender.ts';
import type { Work } from '../platform/work.ts';
import { readLastTold } from './last-told.ts';
import { readMessageRules } from './message-rules.ts';
import { previewDigest } from './preview-digest.ts';
import { findMessage } from './queries.ts';
import { readFacts } from './read-facts.ts';
import { render, type Texts } from './template-engine.ts';
import { readTexts } from './templates.ts';
import { refuseMistake, sampleVariables } from './update-template.ts';

type Previewed = Answer<'previewMessageTemplate'>;
type About = { orderId?: string | undefined; backorderId?: string | undefined };
type Found = { id: string; orderId: string; backorderId: string | null; promisedOn: string | null };

/**
 * What a message would say now, with a text that is given or the one in force, about a record or a customer who does not
 * exist. What it tells of may be an act that is not done yet: that is done, looked at and undone. Nothing is kept. `together` are
 * backorders whose news go in one mail. Refusals:
 * those of the act, `not_found`, `template_mistake`.
 */
export async function previewMessageTemplate(
  viewer: Viewer,
  { params, body }: Request<'previewMessageTemplate'>,
  work: Work,
): Promise<Previewed | { refusal: Refusal }> {
  const { backorderCancellation, orderCancellation, backorder, together, ...rest } = body;
  if (together) return previewDigest(viewer, work, together);
  const acts = { backorderCancellation, orderCancellation, backorder };
  if (Object.values(acts).every((act) => act === undefined)) return write(viewer, work, params.event, rest);
  return rehearse(work, async (rehearsal) => {
    const done = await carryOut(viewer, rehearsal, rest, acts);
    return isRefused(done) ? done : write(viewer, rehearsal, params.event, { ...rest, ...done });
  });
}

type Acts = Pick<
  Request<'previewMessageTemplate'>['body'],
  'backorderCancellation' | 'orderCancellation' | 'backorder'
>;

/** Does what is not done yet; answers the record that the message is then about. */
async function carryOut(
  viewer: Viewer,
  work: Work,
  { orderId, backorderId }: About,
  { backorderCancellation, orderCancellation, backorder }: Acts,
): Promise<About | { refusal: Refusal }> {
  if (backorderCancellation) {
    const given = { params: { id: backorderId as string }, body: backorderCancellation };
    const done = await cancelBackorder(viewer, given, work);
    return isRefused(done) ? done : {};
  }
  const params = { id: orderId as string };
  if (orderCancellation) {
    const done = await cancelOrder(viewer, { params, body: orderCancellation }, work);
    return isRefused(done) ? done : {};
  }
  const body = backorder as NonNullable<typeof backorder>;
  const made = await createBackorder(viewer, { params, body }, work);
  return isRefused(made) ? made : { orderId: undefined, backorderId: made.id };
}

/**
 * Sends the text in force about one record to an address the caller names. Refusals, in this order: `not_found`,
 * `template_mistake`.
 */
export async function testMessageTemplate(
  viewer: Viewer,
  { params, body }: Request<'testMessageTemplate'>,
  work: Work,
): Promise<Answer<'testMessageTemplate'> | { refusal: Refusal }> {
  const written = await write(viewer, work, params.event, body);
  if (isRefused(written)) return written;
  // A text that says several things is tried with the order of the record as any other.
  const row = await work.tx.row<{ id: string }>(QUEUE_TEST, [
    params.event,
    body.orderId ?? null,
    body.backorderId ?? null,
    `test:${randomUUID()}`,
    body.to,
    written.language,
    written.subject,
    written.text,
    written.html,
    work.now,
    viewer.actor,
  ]);
  await wakeSender(work.tx);
  work.audit({
    action: 'message_template.test',
    recordType: 'message',
    recordId: row.id,
    changes: { event: params.event, to: body.to },
  });
  return (await findMessage(viewer, work.tx, row.id)) as Answer<'testMessageTemplate'>;
}

async function write(
  viewer: Viewer,
  work: Work,
  event: TemplateName,
  body: About &
    Partial<Texts> & {
      language?: Language | undefined;
      promisedOn?: string | null | undefined;
      reason?: string | null | undefined;
    },
): Promise<Previewed | { refusal: Refusal }> {
  const isSample = event === 'digest' || (body.orderId === undefined && body.backorderId === undefined);
  const found = body.orderId !== undefined || body.backorderId !== undefined ? await find(viewer, work, body) : null;
  if (found === undefined) return refuse('not_found');
  const read = isSample || !found ? null : await readOne(work, event as MessageEvent, found, body);
  const facts = read && hasHappened(read) ? read : null;
  const language = body.language ?? read?.language ?? 'en';
  const inForce = (await readTexts(work.tx)).inForce(event, language);
  const texts = {
    subject: body.subject ?? inForce.subject,
    text: body.text ?? inForce.text,
    html: body.html ?? inForce.html,
  };
  const variables = facts
    ? say({ ...facts, language })
    : { ...(await sampleVariables(event, language)), company: { name: work.company.name } };
  try {
    return {
      language,
      to: facts?.customer.email ?? null,
      ...(await render(texts, language, variables)),
      whyNot: facts ? await whyNot(work, found, facts) : null,
    };
  } catch (error) {
    return refuseMistake(error);
  }
}

/** A text about something that the record never saw would have gaps: it is shown with the facts of nobody instead. */
function hasHappened({ event, credit, substitution, cancellation }: MessageFacts): boolean {
  if (event === 'credit_issued') return credit !== null;
  if (event === 'cancelled') return cancellation !== null;
  if (event === 'substitute_proposed') return substitution !== null;
  return event !== 'substitute_confirmed' || !!substitution?.accepted;
}

/** What is not done yet is looked at as if it were: only what speaks against writing to this customer at all counts. */
async function whyNot(work: Work, found: Found | null, facts: MessageFacts): Promise<string | null> {
  const { eventsOff } = await readMessageRules(work.tx);
  const lastTold = found ? ((await readLastTold(work.tx, [found.orderId])).get(found.orderId) ?? null) : null;
  const why = whyNotSend(facts, { eventsOff, lastTold });
  return why === 'no_longer_true' || why === 'already_told' ? null : why;
}

async function readOne(
  work: Work,
  event: MessageEvent,
  found: Found,
  { promisedOn, reason }: { promisedOn?: string | null | undefined; reason?: string | null | undefined },
): Promise<MessageFacts | null> {
  const last = await work.tx.row<{
    fulfillmentId: string | null;
    cancellationId: string | null;
    substitutionId: string | null;
    creditNoteId: string | null;
  }>(LAST_ACTS, [found.orderId, found.backorderId]);
  const [facts] = await readFacts({ ...work, queries: work.tx }, [
    {
      event,
      orderId: found.orderId,
      backorderId: found.backorderId,
      fulfillmentId: event === 'shipped' || event === 'delivered' ? last.fulfillmentId : null,
      cancellationId: event === 'cancelled' ? last.cancellationId : null,
      substitutionId: event.startsWith('substitute') ? last.substitutionId : null,
      creditNoteId: event === 'credit_issued' ? last.creditNoteId : null,
      ...(['date_moved', 'delayed'].includes(event) ? { before: found.promisedOn } : {}),
      ...(promisedOn === undefined ? {} : { promisedOn }),
      ...(reason === undefined ? {} : { reason }),
    },
  ]);
  return facts ?? null;
}

/** The record that was named; undefined for none the viewer may read. */
async function find(viewer: Viewer, work: Work, about: About): Promise<Found | undefined> {
  const [sql, id] = about.backorderId === undefined ? [OF_ORDER, about.orderId] : [OF_BACKORDER, about.backorderId];
  return (await work.tx.first<Found>(sql, [id, readsOnlyCustomersOf(viewer)])) ?? undefined;
}

const OF_ORDER = `
  select o.id, o.id as "orderId", (select max(b.id) from backorders b where b.order_id = o.id) as "backorderId",
    (select b.promised_on from backorders b where b.order_id = o.id order by b.id desc limit 1) as "promisedOn"
  from orders o join customers c on c.id = o.customer_id where o.id = $1 and ($2::bigint is null or c.sales_rep_id = $2)`;
const OF_BACKORDER = `
  select b.id, b.order_id as "orderId", b.id as "backorderId", b.promised_on as "promisedOn"
  from backorders b join customers c on c.id = b.customer_id where b.id = $1 and ($2::bigint is null or c.sales_rep_id = $2)`;
const LAST_ACTS = `
  select (select max(f.id) from fulfillments f where f.order_id = $1 and f.shipped_at is not null
      and ($2::bigint is null or coalesce(f.backorder_id, $2) = $2)) as "fulfillmentId",
    (select max(c.id) from cancellations c where c.order_id = $1) as "cancellationId",
    (select max(k.id) from credit_notes k where k.order_id = $1 and k.number is not null) as "creditNoteId",
    (select max(s.id) from substitutions s where s.order_id = $1 and ($2::bigint is null or s.backorder_id = $2)) as "substitutionId"`;

const QUEUE_TEST = `
  insert into messages (event, customer_id, order_id, backorder_id, cause, facts, is_fixed, to_address, language, subject, text, html,
    queued_at, queued_by, next_try_at)
  select $1, o.customer_id, case when $1 <> 'digest' then o.id end, case when $1 <> 'digest' then b.id end, $4,
    '{"isTest": true}', true, $5, $6, $7, $8, $9, $10, $11, $10
  from (select $2::bigint as order_id, $3::bigint as backorder_id) given
  left join backorders b on b.id = given.backorder_id join orders o on o.id = coalesce(b.order_id, given.order_id)
  returning id`;
