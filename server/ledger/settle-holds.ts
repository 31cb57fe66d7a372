import { inOrder } from '../platform/in-order.ts';
import type { Work } from '../platform/work.ts';

/**
 * Makes `on_hold` of an order's queue lines and backorders, or of those of one backorder, say whether a hold is open. What was
 * held or released is another version of itself.
 * The caller holds the stock rows and the order, and of one backorder its row.
 */
export async function settleHolds(work: Work, record: { orderId: string; backorderId: string | null }): Promise<void> {
  const values = [record.orderId, record.backorderId];
  await work.tx.rows(LOCK_BACKORDERS, values);
  await inOrder(work, {
    backorders: ({ tx }) => tx.rows(SETTLE_BACKORDERS, values),
    lines: ({ tx }) => tx.rows(SETTLE_LINES, values),
    order: ({ tx }) => (record.backorderId === null ? tx.rows(TOUCH_ORDER, [record.orderId]) : null),
  });
}

const LOCK_BACKORDERS = `
  select from backorders where order_id = $1 and ($2::bigint is null or id = $2) order by id for update`;

/** Whether a hold of the order, or of the backorder with this id, is open. */
const isHeld = (orderId: string, backorderId: string) => `exists (
    select from holds h where h.order_id = ${orderId} and h.released_at is null
      and (h.backorder_id is null or h.backorder_id = ${backorderId}))`;

const SETTLE_BACKORDERS = `
  update backorders b set on_hold = ${isHeld('b.order_id', 'b.id')}, version = b.version + 1
  where b.order_id = $1 and ($2::bigint is null or b.id = $2) and (b.id = $2 or b.on_hold <> ${isHeld('b.order_id', 'b.id')})`;

const TOUCH_ORDER = 'update orders set version = version + 1 where id = $1';

const SETTLE_LINES = `
  update queue_lines q set on_hold = not q.on_hold
  where q.order_id = $1 and ($2::bigint is null or q.backorder_id = $2)
    and q.on_hold <> ${isHeld('q.order_id', 'q.backorder_id')}`;
