import { isRefused, type Refusal, refuse } from '#contract/errors.ts';
import type { Answer, Request } from '#contract/operations.ts';
import { recordToldProjection } from '../backorders/record-told-date.ts';
import { addFollowUp } from '../follow-ups/add-follow-up.ts';
import { dateIn } from '../platform/company.ts';
import type { Viewer } from '../platform/viewer.ts';
import type { Work } from '../platform/work.ts';
import { type About, type Party, readParty } from '../records/read-party.ts';

type Body = Request<'recordBackorderCommunication'>['body'];
type Communication = Answer<'recordBackorderCommunication'>;

const CLOCK_DIFFERENCE_MILLISECONDS = 5 * 60_000;

/**
 * Logs a call, an e-mail or a visit. A next follow-up date makes a follow-up for the customer's representative; a
 * preference can be kept on the customer. A contact of today tells the customer the date that supply gives today; one that
 * is logged days later is not known to have told it.
 *
 * Refusals, in this order: `not_found`, `not_your_customer`, `contact_in_the_future`, `follow_up_in_the_past`.
 */
export async function recordCommunication(
  viewer: Viewer,
  about: About,
  body: Body,
  work: Work,
): Promise<Communication | { refusal: Refusal }> {
  const communication = await recordContact(viewer, about, body, work);
  if (isRefused(communication)) return communication;
  // What a customer writes tells them nothing.
  const isWrittenToUs = communication.method === 'email' && communication.direction === 'inbound';
  if (!isWrittenToUs && dateIn(work.company.timeZone, communication.at) === work.today)
    await recordToldProjection(viewer, work, communication);
  return communication;
}

/** The same where the date that the customer was told is kept beside it, and is another than supply's. */
export async function recordContact(
  viewer: Viewer,
  about: About,
  body: Body,
  work: Work,
): Promise<Communication | { refusal: Refusal }> {
  const party = await readParty(viewer, work, about);
  if (isRefused(party)) return party;
  const at = body.at ?? work.now;
  const nextFollowUpOn = body.nextFollowUpOn ?? null;
  const mistake = findMistake(work, at, nextFollowUpOn);
  if (mistake) return mistake;

  const said = saidIn(body);
  const { id, at: writtenAt } = await insert(viewer, work, party, { at, ...said });
  const followUpId = await planNext(viewer, work, party, { communicationId: id, dueOn: nextFollowUpOn });
  if (body.keepPreference && said.preference !== null) await keepPreference(work, party, said.preference);
  const { orderId, backorderId } = party;
  work.audit({
    action: 'communication.record',
    recordType: 'communication',
    recordId: id,
    orderId,
    changes: said,
  });
  tellOf(work, party, 'contacted');
  const recorded = { recordedAt: work.now, recordedBy: viewer.actor };
  return { id, orderId, backorderId, at: writtenAt, ...said, followUpId, ...recorded };
}

const saidIn = (body: Body) => ({
  method: body.method,
  direction: body.direction,
  text: body.text.trim(),
  preference: written(body.preference),
  agreement: written(body.agreement),
  arrangements: written(body.arrangements),
  reaction: body.reaction ?? null,
  nextFollowUpOn: body.nextFollowUpOn ?? null,
});

function insert(
  viewer: Viewer,
  work: Work,
  party: Party,
  said: ReturnType<typeof saidIn> & { at: string },
): Promise<{ id: string; at: string }> {
  return work.tx.row<{ id: string; at: string }>(INSERT, [
    party.orderId,
    party.backorderId,
    said.at,
    said.method,
    said.direction,
    said.text,
    said.preference,
    said.agreement,
    said.arrangements,
    said.reaction,
    said.nextFollowUpOn,
    work.now,
    viewer.actor,
  ]);
}

async function planNext(
  viewer: Viewer,
  work: Work,
  party: Party,
  { communicationId, dueOn }: { communicationId: string; dueOn: string | null },
): Promise<string | null> {
  if (dueOn === null) return null;
  const assignedToId = party.salesRepId ?? viewer.userId;
  return addFollowUp(viewer, work, party, {
    cause: 'communication',
    communicationId,
    dueOn,
    subject: null,
    assignedToId,
  });
}

function findMistake(work: Work, at: string, nextFollowUpOn: string | null): { refusal: Refusal } | null {
  if (Date.parse(at) > Date.parse(work.now) + CLOCK_DIFFERENCE_MILLISECONDS)
    return refuse('contact_in_the_future', { errors: [{ pointer: '#/at', detail: 'lies in the future' }] });
  if (nextFollowUpOn !== null && nextFollowUpOn < work.today)
    return refuse('follow_up_in_the_past', { errors: [{ pointer: '#/nextFollowUpOn', detail: 'lies in the past' }] });
  return null;
}

/** Live events about the record that something was said about. */
export function tellOf(work: Work, { orderId, backorderId }: Party, what: 'contacted' | 'noted'): void {
  if (backorderId === null) work.tell(`order_${what}`, { orderId });
  else work.tell(`backorder_${what}`, { backorderId, orderId });
}

function written(text: string | null | undefined): string | null {
  return text?.trim() || null;
}

async function keepPreference(work: Work, party: Party, preference: string): Promise<void> {
  const kept = await work.tx.first<{ before: string | null }>(
    `with before as (select id, contact_preference from customers where id = $1 for no key update)
     update customers c set contact_preference = $2, version = version + 1 from before
     where c.id = before.id and before.contact_preference is distinct from $2 returning before.contact_preference as before`,
    [party.customerId, preference],
  );
  if (!kept) return;
  work.audit({
    action: 'customer.update',
    recordType: 'customer',
    recordId: party.customerId,
    changes: { contactPreference: { from: kept.before, to: preference } },
  });
}

const INSERT = `
  insert into communications (order_id, backorder_id, at, method, direction, text, preference, agreement, arrangements,
    reaction, next_follow_up_on, recorded_at, recorded_by)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) returning id, at`;
