import type { Projection } from '#domain/allocation/project.ts';
import type { PaperItem, ToCome } from '#domain/paper/documents.ts';
import { projectQueue, readQueues } from '../allocation/read-queue.ts';
import type { Reading } from '../platform/work.ts';

/** What a line of an order, or of one of its backorders, still waits for and in no parcel yet. */
export type StillOpen = { orderLineId: string; backorderId: string | null; item: PaperItem; toCome: ToCome[] };

/** By order what still comes of it, each part with the day it can ship by today's supply. */
export async function sayWhenTheyCome(
  reading: Reading,
  orderIds: readonly string[],
): Promise<Map<string, StillOpen[]>> {
  const rows = await reading.queries.rows<OpenRow>(OPEN, [orderIds]);
  const projected = new Map<string, Projection>();
  for (const warehouseId of new Set(rows.map((row) => row.warehouseId))) {
    const variantIds = rows.filter((row) => row.warehouseId === warehouseId).map((row) => row.variantId);
    const queues = await readQueues(reading, warehouseId, [...new Set(variantIds)]);
    for (const queue of queues.values())
      for (const [id, projection] of projectQueue(reading, queue)) projected.set(id, projection);
  }
  const byOrder = new Map<string, StillOpen[]>();
  for (const { id, orderId, orderLineId, backorderId, item, open, picked } of rows) {
    const toCome = partsOf(projected.get(id), { open, picked });
    byOrder.set(orderId, [...(byOrder.get(orderId) ?? []), { orderLineId, backorderId, item, toCome }]);
  }
  return byOrder;
}

/** What is not picked, by the day its supply is there; what one day covers is one part. What has no day comes last. */
function partsOf(projection: Projection | undefined, { open, picked }: { open: number; picked: number }): ToCome[] {
  if (!projection) return [{ quantity: open - picked, on: null }];
  const parts = new Map<string | null, number>();
  const add = (on: string | null, quantity: number) => quantity > 0 && parts.set(on, (parts.get(on) ?? 0) + quantity);
  let inParcels = picked;
  for (const part of projection.coveredBy) {
    const taken = part.source === 'allocated' ? Math.min(inParcels, part.quantity) : 0;
    inParcels -= taken;
    add(part.on, part.quantity - taken);
  }
  add(null, projection.uncovered);
  return [...parts]
    .map(([on, quantity]) => ({ on, quantity }))
    .sort((a, b) => (a.on ?? '9999').localeCompare(b.on ?? '9999'));
}

type OpenRow = {
  id: string;
  orderId: string;
  orderLineId: string;
  backorderId: string | null;
  variantId: string;
  warehouseId: string;
  item: PaperItem;
  open: number;
  picked: number;
};

const OPEN = `
  select q.id, q.order_id as "orderId", q.order_line_id as "orderLineId", q.backorder_id as "backorderId",
    q.variant_id as "variantId", q.warehouse_id as "warehouseId", q.open, q.picked,
    json_build_object('item', v.item_name, 'sku', v.sku, 'upc', v.upc, 'baseUnit', v.base_unit,
      'unitsPerCase', v.units_per_case) as item
  from queue_lines q join order_lines l on l.id = q.order_line_id join variants v on v.id = q.variant_id
  where q.order_id = any($1::bigint[]) and q.open > q.picked
  order by q.order_id, l.position, q.id`;
