import { isRefused, type Refusal, refuse } from '#contract/errors.ts';
import type { Answer, Request } from '#contract/operations.ts';
import { allocateFreedStock } from '../allocation/run-allocation.ts';
import { lockBackorder } from '../ledger/lock-backorder.ts';
import { lockOrder } from '../ledger/lock-order.ts';
import { lockStockOf } from '../ledger/lock-stock.ts';
import { settleHolds } from '../ledger/settle-holds.ts';
import type { Viewer } from '../platform/viewer.ts';
import type { Work } from '../platform/work.ts';
import { readHold } from './queries.ts';

/** Releases a hold of a backorder. Refusals as those of `releaseHold`. */
export function releaseBackorder(viewer: Viewer, { params, body }: Request<'releaseBackorder'>, work: Work) {
  return releaseHold(viewer, work, { backorderId: params.id, holdId: params.holdId, notes: body?.notes ?? null });
}

/** Which record is held. */
export type Held = { orderId: string } | { backorderId: string };

/** Releases a hold of an order. Refusals as those of `releaseHold`. */
export function releaseOrder(viewer: Viewer, { params, body }: Request<'releaseOrder'>, work: Work) {
  return releaseHold(viewer, work, { orderId: params.id, holdId: params.holdId, notes: body?.notes ?? null });
}

/**
 * Ends a hold; of one whose price has ended, that is the decision to keep the locked price, unless nothing at it waits any more
 * (`keepsPrices` false). What it held goes on from its place in the queue and gets, in the same transaction, what free stock
 * nobody ahead waits for; another hold on it stays.
 *
 * Refusals, in this order: `not_found` (also a hold of another record), `not_your_customer`, `hold_already_released`
 * with the hold as it is.
 */
export async function releaseHold(
  viewer: Viewer,
  work: Work,
  asked: Held & { holdId: string; notes: string | null; keepsPrices?: boolean },
): Promise<Answer<'releaseOrder'> | { refusal: Refusal }> {
  const levels = await lockStockOf(viewer, work, asked);
  const record = await lockHeld(viewer, work, asked);
  if (isRefused(record)) return record;
  const { orderId, backorderId, warehouseId } = record;
  const hold = await work.tx.first<{ released_at: string | null; price_ended: boolean }>(LOCK, [
    asked.holdId,
    orderId,
    backorderId,
  ]);
  if (!hold) return refuse('not_found');
  if (hold.released_at !== null)
    return refuse('hold_already_released', { facts: { hold: await readHold(work.tx, asked.holdId) } });

  await work.tx.rows(RELEASE, [asked.holdId, work.now, viewer.actor, asked.notes]);
  if (hold.price_ended && asked.keepsPrices !== false)
    await work.tx.rows(KEEP_PRICES, [orderId, backorderId, work.today, work.now]);
  await settleHolds(work, { orderId, backorderId });
  const cause = { type: 'release' as const, id: asked.holdId };
  await allocateFreedStock(viewer, work, { warehouseId, levels: levels.values(), cause });
  const recordType = backorderId === null ? 'order' : 'backorder';
  work.audit({
    action: `${recordType}.release`,
    recordType,
    recordId: backorderId ?? orderId,
    orderId,
    changes: { notes: asked.notes },
  });
  work.tell(`${recordType}_released`, { orderId, backorderId });
  return readHold(work.tx, asked.holdId);
}

type Locked = { orderId: string; backorderId: string | null; warehouseId: string };

async function lockHeld(viewer: Viewer, work: Work, asked: Held): Promise<Locked | { refusal: Refusal }> {
  if ('orderId' in asked) {
    const order = await lockOrder(viewer, work, asked.orderId);
    return isRefused(order) ? order : { orderId: order.id, backorderId: null, warehouseId: order.warehouseId };
  }
  const backorder = await lockBackorder(viewer, work, asked.backorderId);
  if (isRefused(backorder)) return backorder;
  return { orderId: backorder.order.id, backorderId: backorder.id, warehouseId: backorder.warehouseId };
}

const LOCK =
  'select released_at, price_ended from holds where id = $1 and order_id = $2 and backorder_id is not distinct from $3 for update';

// Whoever released it let what waits go at its price.
const KEEP_PRICES = `
  update order_lines l set price_released_at = $4
  where l.order_id = $1 and l.price_valid_until < $3::date and l.price_released_at is null
    and ($2::bigint is null or exists (select from backorder_lines b where b.order_line_id = l.id and b.backorder_id = $2))`;

const RELEASE = 'update holds set released_at = $2, released_by = $3, release_notes = $4 where id = $1';
