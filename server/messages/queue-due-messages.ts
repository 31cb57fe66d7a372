import { minutesUntil } from '#domain/messages/quiet-hours.ts';
import { addDays } from '#domain/time/calendar.ts';
import { isOpen, isOverdue } from '../ledger/sql-words.ts';
import { readingAt } from '../notifications/read-promises.ts';
import type { Database } from '../platform/database.ts';
import { timeIn } from '../platform/time-in.ts';
import { readMessageRules } from './message-rules.ts';

/** A promise that passed longer ago was somebody's to tell: nobody hears by a machine of old trouble. */
const TELLS_OF_DAYS = 7;
const DAYS_BETWEEN_STATUSES = 7;

/**
 * Queues for this morning what no act causes: that a promised day passed, once for each promise, and how it stands with what
 * has waited long, a week after the customer last heard of it. Run again, it queues nothing more.
 */
export async function queueDueMessages(database: Database, now: string): Promise<void> {
  const { queries, today, company, settings } = await readingAt(database, now);
  const { morning } = await readMessageRules(queries);
  const wait = minutesUntil(timeIn(company.timeZone, now), morning);
  const leaves = new Date(Date.parse(now) + wait * 60_000).toISOString();
  await queries.rows(DELAYED, [today, addDays(today, -TELLS_OF_DAYS), now, leaves]);
  await queries.rows(WEEKLY, [
    today,
    addDays(today, -settings.weeklyStatusAfterDays),
    now,
    leaves,
    new Date(Date.parse(now) - DAYS_BETWEEN_STATUSES * 86_400_000 + 3_600_000).toISOString(),
  ]);
}

const queue = (event: string, cause: string, facts: string, where: string) => `
  with made as (
    insert into messages (event, customer_id, order_id, backorder_id, cause, facts, queued_at, queued_by, next_try_at)
    select '${event}', b.customer_id, b.order_id, b.id, ${cause}, ${facts}, $3, 'system messages', $4
    from backorders b where ${isOpen()} and ${where} order by b.id
    on conflict do nothing returning id, backorder_id)
  insert into message_backorders (backorder_id, message_id) select backorder_id, id from made`;

const DELAYED = queue(
  'delayed',
  `'delayed:' || b.id || ':' || b.promised_on`,
  `jsonb_build_object('before', b.promised_on)`,
  `${isOverdue('$1')} and b.promised_on >= $2::date`,
);

const WEEKLY = queue(
  'weekly_status',
  `'weekly:' || b.id || ':' || $1`,
  `'{}'`,
  `b.created_on <= $2::date and not exists (
    select from message_backorders mb join messages m on m.id = mb.message_id
    where mb.backorder_id = b.id and m.queued_at > $5 and m.status in ('queued', 'sent', 'recorded'))`,
);
