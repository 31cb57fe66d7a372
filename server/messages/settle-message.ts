import { recordPromise } from '../backorders/promise-backorder.ts';
import { recordToldDate } from '../backorders/record-told-date.ts';
import { closeTold, type ToldNews } from '../follow-ups/close-told.ts';
import type { Database } from '../platform/database.ts';
import { perform } from '../platform/perform.ts';
import { systemViewer } from '../platform/viewer.ts';
import type { Work } from '../platform/work.ts';
import type { Outcome } from './post.ts';
import type { Expects } from './write-messages.ts';

/** After so many refusals "not now" a message counts as refused. */
const TRIES = 12;
const VIEWER = systemViewer('messages');

/**
 * Writes down what the mail server did with a message. What it took was told: the dates it states are the told ones, and a
 * backorder without a promise has its first by it. Everything else is tried again later, or is refused for good.
 */
export async function settleMessage(
  database: Database,
  {
    id,
    outcome,
    attempts,
    retryMilliseconds,
  }: { id: string; outcome: Outcome; attempts: number; retryMilliseconds: number },
  now: string,
): Promise<void> {
  await perform(VIEWER, database, now, async (work) => {
    const status = statusOf(outcome, attempts);
    const why = outcome.is === 'taken' ? null : outcome.why;
    const nextTryAt = new Date(Date.parse(now) + retryMilliseconds).toISOString();
    const settled = await work.tx.first<Settled>(SETTLE, [id, status, why, now, nextTryAt]);
    if (!settled || status === 'queued') return {};
    if (status === 'sent') {
      await recordTold(work, settled.expects ?? []);
      await closeTold(VIEWER, work, { news: settled.news, causedAt: settled.queuedAt });
    }
    for (const { orderId, backorderId } of settled.about)
      work.tell(backorderId === null ? 'order_messaged' : 'backorder_messaged', { orderId, backorderId });
    if (settled.about.length === 0) work.tell('message_settled', { messageId: id });
    return {};
  });
}

type Settled = {
  expects: Expects[] | null;
  queuedAt: string;
  /** What it told, or those it carries. */
  news: ToldNews[];
  about: { orderId: string; backorderId: string | null }[];
};

function statusOf(outcome: Outcome, attempts: number): string {
  switch (outcome.is) {
    case 'taken':
      return 'sent';
    case 'unknown_address':
      return 'bounced';
    case 'refused':
      return 'failed';
    case 'later':
      return attempts >= TRIES ? 'failed' : 'queued';
    default:
      return 'queued';
  }
}

async function recordTold(work: Work, expects: readonly Expects[]): Promise<void> {
  if (expects.length === 0) return;
  const open = await work.tx.rows<{ id: string; promisedOn: string | null }>(
    `select id, promised_on as "promisedOn" from backorders where id = any($1::bigint[]) and outstanding > 0 order by id for update`,
    [expects.map(({ backorderId }) => backorderId)],
  );
  for (const { id, promisedOn } of open) {
    const { orderId, on } = expects.find(({ backorderId }) => backorderId === id) as Expects;
    if (promisedOn === null && on !== null)
      await recordPromise(VIEWER, work, {
        backorderId: id,
        orderId,
        promisedOn: on,
        cause: 'message',
        reason: null,
        notifyCustomer: false,
      });
    else await recordToldDate(VIEWER, work, { backorderId: id, toldOn: on });
  }
}

const SETTLE = `
  with settled as (
    update messages set status = $2, reason = $3, attempts = attempts + case when $2 = 'queued' then 1 else 0 end,
      next_try_at = case when $2 = 'queued' then $5::timestamptz else next_try_at end,
      sent_at = case when $2 = 'sent' then $4::timestamptz end, settled_at = case when $2 <> 'queued' then $4::timestamptz end
    where id = $1 and status = 'queued' returning id, order_id, facts, queued_at)
  select case when facts ? 'isTest' then null else facts -> 'expects' end as expects, instant(queued_at) as "queuedAt",
    coalesce((select jsonb_agg(jsonb_build_object('event', m.event, 'orderId', m.order_id::text, 'backorderId', m.backorder_id::text))
      from messages m where (m.id = settled.id or m.carried_by_id = settled.id) and not m.facts ? 'isTest'), '[]') as news,
    coalesce((select jsonb_agg(jsonb_build_object('orderId', b.order_id::text, 'backorderId', b.id::text))
      from message_backorders mb join backorders b on b.id = mb.backorder_id where mb.message_id = settled.id),
      case when order_id is not null then jsonb_build_array(jsonb_build_object('orderId', order_id::text, 'backorderId', null)) else '[]' end) as about
  from settled`;
