import { type Quantity, total } from '#domain/quantity.ts';
import { allocateFreedStock } from '../allocation/run-allocation.ts';
import type { Changes } from '../ledger/changes.ts';
import type { StockLevel } from '../ledger/lock-stock.ts';
import type { Viewer } from '../platform/viewer.ts';
import type { Work } from '../platform/work.ts';

/** Goods of a line of a return, and where they go. */
export type Placed = {
  returnLineId: string;
  stock: { variantId: string; warehouseId: string };
  quantity: Quantity;
  disposition: 'restock' | 'scrap' | 'back_to_supplier';
};

/** Says where goods go that came back. What is restocked is on hand when `changes` are written. */
export async function dispose(viewer: Viewer, work: Work, changes: Changes, placed: readonly Placed[]): Promise<void> {
  if (placed.length === 0) return;
  const rows = await work.tx.rows<{ id: string; return_line_id: string }>(DISPOSE, [
    placed.map(({ returnLineId }) => returnLineId),
    placed.map(({ quantity }) => quantity),
    placed.map(({ disposition }) => disposition),
    work.now,
    viewer.actor,
  ]);
  for (const { returnLineId, stock, quantity, disposition } of placed) {
    if (disposition !== 'restock') continue;
    const { id } = rows.find((row) => row.return_line_id === returnLineId) as { id: string };
    changes.moveStock(stock, { quantity, returnDispositionId: id, reason: 'returned' });
  }
}

/** Gives what is on hand again to who waits for it, in rank order. The caller holds the stock rows and wrote the movement. */
export async function restock(
  viewer: Viewer,
  work: Work,
  returned: {
    returnId: string;
    warehouseId: string;
    levels: ReadonlyMap<string, StockLevel>;
    placed: readonly Placed[];
  },
): Promise<void> {
  const levels = [...returned.levels.values()].map((level) => {
    const back = returned.placed.filter(
      ({ stock, disposition }) => disposition === 'restock' && stock.variantId === level.variantId,
    );
    const quantity = total(back, (one) => one.quantity);
    return { ...level, onHand: level.onHand + quantity, available: level.available + quantity };
  });
  const cause = { type: 'return' as const, id: returned.returnId };
  await allocateFreedStock(viewer, work, { warehouseId: returned.warehouseId, levels, cause });
}

const DISPOSE = `
  with placed as (
    select * from unnest($1::bigint[], $2::integer[], $3::text[]) d(return_line_id, quantity, disposition)),
  decided as (
    update return_lines l set undecided = l.undecided - placed.quantity, with_customer = least(l.with_customer, l.undecided - placed.quantity)
    from placed where l.id = placed.return_line_id
    returning l.id)
  insert into return_dispositions (return_line_id, variant_id, warehouse_id, quantity, disposition, at, actor)
  select l.id, l.variant_id, l.warehouse_id, placed.quantity, placed.disposition, $4, $5
  from placed join return_lines l on l.id = placed.return_line_id
  returning id, return_line_id`;
