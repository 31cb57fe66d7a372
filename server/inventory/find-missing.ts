import type { Quantity } from '#domain/quantity.ts';
import type { Viewer } from '../platform/viewer.ts';
import type { Work } from '../platform/work.ts';

/**
 * Takes units off what is missing of a stock, because they are about to be posted: `unposted` is what an adjustment could not
 * post, below 0. The caller holds the stock row.
 */
export async function findMissing(
  work: Work,
  stock: { variantId: string; warehouseId: string },
  unposted: Quantity,
): Promise<void> {
  await work.tx.rows('update stock_levels set missing = missing + $3 where variant_id = $1 and warehouse_id = $2', [
    stock.variantId,
    stock.warehouseId,
    unposted,
  ]);
}

/**
 * A count that was undone says no longer what is there: its exception closes, the stock was last counted by the count before
 * it, and whoever asked for a count still asks. Answers what is missing now. The caller holds the stock row.
 */
export async function forgetCount(
  viewer: Viewer,
  work: Work,
  stock: { adjustmentId: string; variantId: string; warehouseId: string },
): Promise<Quantity> {
  await work.tx.rows(
    'update exceptions set closed_at = $2, closed_by = $3 where stock_adjustment_id = $1 and closed_at is null',
    [stock.adjustmentId, work.now, viewer.actor],
  );
  await work.tx.rows(ASKED_AGAIN, [stock.adjustmentId]);
  const { missing } = await work.tx.row<{ missing: Quantity }>(BEFORE, [stock.variantId, stock.warehouseId]);
  return missing;
}

/** Adjustments that count, apart from those that were undone. */
const counts = (row: string) =>
  `${row}.counted_quantity is not null and not exists (select from stock_adjustment_reversals x where x.stock_adjustment_id = ${row}.id)`;

const ASKED_AGAIN = `
  update count_requests r set closed_at = null
  from stock_adjustments a
  where a.id = $1 and a.counted_quantity is not null and r.variant_id = a.variant_id and r.warehouse_id = a.warehouse_id
    and r.closed_at = a.adjusted_at
    and not exists (select from count_requests n where n.variant_id = r.variant_id and n.warehouse_id = r.warehouse_id and n.closed_at is null)`;

const BEFORE = `
  update stock_levels s set
    last_counted_at = (select max(a.adjusted_at) from stock_adjustments a
      where a.variant_id = s.variant_id and a.warehouse_id = s.warehouse_id and ${counts('a')}),
    missing = (select coalesce(sum(a.posted - a.difference), 0)
      from exceptions e join stock_adjustments a on a.id = e.stock_adjustment_id
      where e.variant_id = s.variant_id and e.warehouse_id = s.warehouse_id and e.kind = 'count_below_picked' and e.closed_at is null
        and not exists (select from stock_adjustments n
          where n.variant_id = s.variant_id and n.warehouse_id = s.warehouse_id and n.id > a.id and ${counts('n')}))
  where s.variant_id = $1 and s.warehouse_id = $2 returning missing`;
