import { lockStock, type StockLevel } from '../ledger/lock-stock.ts';
import type { Viewer } from '../platform/viewer.ts';
import type { Work } from '../platform/work.ts';

/**
 * Locks the stock rows of a fulfillment's lines, and of `others` in its warehouse, so that stock can be allocated after what it
 * does; first of all locks. What was picked never changes its item, so the rows are known before. Nothing for no fulfillment.
 */
export async function lockStockOfFulfillment(
  viewer: Viewer,
  work: Work,
  fulfillmentId: string,
  others: readonly string[] = [],
): Promise<Map<string, StockLevel>> {
  const known = await work.tx.first<{ warehouse_id: string; variant_ids: string[] }>(VARIANTS, [fulfillmentId]);
  return known ? lockStock(viewer, work, known.warehouse_id, [...known.variant_ids, ...others]) : new Map();
}

const VARIANTS = `
  select f.warehouse_id, array_agg(distinct l.variant_id::text) as variant_ids
  from fulfillments f join fulfillment_lines l on l.fulfillment_id = f.id where f.id = $1 group by f.warehouse_id`;
