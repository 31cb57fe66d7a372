import { linesThatLetGo } from '#domain/allocation/let-go.ts';
import type { Quantity } from '#domain/quantity.ts';
import { StartOver } from '../platform/transaction.ts';
import type { Viewer } from '../platform/viewer.ts';
import type { Work } from '../platform/work.ts';
import { Changes } from './changes.ts';
import type { StockLevel } from './lock-stock.ts';
import { recordRelease } from './record-release.ts';

/** An order by its own lines, or one of its backorders. */
export type WholeRecord = { orderId: string; backorderId: string | null };

/** Units that were allocated to a record and are free again. */
export type Released = WholeRecord & { quantity: Quantity };

/**
 * Frees what records that ship only as a whole hold although they can no longer ship (rule 11), keeps the reason on each line
 * and brings `levels` up to date; the caller allocates what became free. It holds the stock rows and the records: where a
 * line needs a row it does not hold, the transaction starts over.
 */
export async function letGo(
  viewer: Viewer,
  work: Work,
  warehouseId: string,
  records: readonly WholeRecord[],
  levels: ReadonlyMap<string, StockLevel>,
): Promise<Released[]> {
  if (records.length === 0) return [];
  const rows = await work.tx.rows<Row>(LINES, [
    records.map(({ orderId }) => orderId),
    records.map(({ backorderId }) => backorderId ?? '0'),
  ]);
  const going = linesThatLetGo(rows);
  if (going.length === 0) return [];
  if (going.some(({ variantId }) => !levels.has(variantId))) throw new StartOver();
  const changes = new Changes({ type: 'let_go', id: (going[0] as Row).orderId });
  for (const line of going) {
    for (const [id, quantity] of line.soft) changes.freeAllocation(line, String(id), quantity);
    const level = levels.get(line.variantId) as StockLevel;
    level.allocated -= line.releasable;
    level.available += line.releasable;
  }
  await changes.write(viewer, work);
  const lines = going.map((line) => ({ line, quantity: line.releasable }));
  await recordRelease(viewer, work, warehouseId, { reason: 'cannot_ship_whole', lines });
  return going.map(({ orderId, backorderId, releasable }) => ({ orderId, backorderId, quantity: releasable }));
}

type Row = {
  queueLineId: string;
  orderId: string;
  backorderId: string | null;
  variantId: string;
  warehouseId: string;
  completeGroupId: string;
  open: Quantity;
  allocated: Quantity;
  picked: Quantity;
  releasable: Quantity;
  soft: [number, number][];
};

const LINES = `
  select q.id as "queueLineId", q.order_id as "orderId", q.backorder_id as "backorderId", q.variant_id as "variantId",
    q.warehouse_id as "warehouseId", format('%s %s', q.order_id, q.backorder_id) as "completeGroupId", q.open, q.allocated, q.picked,
    coalesce(a.releasable, 0)::integer as releasable, coalesce(a.soft, '[]') as soft
  from queue_lines q
  left join lateral (
    select sum(live - picked) as releasable, json_agg(json_build_array(id, live - picked) order by id) as soft
    from allocations where queue_line_id = q.id and live > picked and firmness = 'soft') a on true
  where q.ship_complete and (q.order_id, coalesce(q.backorder_id, 0)) in (select * from unnest($1::bigint[], $2::bigint[]))
  order by q.id`;
