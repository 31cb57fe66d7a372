import type { Work } from '../platform/work.ts';

/** A mail that was sent came back for good: it was never told. One that is no longer "sent" stays as it is. */
export async function markBounced(work: Work, messageId: string, why: string): Promise<void> {
  const bounced = await work.tx.first<{ orderId: string | null; backorderId: string | null }>(BOUNCE, [messageId, why]);
  if (!bounced) return;
  const { orderId, backorderId } = bounced;
  if (backorderId !== null) work.tell('backorder_messaged', { orderId, backorderId });
  else if (orderId !== null) work.tell('order_messaged', { orderId, backorderId: null });
  else work.tell('message_settled', { messageId });
}

const BOUNCE = `
  update messages set status = 'bounced', reason = $2 where id = $1 and status = 'sent'
  returning order_id as "orderId", backorder_id as "backorderId"`;
