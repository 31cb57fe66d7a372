import type { Quantity } from '#domain/quantity.ts';
import type { Viewer } from '../platform/viewer.ts';
import type { Reading, Work } from '../platform/work.ts';

/** The level of one variant in the warehouse of the use case, locked until its transaction ends. */
export type StockLevel = {
  variantId: string;
  onHand: Quantity;
  allocated: Quantity;
  /** What an open exception says is not on the shelf although it is on record. */
  missing: Quantity;
  /** On hand without what is allocated and what is missing; below 0 while missing units are allocated. */
  available: Quantity;
};

/**
 * Locks the stock rows of variants in a warehouse, first of all locks, in id order, and answers their levels. Rows of
 * other variants that waiting `complete` demand on them needs are locked with them, so that an allocation can serve
 * such an order at once. A variant the warehouse never held gets its row. Every change of stock, of an allocation or of
 * what a queue line asks for happens under these locks.
 */
export async function lockStock(
  _viewer: Viewer,
  work: Work,
  warehouseId: string,
  variantIds: readonly string[],
): Promise<Map<string, StockLevel>> {
  const wanted = [...new Set(variantIds)];
  let levels = await lock(work, warehouseId, wanted);
  if (wanted.some((variantId) => !levels.has(variantId))) {
    await work.tx.rows(
      `insert into stock_levels (variant_id, warehouse_id) select unnest($1::bigint[]), $2 on conflict do nothing`,
      [wanted.sort((a, b) => Number(a) - Number(b)), warehouseId],
    );
    levels = await lock(work, warehouseId, wanted);
  }
  return levels;
}

async function lock(work: Work, warehouseId: string, variantIds: readonly string[]): Promise<Map<string, StockLevel>> {
  return toLevels(await work.tx.rows<LevelRow>(LOCK, [variantIds, warehouseId]));
}

/** The same for the variants of an order's lines or a backorder's; all of them, or those of some order lines. */
export async function lockStockOf(
  _viewer: Viewer,
  work: Work,
  demand: { orderId: string; orderLineIds?: readonly string[] } | { backorderId: string },
): Promise<Map<string, StockLevel>> {
  const rows =
    'orderId' in demand
      ? await work.tx.rows<LevelRow>(LOCK_OF_ORDER, [demand.orderId, demand.orderLineIds ?? null])
      : await work.tx.rows<LevelRow>(LOCK_OF_BACKORDER, [demand.backorderId]);
  return toLevels(rows);
}

/** These variants with those of whatever ships only as a whole and holds some of them: it may have to let go of all of it. */
export async function heldTogetherWith(
  work: Work,
  warehouseId: string,
  variantIds: readonly string[],
): Promise<string[]> {
  const rows = await work.tx.rows<{ variant_id: string }>(HELD_TOGETHER, [variantIds, warehouseId]);
  return [...new Set([...variantIds, ...rows.map(({ variant_id }) => variant_id)])];
}

/** The levels of the same rows as they are now, for who only looks. A variant the warehouse never held is left out. */
export async function readStockAsLocked(
  reading: Reading,
  warehouseId: string,
  variantIds: readonly string[],
): Promise<Map<string, StockLevel>> {
  return toLevels(await reading.queries.rows<LevelRow>(READ, [variantIds, warehouseId]));
}

/** The same for the lines of several backorders, whichever warehouses they wait in, all in one order. */
export async function lockStockOfBackorders(
  _viewer: Viewer,
  work: Work,
  backorderIds: readonly string[],
): Promise<void> {
  await work.tx.rows(LOCK_OF_BACKORDERS, [backorderIds]);
}

type LevelRow = { variant_id: string; on_hand: number; allocated: number; missing: number };

function toLevels(rows: readonly LevelRow[]): Map<string, StockLevel> {
  return new Map(
    rows.map(({ variant_id, on_hand, allocated, missing }) => [
      variant_id,
      { variantId: variant_id, onHand: on_hand, allocated, missing, available: on_hand - allocated - missing },
    ]),
  );
}

// Such an order may share a variant with another that needs more: the rows are followed until nothing is added.
const levelsWhere = (wanted: string) => `
  with recursive wanted as (
    ${wanted}
    union
    select other.variant_id, other.warehouse_id
    from wanted
    join queue_lines q on q.variant_id = wanted.variant_id and q.warehouse_id = wanted.warehouse_id
      and q.ship_complete and q.open > q.allocated
    join queue_lines other on other.order_id = q.order_id and other.backorder_id is not distinct from q.backorder_id
      and other.open > other.allocated)
  select s.variant_id, s.on_hand, s.allocated, s.missing from stock_levels s
  where (s.variant_id, s.warehouse_id) in (select variant_id, warehouse_id from wanted)
  order by s.variant_id, s.warehouse_id`;
const lockWhere = (wanted: string) => `${levelsWhere(wanted)} for update of s`;

const OF_VARIANTS = 'select unnest($1::bigint[]) as variant_id, $2::bigint as warehouse_id';
const LOCK = lockWhere(OF_VARIANTS);
const READ = levelsWhere(OF_VARIANTS);
const LOCK_OF_ORDER = lockWhere(
  'select variant_id, warehouse_id from queue_lines where order_id = $1 and ($2::bigint[] is null or order_line_id = any($2) or ship_complete)',
);
const LOCK_OF_BACKORDER = lockWhere('select variant_id, warehouse_id from queue_lines where backorder_id = $1');
const LOCK_OF_BACKORDERS = lockWhere(
  'select variant_id, warehouse_id from queue_lines where backorder_id = any($1::bigint[])',
);

const HELD_TOGETHER = `
  select distinct other.variant_id
  from queue_lines q
  join queue_lines other on other.order_id = q.order_id and other.backorder_id is not distinct from q.backorder_id
  where q.variant_id = any($1::bigint[]) and q.warehouse_id = $2 and q.allocated > 0 and q.ship_complete and other.allocated > 0`;
