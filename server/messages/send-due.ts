import { randomUUID } from 'node:crypto';
import { minutesOfQuiet } from '#domain/messages/quiet-hours.ts';
import { readingAt } from '../notifications/read-promises.ts';
import type { Database } from '../platform/database.ts';
import { timeIn } from '../platform/time-in.ts';
import { inTransaction, type Queries, queriesOf } from '../platform/transaction.ts';
import type { Reading } from '../platform/work.ts';
import { type MessageRules, readMessageRules } from './message-rules.ts';
import { putInLinks, type Ready } from './put-in-links.ts';
import { type Decided, type Due, type Written, writeMessages } from './write-messages.ts';

/** The moment, how many at most, which not, and from where mails come and where their links lead; no `domain` where none leave. */
export type Preparing = {
  now: string;
  limit: number;
  busy: readonly string[];
  domain: string | null;
  publicUrl: string;
};

/**
 * Writes the messages that are due, at most `limit` and none that is `busy`, and keeps what they say before any is handed
 * over: with its Message-ID, the same at every try. Without a mail server they are recorded. What goes in one mail with
 * others is taken along whatever the limit. Answers the mails to hand over.
 */
export async function prepareDue(
  database: Database,
  { now, limit, busy, domain, publicUrl }: Preparing,
): Promise<{ ready: Ready[]; settled: number }> {
  const queries = queriesOf(database);
  const some = await queries.rows<Due>(DUE, [now, busy, limit]);
  if (some.length === 0) return { ready: [], settled: 0 };
  const reading = await readingAt(database, now);
  const rules = await readMessageRules(queries);
  if (isQuiet(reading, rules, now)) return { ready: [], settled: 0 };
  const due = rules.gathers ? await withTheRest(queries, some, now, busy) : some;
  const decided = await writeMessages(reading, rules, due);
  const ready = await inTransaction(database, (tx) => keep(tx, decided, { now, domain }));
  if (domain === null) return { ready: [], settled: due.length };
  const days = reading.settings.customerLinkDays;
  return { ready: await putInLinks(queries, ready, { now, publicUrl, days }), settled: due.length - ready.length };
}

/** When the next message becomes due that is not yet, in milliseconds since 1970; null for none. */
export async function nextDue(database: Database, now: string): Promise<number | null> {
  const { at } = await queriesOf(database).row<{ at: string | null }>(NEXT, [now]);
  return at === null ? null : Date.parse(at);
}

function isQuiet({ company }: Reading, { quietFrom, quietUntil }: MessageRules, now: string): boolean {
  const quiet = quietFrom !== null && quietUntil !== null ? { from: quietFrom, until: quietUntil } : null;
  return minutesOfQuiet(timeIn(company.timeZone, now), quiet) > 0;
}

/** With what else is due for the same customers, so that one of their mails carries all of it. */
async function withTheRest(
  queries: Queries,
  some: readonly Due[],
  now: string,
  busy: readonly string[],
): Promise<Due[]> {
  const more = await queries.rows<Due>(DUE_OF_CUSTOMERS, [
    now,
    [...busy, ...some.map(({ id }) => id)],
    [...new Set(some.map(({ customerId }) => customerId))],
  ]);
  return [...some, ...more];
}

async function keep(
  tx: Queries,
  { suppressed, written, digests }: Decided,
  { now, domain }: { now: string; domain: string | null },
): Promise<Ready[]> {
  const isSent = domain !== null;
  const newId = () => `<${randomUUID()}@${domain ?? 'recorded.invalid'}>`;
  const alone = written.map((one) => ({ ...one, id: one.due.id, messageId: one.due.messageId ?? newId() }));
  if (suppressed.length > 0)
    await tx.rows(SUPPRESS, [suppressed.map(({ due }) => due.id), suppressed.map(({ reason }) => reason), now]);
  if (alone.length > 0) await tx.rows(WRITE, [JSON.stringify(alone.map(wordsOf)), isSent ? null : now]);
  const ready = alone.map((one) => toReady(one, now));
  for (const digest of digests) {
    const [first] = digest.parts as [Written];
    const messageId = newId();
    const expects = digest.parts.flatMap((part) => part.expects);
    const { id } = await tx.row<{ id: string }>(DIGEST, [
      first.due.customerId,
      `digest:${digest.parts.map(({ due }) => due.id).join(',')}`,
      { expects },
      first.to,
      digest.language,
      digest.mail.subject,
      digest.mail.text,
      digest.mail.html,
      messageId,
      now,
      isSent ? 'queued' : 'recorded',
      digest.parts.map(({ due }) => due.id),
      JSON.stringify(digest.parts.map(({ due, told }) => ({ id: due.id, told }))),
    ]);
    ready.push(toReady({ ...first, ...digest.mail, id, messageId, due: { ...first.due, attempts: 0 } }, now));
  }
  return ready;
}

type Identified = Written & { id: string; messageId: string };

function wordsOf({ id, messageId, to, language, subject, text, html, told, expects }: Identified) {
  return { id, messageId, to, language, subject, text, html, told, expects };
}

function toReady({ id, messageId, to, replyTo, subject, text, html, due }: Identified, now: string): Ready {
  const customerId = due.facts.isTest ? null : due.customerId;
  return { id, attempts: due.attempts, customerId, mail: { messageId, to, replyTo, subject, text, html, date: now } };
}

const DUE_COLUMNS = `
  select m.id, m.event, m.customer_id as "customerId", m.order_id as "orderId", m.backorder_id as "backorderId",
    m.fulfillment_id as "fulfillmentId", m.cancellation_id as "cancellationId", m.substitution_id as "substitutionId", m.facts, m.is_fixed as "isFixed",
    m.message_id as "messageId", m.attempts, case when m.is_fixed then coalesce(m.to_address, c.email) end as "to",
    m.language, m.subject, m.text, m.html, u.email as "replyTo"
  from messages m join customers c on c.id = m.customer_id left join users u on u.id = c.sales_rep_id and u.active`;
const DUE = `${DUE_COLUMNS}
  where m.status = 'queued' and m.next_try_at <= $1 and m.id <> all ($2::bigint[]) order by m.next_try_at, m.id limit $3`;
const NEXT = `
  select instant(least(
    (select min(next_try_at) from messages where status = 'queued' and next_try_at > $1),
    (select min(next_try_at) from password_resets where sent_at is null and used_at is null and next_try_at > $1 and expires_at > $1))) as at`;
const DUE_OF_CUSTOMERS = `${DUE_COLUMNS}
  where m.status = 'queued' and m.next_try_at <= $1 and m.id <> all ($2::bigint[]) and m.customer_id = any ($3::bigint[])
  order by m.id limit 200`;

const SUPPRESS = `
  update messages m set status = 'suppressed', reason = s.reason, settled_at = $3
  from unnest($1::bigint[], $2::text[]) s(id, reason) where m.id = s.id and m.status = 'queued'`;

// What a message tells of backorders beside its own is found by them too.
const WRITE = `
  with words as (
    select * from jsonb_to_recordset($1::jsonb) w(id bigint, "messageId" text, "to" text, language text, subject text, text text, html text,
      told jsonb, expects jsonb)
  ), about as (
    insert into message_backorders (backorder_id, message_id)
    select (e ->> 'backorderId')::bigint, w.id from words w, jsonb_array_elements(w.expects) e on conflict do nothing
  )
  update messages m set message_id = w."messageId", to_address = w."to", language = w.language, subject = w.subject, text = w.text,
    html = w.html, told = w.told, facts = m.facts || jsonb_build_object('expects', w.expects),
    status = case when $2::timestamptz is null then 'queued' else 'recorded' end, settled_at = $2
  from words w where m.id = w.id and m.status = 'queued'`;

const DIGEST = `
  with made as (
    insert into messages (event, customer_id, cause, facts, is_fixed, to_address, language, subject, text, html, message_id, queued_at,
      queued_by, next_try_at, status, settled_at)
    values ('digest', $1, $2, $3, true, $4, $5, $6, $7, $8, $9, $10, 'system messages', $10, $11, case when $11 = 'recorded' then $10::timestamptz end)
    returning id
  ), about as (
    insert into message_backorders (backorder_id, message_id)
    select distinct mb.backorder_id, made.id from made, message_backorders mb where mb.message_id = any ($12::bigint[])
  ), carried as (
    update messages m set status = 'suppressed', reason = 'in_digest', settled_at = $10, carried_by_id = made.id, told = p.told
    from made, jsonb_to_recordset($13::jsonb) p(id bigint, told jsonb) where m.id = p.id and m.status = 'queued'
  )
  select id from made`;
