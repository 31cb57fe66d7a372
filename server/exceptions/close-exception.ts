import { isRefused, type Refusal, refuse } from '#contract/errors.ts';
import type { Answer, Request } from '#contract/operations.ts';
import { adjustStock } from '../inventory/adjust-stock.ts';
import { findMissing } from '../inventory/find-missing.ts';
import { lockStock } from '../ledger/lock-stock.ts';
import type { Viewer } from '../platform/viewer.ts';
import type { Work } from '../platform/work.ts';

/**
 * Closes a count that stood below what was being picked: what could not be posted then is posted now, unless the stock
 * was counted again since. The books close by themselves when they balance.
 *
 * Refusals, in this order: `not_found`, `exception_closes_itself`, `exception_closed`, `stock_still_picked`.
 */
export async function closeException(
  viewer: Viewer,
  { params, body }: Request<'closeException'>,
  work: Work,
): Promise<Answer<'closeException'> | { refusal: Refusal }> {
  const known = await work.tx.first<Known>(FIND, [params.id]);
  if (!known) return refuse('not_found');
  if (known.kind === 'books_do_not_balance') return refuse('exception_closes_itself');
  await lockStock(viewer, work, known.warehouse_id, [known.variant_id]);
  const now = await work.tx.row<Locked>(LOCK, [params.id]);
  if (now.closed_at !== null)
    return refuse('exception_closed', { facts: { closedAt: now.closed_at, closedBy: now.closed_by } });

  const notes = body?.notes ?? null;
  const posted = now.recounted ? 0 : await post(viewer, work, known, notes);
  if (typeof posted !== 'number') return posted;
  await work.tx.rows('update exceptions set closed_at = $2, closed_by = $3 where id = $1', [
    params.id,
    work.now,
    viewer.actor,
  ]);
  work.audit({
    action: 'exception.close',
    recordType: 'exception',
    recordId: params.id,
    changes: { posted, recounted: now.recounted, notes },
  });
  work.tell('exception_closed', { exceptionId: params.id });
  return { id: params.id, posted, closedAt: work.now, closedBy: viewer.actor };
}

/** Posts what could not be posted then. */
async function post(
  viewer: Viewer,
  work: Work,
  { variant_id: variantId, warehouse_id: warehouseId, unposted, reason }: Known,
  notes: string | null,
): Promise<number | { refusal: Refusal }> {
  await findMissing(work, { variantId, warehouseId }, unposted);
  const body = { variantId, warehouseId, difference: unposted, reason, notes };
  const adjusted = await adjustStock(viewer, { params: undefined, query: undefined, body }, work);
  if (isRefused(adjusted) || adjusted.posted !== unposted) return refuse('stock_still_picked', { facts: { unposted } });
  return adjusted.posted;
}

type Locked = { closed_at: string | null; closed_by: string | null; recounted: boolean };
type Known = { kind: string; variant_id: string; warehouse_id: string; unposted: number; reason: string };

const FIND = `
  select e.kind, e.variant_id, e.warehouse_id, a.difference - a.posted as unposted, a.reason
  from exceptions e left join stock_adjustments a on a.id = e.stock_adjustment_id where e.id = $1`;

const LOCK = `
  select e.closed_at, e.closed_by, exists (
    select from stock_adjustments a
    where a.variant_id = e.variant_id and a.warehouse_id = e.warehouse_id and a.id > e.stock_adjustment_id
      and a.counted_quantity is not null
      and not exists (select from stock_adjustment_reversals r where r.stock_adjustment_id = a.id)) as recounted
  from exceptions e where e.id = $1 for update`;
