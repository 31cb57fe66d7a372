import type { MessageEvent } from '#domain/messages/words.ts';
import type { Viewer } from '../platform/viewer.ts';
import type { Work } from '../platform/work.ts';
import type { ToTell } from './ask-to-tell.ts';

/** What a customer reads in a message of each event that somebody may have been asked to tell them. */
const TELLS: Partial<Record<MessageEvent, ToTell>> = {
  cancelled: 'tell_cancelled',
  backorder_created: 'tell_created',
  date_moved: 'tell_promised',
  weekly_status: 'tell_promised',
};

/** News that a mail told: of a backorder, or of an order as a whole. */
export type ToldNews = { event: string; orderId: string; backorderId: string | null };

/**
 * Customers were told by mail after all, so nobody has to tell them any more: what somebody was asked to tell of it before the mail was
 * caused is closed.
 */
export async function closeTold(
  viewer: Viewer,
  work: Work,
  { news, causedAt }: { news: readonly ToldNews[]; causedAt: string },
): Promise<void> {
  const told = news.flatMap(({ event, orderId, backorderId }) => {
    const cause = TELLS[event as MessageEvent];
    return cause ? [{ cause, orderId, backorderId }] : [];
  });
  if (told.length === 0) return;
  const closed = await work.tx.rows<{ id: string; orderId: string }>(CLOSE, [
    JSON.stringify(told),
    causedAt,
    work.now,
    viewer.actor,
  ]);
  for (const { id, orderId } of closed) {
    const changes = { outcome: 'message', notes: null, nextFollowUpOn: null };
    work.audit({ action: 'follow_up.close', recordType: 'follow_up', recordId: id, orderId, changes });
    work.tell('follow_up_changed', { followUpId: id });
  }
}

const CLOSE = `
  update follow_ups set outcome = 'message', closed_at = $3, closed_by = $4, version = version + 1
  where id in (
    select f.id from jsonb_to_recordset($1::jsonb) told(cause text, "orderId" bigint, "backorderId" bigint)
      join follow_ups f on f.order_id = told."orderId" and f.cause = told.cause and f.backorder_id is not distinct from told."backorderId"
    where f.closed_at is null and f.created_at <= $2::timestamptz order by f.id for update of f)
  returning id, order_id as "orderId"`;
