import { buffer } from 'node:stream/consumers';
import { mayDo } from '#contract/permissions.ts';
import { weekday } from '#domain/time/calendar.ts';
import { layOut } from '../messages/mail-parts.ts';
import type { Mail, Outcome, Post } from '../messages/post.ts';
import { dateIn, readCompany } from '../platform/company.ts';
import type { Database } from '../platform/database.ts';
import { escapeHtml } from '../platform/escape-html.ts';
import { TABLE_TYPES, type TableFormat } from '../platform/tables/table-file.ts';
import { timeIn } from '../platform/time-in.ts';
import { queriesOf } from '../platform/transaction.ts';
import type { Viewer } from '../platform/viewer.ts';
import type { Reading } from '../platform/work.ts';
import { type Scheduled, scheduledFile } from './scheduled-report.ts';

type Sending = {
  database: Database;
  /** For reports: planned for their values. */
  reading: Database;
  /** Null where no mail server is set up: then what would have been sent is recorded. */
  post: Post | null;
  publicUrl: string;
  now: string;
};

/** So often a mail is tried before it is given up: for some eight hours. */
const MOST_ATTEMPTS = 100;

/**
 * Sends what is due of the reports that go out by themselves: each once a day to each person, however often this runs. A mail that
 * was handed over just before a process died leaves again with the same Message-ID, by which mailboxes know it.
 */
export async function sendScheduledReports(sending: Sending): Promise<void> {
  const { database, now } = sending;
  const queries = queriesOf(database);
  const { company, settings } = await readCompany(queries);
  const reading: Reading = {
    queries: queriesOf(sending.reading),
    now,
    today: dateIn(company.timeZone, now),
    company,
    settings,
  };
  const hour = Number(timeIn(company.timeZone, now).slice(0, 2));
  await queries.rows(QUEUE, [reading.today, hour, weekday(reading.today), now]);
  for (const due of await queries.rows<Due>(DUE)) {
    const outcome = sending.post ? await send(sending.post, due, reading, sending.publicUrl).catch(later) : RECORDED;
    const { status, reason } = settled(outcome, due.attempts + 1);
    await queries.rows(SETTLE, [due.id, status, reason, now]);
  }
}

type Due = Scheduled & {
  id: string;
  scheduleId: string;
  userId: string;
  name: string;
  email: string;
  person: string;
  role: Viewer['role'];
  active: boolean;
  /** It is still sent, and to them. */
  isWanted: boolean;
  format: TableFormat;
  day: string;
  attempts: number;
};

const RECORDED = { is: 'recorded' } as const;
/** One that cannot be put together holds up nobody else's. */
const later = (error: unknown): Outcome => ({ is: 'later', why: String(error).slice(0, 500) });

async function send(post: Post, due: Due, reading: Reading, publicUrl: string): Promise<Outcome> {
  if (!due.isWanted) return { is: 'refused', why: 'is sent to them no more' };
  if (!due.active) return { is: 'refused', why: 'does not work here any more' };
  if (!mayDo(due, 'read')) return { is: 'refused', why: 'reads no reports' };
  // A mail that had to wait says what was so on its day.
  const asOf = due.day < reading.today ? due.day : undefined;
  const content = await buffer(await scheduledFile(viewerOf(due, reading), { ...due, asOf }, reading));
  return post.send({
    messageId: `<report-${due.scheduleId}-${due.userId}-${due.day}@${post.domain}>`,
    to: due.email,
    replyTo: null,
    date: reading.now,
    ...words(due, reading.company, publicUrl),
    attachments: [
      { filename: `${due.report}-${due.day}.${due.format}`, content, contentType: TABLE_TYPES[due.format] },
    ],
  });
}

/** A person is sent what they may read, and no more. */
function viewerOf({ userId, person, role }: Due, { settings }: Reading): Viewer {
  return {
    userId,
    name: person,
    actor: `user:${userId} ${person}`,
    principal: `user:${userId}`,
    role,
    readsAll: role !== 'sales_rep' || settings.repsReadAll,
  };
}

function settled(outcome: Outcome | typeof RECORDED, attempts: number): { status: string; reason: string | null } {
  if (outcome.is === 'taken') return { status: 'sent', reason: null };
  if (outcome.is === 'recorded') return { status: 'recorded', reason: null };
  const isOver = outcome.is === 'refused' || outcome.is === 'unknown_address' || attempts >= MOST_ATTEMPTS;
  return { status: isOver ? 'failed' : 'queued', reason: outcome.why };
}

const TABS: Record<Scheduled['report'], string> = {
  'open-backorders': 'open',
  aging: 'aging',
  'by-product': 'products',
  service: 'service',
  'kept-promises': 'kept',
};

function words(due: Due, company: Reading['company'], publicUrl: string): Pick<Mail, 'subject' | 'text' | 'html'> {
  const search = new URLSearchParams({
    report: TABS[due.report],
    ...(due.groupBy ? { by: due.groupBy } : {}),
    ...due.filters,
  });
  const address = `${publicUrl}/reports?${search}`;
  const subject = `${due.name}, ${due.day}`;
  const said = `The report “${due.name}” of ${due.day} is attached. This opens it with today’s figures, where each of them opens what it counts:`;
  const because = `You receive this because somebody at ${company.name} has this report sent to you. It is changed under Reports, Sent by e-mail.`;
  const link = `<p><a class="act" href="${escapeHtml(address)}">Open the report</a></p>`;
  const body = `<p>Hello ${escapeHtml(due.person)},</p>\n<p>${escapeHtml(said)}</p>\n${link}`;
  return {
    subject,
    text: `Hello ${due.person},\n\n${said}\n\n${address}\n\n--\n${because}\n`,
    html: layOut({ language: 'en', title: subject, company: company.name, body, because }),
  };
}

// Once a day for each person: a second run finds the row. A day on which nothing ran is not made up for later.
const QUEUE = `
  insert into report_mails (schedule_id, user_id, day, queued_at)
  select s.id, u.id, $1, $4 from report_schedules s join users u on u.id = any (s.recipient_ids) and u.active
  where s.active and s.hour <= $2 and (s.every = 'day' or s.weekday = $3) and s.created_at <= $4
  on conflict on constraint report_mails_once do nothing`;

const DUE = `
  select m.id, s.id as "scheduleId", u.id as "userId", s.name, s.report, s.group_by as "groupBy", s.filters, s.format, u.email, u.name as person,
    u.role, u.active, s.active and u.id = any (s.recipient_ids) as "isWanted", m.day, m.attempts
  from report_mails m join report_schedules s on s.id = m.schedule_id join users u on u.id = m.user_id
  where m.status = 'queued' order by m.id limit 200`;

const SETTLE = `
  update report_mails set status = $2, reason = $3, attempts = attempts + 1, settled_at = case when $2 <> 'queued' then $4::timestamptz end
  where id = $1 and status = 'queued'`;
