import { lockStock } from '../ledger/lock-stock.ts';
import type { Database } from '../platform/database.ts';
import { perform } from '../platform/perform.ts';
import { systemViewer } from '../platform/viewer.ts';
import { allocateFreedStock } from './run-allocation.ts';

/**
 * Allocates stock that is free although somebody waits for it: to lines whose "not before" day came near enough, and to what
 * a short pick left waiting beside recorded stock that nobody counted. Nothing frees stock when a day passes, so this
 * runs once a day. Each stock is a transaction of its own: one that fails leaves the others served.
 */
export async function allocateDueLines(
  database: Database,
  now: string,
): Promise<{ stocks: number; allocated: number }> {
  const viewer = systemViewer('schedule');
  const { rows: stocks } = await database.query<{ variant_id: string; warehouse_id: string }>(DUE);
  let allocated = 0;
  for (const stock of stocks) {
    const { units } = await perform(viewer, database, now, async (work) => {
      const levels = await lockStock(viewer, work, stock.warehouse_id, [stock.variant_id]);
      const run = await allocateFreedStock(viewer, work, {
        warehouseId: stock.warehouse_id,
        levels: levels.values(),
        cause: { type: 'schedule', id: null },
      });
      return { units: run?.allocated ?? 0 };
    });
    allocated += units;
  }
  return { stocks: stocks.length, allocated };
}

const DUE = `
  select s.variant_id, s.warehouse_id from stock_levels s
  where s.available > 0 and exists (
    select from queue_lines q where q.variant_id = s.variant_id and q.warehouse_id = s.warehouse_id
      and q.open > q.allocated)
  order by s.variant_id, s.warehouse_id`;
