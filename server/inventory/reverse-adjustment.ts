import { isRefused, type Refusal, refuse } from '#contract/errors.ts';
import type { Answer, Request } from '#contract/operations.ts';
import { allocateFreedStock } from '../allocation/run-allocation.ts';
import { heldTogetherWith, lockStock, type StockLevel } from '../ledger/lock-stock.ts';
import { postReversal } from '../ledger/post-movements.ts';
import type { Viewer } from '../platform/viewer.ts';
import type { Work } from '../platform/work.ts';
import { forgetCount } from './find-missing.ts';
import { takeStockOff } from './take-stock-off.ts';

/**
 * Undoes a count or an adjustment that was a mistake: its movement is reversed, what it found missing is free again, and
 * what it made free is taken off as far as nothing depends on it. Nothing is deleted. A later count says what is there, so
 * the one before it stays.
 *
 * Refusals, in this order: `not_found`, `already_reversed`, `counted_since`, `exception_closed`, `stock_in_use`.
 */
export async function reverseAdjustment(
  viewer: Viewer,
  { params, body }: Request<'reverseAdjustment'>,
  work: Work,
): Promise<Answer<'reverseAdjustment'> | { refusal: Refusal }> {
  const found = await work.tx.first<Stock>(FIND, [params.id]);
  if (!found) return refuse('not_found');
  const { variantId, warehouseId } = found;
  const concerned = await heldTogetherWith(work, warehouseId, [variantId]);
  const levels = await lockStock(viewer, work, warehouseId, concerned);
  const adjustment = await work.tx.row<Adjustment>(STATE, [params.id]);
  const stands = refuseWhatStands(adjustment);
  if (stands) return stands;

  const { id } = await work.tx.row<{ id: string }>(REVERSE, [
    params.id,
    body.reason,
    body.notes,
    work.now,
    viewer.actor,
  ]);
  const level = levels.get(variantId) as StockLevel;
  level.missing = await forgetCount(viewer, work, { adjustmentId: params.id, variantId, warehouseId });
  const units = new Map([[variantId, adjustment.posted]]);
  const mistaken = { warehouseId, units, since: adjustment.adjustedAt, reason: 'count_reversed' } as const;
  const released = await takeStockOff(viewer, work, mistaken, levels);
  if (isRefused(released)) return released;
  await postReversal(viewer, work, { adjustmentId: params.id }, body.reason);
  const run = await allocateFreedStock(viewer, work, {
    warehouseId,
    levels: levels.values(),
    cause: { type: 'adjustment', id: params.id },
  });
  work.audit({
    action: 'stock.reverse_adjustment',
    recordType: 'variant',
    recordId: variantId,
    changes: { sku: found.sku, posted: -adjustment.posted, reason: body.reason, notes: body.notes },
  });
  work.tell('stock_adjusted', { variantId, warehouseId });
  return {
    id,
    stockAdjustmentId: params.id,
    variantId,
    warehouseId,
    posted: adjustment.posted === 0 ? 0 : -adjustment.posted,
    onHand: level.onHand,
    reason: body.reason,
    reversedAt: work.now,
    reversedBy: viewer.actor,
    released,
    allocationRunId: run?.runId ?? null,
  };
}

type Stock = { variantId: string; warehouseId: string; sku: string };
type Adjustment = {
  posted: number;
  adjustedAt: string;
  reversedAt: string | null;
  reversedBy: string | null;
  later: { adjustmentId: string; countedAt: string; countedBy: string } | null;
  closed: { exceptionId: string; closedAt: string; closedBy: string } | null;
};

function refuseWhatStands({ reversedAt, reversedBy, later, closed }: Adjustment): { refusal: Refusal } | null {
  if (reversedAt !== null) return refuse('already_reversed', { facts: { reversedAt, reversedBy } });
  if (later) return refuse('counted_since', { facts: later });
  return closed ? refuse('exception_closed', { facts: closed }) : null;
}

const FIND = `
  select a.variant_id as "variantId", a.warehouse_id as "warehouseId", v.sku
  from stock_adjustments a join variants v on v.id = a.variant_id where a.id = $1`;

/** The adjustment under the lock of its stock, with whatever came after it and stands in the way. */
const STATE = `
  select a.posted, instant(a.adjusted_at) as "adjustedAt", instant(r.reversed_at) as "reversedAt", r.reversed_by as "reversedBy",
    (select json_build_object('adjustmentId', n.id::text, 'countedAt', instant(n.adjusted_at), 'countedBy', n.adjusted_by)
      from stock_adjustments n
      where n.variant_id = a.variant_id and n.warehouse_id = a.warehouse_id and n.id > a.id and n.counted_quantity is not null
        and not exists (select from stock_adjustment_reversals x where x.stock_adjustment_id = n.id)
      order by n.id desc limit 1) as later,
    (select json_build_object('exceptionId', e.id::text, 'closedAt', instant(e.closed_at), 'closedBy', e.closed_by)
      from exceptions e where e.stock_adjustment_id = a.id and e.closed_at is not null) as closed
  from stock_adjustments a left join stock_adjustment_reversals r on r.stock_adjustment_id = a.id where a.id = $1`;

const REVERSE = `
  insert into stock_adjustment_reversals (stock_adjustment_id, reason, notes, reversed_at, reversed_by)
  values ($1, $2, $3, $4, $5) returning id`;
