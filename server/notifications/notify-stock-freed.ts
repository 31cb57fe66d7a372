import { total } from '#domain/quantity.ts';
import { decideAllocation } from '../allocation/run-allocation.ts';
import { readStockAsLocked } from '../ledger/lock-stock.ts';
import type { Database } from '../platform/database.ts';
import { readingAt } from './read-promises.ts';

/**
 * Tells the warehouse that there is stock to allocate to waiting lines, where the company allocates by hand or after review.
 * What was allocated or is gone by now is not told. One notification for a message, however often the job is repeated.
 */
export async function notifyStockFreed(
  database: Database,
  message: { messageId: string; warehouseId: string; variantIds: string[] },
  now: string,
): Promise<void> {
  const { messageId, warehouseId } = message;
  const reading = await readingAt(database, now);
  const levels = await readStockAsLocked(reading, warehouseId, message.variantIds);
  const cause = { type: 'review', id: null } as const;
  const { decisions } = await decideAllocation(reading, { warehouseId, levels: levels.values(), cause });
  const servable = total(decisions, ({ quantity }) => quantity);
  if (servable === 0) return;
  const variantIds = [...new Set(decisions.filter(({ quantity }) => quantity > 0).map(({ stockId }) => stockId))];
  await reading.queries.rows(
    `insert into notifications (role, kind, record_type, record_id, facts, source, created_at)
     values ('warehouse', 'stock_freed', 'warehouse', $1, $2, $3, $4) on conflict (source) do nothing`,
    [warehouseId, JSON.stringify({ variantIds, servable }), `outbox:${messageId}`, now],
  );
}
