import { isRefused, type Refusal } from '#contract/errors.ts';
import { recordCommunication } from '../communications/record-communication.ts';
import { markBounced } from '../messages/mark-bounced.ts';
import { notifyAnswered } from '../notifications/notify-answered.ts';
import type { Viewer } from '../platform/viewer.ts';
import type { Work } from '../platform/work.ts';
import type { InboundMail } from './read-mail.ts';

/** What came of a mail: an answer on its record, a mail that came back, one nobody wrote, or one about nothing we sent. */
export type Outcome = 'answer' | 'bounce' | 'automatic' | 'unknown';

/**
 * Takes a mail that came in. An answer to a message of ours stands on the timeline of its record, with a follow-up due today for
 * the customer's representative; one that gives a message back marks it as bounced. The same mail handed over again changes
 * nothing.
 */
export async function takeMail(
  viewer: Viewer,
  mail: InboundMail,
  work: Work,
): Promise<{ outcome: Outcome } | { refusal: Refusal }> {
  // Two hooks that hand over one mail at once stand in line here.
  await work.tx.rows('select pg_advisory_xact_lock(hashtextextended($1, 0))', [mail.messageId]);
  const before = await work.tx.first<{ outcome: Outcome }>('select outcome from inbound_mails where message_id = $1', [
    mail.messageId,
  ]);
  if (before) return before;
  const answered =
    (await work.tx.first<Answered>(ANSWERED, [mail.refersTo])) ??
    (await work.tx.first<Answered>(TAGGED, [mail.tags.map((tag) => `<${tag}@%`)]));
  const outcome = outcomeOf(mail, answered);
  let communicationId: string | null = null;
  if (outcome === 'answer') {
    const said = await recordAnswer(viewer, work, mail, answered as Answered);
    if (isRefused(said)) return said;
    communicationId = said.id;
    const { customerId, orderId, backorderId } = answered as Answered;
    const told = { customerId, orderId, backorderId, answer: 'mail', source: `mail:${said.id}` };
    await notifyAnswered(work.tx, told, work.now);
  }
  if (outcome === 'bounce') await markBounced(work, (answered as Answered).id, mail.bounce as string);
  const about = outcome === 'unknown' ? null : (answered?.id ?? null);
  const values = [mail.messageId, about, communicationId, outcome, mail.from, mail.subject || null, work.now];
  await work.tx.rows(RECORD, values);
  return { outcome };
}

type Answered = { id: string; customerId: string; orderId: string; backorderId: string | null; email: string | null };

function outcomeOf({ bounce, isAutomatic }: InboundMail, answered: Answered | null): Outcome {
  if (!answered) return isAutomatic ? 'automatic' : 'unknown';
  if (bounce !== null) return 'bounce';
  return isAutomatic ? 'automatic' : 'answer';
}

function recordAnswer(viewer: Viewer, work: Work, { from, text, subject }: InboundMail, answered: Answered) {
  const { orderId, backorderId, email } = answered;
  // Whoever answers from another address may be another person, and so may who names none.
  const who = from === email?.trim().toLowerCase() ? '' : `${from ?? 'Somebody who names no address'}:\n`;
  const about = backorderId === null ? { orderId } : { backorderId };
  const body = { method: 'email', direction: 'inbound', keepPreference: false, nextFollowUpOn: work.today } as const;
  return recordCommunication(viewer, about, { ...body, text: `${who}${text || subject || '–'}` }, work);
}

/** A digest is about the first of its backorders. Of several messages the nearest counts. */
const answered = (given: string, matches: string) => `
  select m.id, c.id as "customerId", coalesce(m.order_id, b.order_id) as "orderId", coalesce(m.backorder_id, b.id) as "backorderId", c.email
  from ${given}
  join messages m on ${matches}
  join customers c on c.id = m.customer_id
  left join lateral (
    select b.id, b.order_id from message_backorders mb join backorders b on b.id = mb.backorder_id
    where mb.message_id = m.id order by b.id limit 1) b on m.order_id is null
  where coalesce(m.order_id, b.order_id) is not null and not (m.facts ? 'isTest')
  order by r.place limit 1`;
const GIVEN = 'unnest($1::text[]) with ordinality r(message_id, place)';
const ANSWERED = answered(GIVEN, 'm.message_id = r.message_id');
const TAGGED = answered(GIVEN, 'm.message_id like r.message_id');

const RECORD = `
  insert into inbound_mails (message_id, answers_id, communication_id, outcome, from_address, subject, received_at)
  values ($1, $2, $3, $4, $5, $6, $7)`;
