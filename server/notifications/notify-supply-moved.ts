import type { Database } from '../platform/database.ts';
import { notifyAtRisk } from './notify-promises.ts';
import { readingAt, readPromises } from './read-promises.ts';
import { tellReps } from './tell-reps.ts';

/**
 * Tells representatives of the promises that a moved date of a purchase order touches: those its lines cover, and how many
 * of them supply no longer keeps. Other promises on the same stock that are at risk now are told like those of the night.
 * Once for a message, however often the job is repeated.
 */
export async function notifySupplyMoved(
  database: Database,
  message: {
    messageId: string;
    purchaseOrderId: string;
    moved?: { purchaseOrderLineId: string; from: string | null; to: string | null }[];
  },
  now: string,
): Promise<void> {
  const { purchaseOrderId, moved = [] } = message;
  if (moved.length === 0) return;
  const reading = await readingAt(database, now);
  const lines = await reading.queries.rows<{ id: string; number: string; variantId: string; warehouseId: string }>(
    `select l.id, p.number, l.variant_id as "variantId", l.warehouse_id as "warehouseId"
     from purchase_order_lines l join purchase_orders p on p.id = l.purchase_order_id
     where p.id = $1 and l.id = any($2::bigint[])`,
    [purchaseOrderId, moved.map(({ purchaseOrderLineId }) => purchaseOrderLineId)],
  );
  const promises = await readPromises(reading, lines);
  const touched = promises.filter(({ coveredBy }) => lines.some(({ id }) => coveredBy.includes(id)));
  const [first] = moved;
  await tellReps(
    reading.queries,
    {
      kind: 'supply_date_moved',
      recordType: 'purchase_order',
      recordId: purchaseOrderId,
      facts: { number: lines[0]?.number, from: first?.from ?? null, to: first?.to ?? null },
      source: `outbox:${message.messageId}`,
      now,
    },
    touched.map((promise) => ({ ...promise, news: promise.isAtRisk ? 'at_risk' : 'moved' })),
  );
  await notifyAtRisk(reading, promises, `outbox:${message.messageId}:at_risk`);
}
