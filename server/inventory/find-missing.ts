import type { Quantity } from '#domain/quantity.ts';
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
