import type { Database } from '../platform/database.ts';
import { queriesOf } from '../platform/transaction.ts';

/**
 * Tells the warehouse that there is stock to allocate to waiting lines, where the company allocates by hand or after review.
 * One notification for a message, however often the job is repeated.
 */
export async function notifyStockFreed(
  database: Database,
  message: { messageId: string; warehouseId: string; variantIds: string[]; servable: number },
  now: string,
): Promise<void> {
  const { messageId, warehouseId, ...facts } = message;
  await queriesOf(database).rows(
    `insert into notifications (role, kind, record_type, record_id, facts, source, created_at)
     values ('warehouse', 'stock_freed', 'warehouse', $1, $2, $3, $4) on conflict (source) do nothing`,
    [warehouseId, JSON.stringify(facts), `outbox:${messageId}`, now],
  );
}
