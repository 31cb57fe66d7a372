import type { Changed } from '../allocation/refresh-changed-outlooks.ts';

/** A message of the outbox. */
export type Message = { topic: string; payload: Record<string, unknown> };

/** Topics after which every date is the same as before. */
const MOVES_NO_DATE = new Set(['fulfillment_delivered', 'stock_freed', 'exception_opened', 'exception_closed']);

/** What some messages of the outbox say may have moved dates, each once: an order stands for its backorders. */
export function changedRecords(messages: readonly Message[]): Changed[] {
  const records = new Map<string, Changed>();
  for (const { topic, payload } of messages) {
    const record = MOVES_NO_DATE.has(topic) ? null : changedRecord(topic, payload);
    if (record) records.set(JSON.stringify(record), record);
  }
  return [...records.values()];
}

function changedRecord(topic: string, payload: Record<string, unknown>): Changed | null {
  if (topic === 'settings_changed') return 'everything';
  const { orderId, backorderId, receiptId, purchaseOrderId, runId, customerId, variantId, warehouseId } =
    payload as Record<string, string | undefined>;
  if (runId) return { allocationRunId: runId };
  if (orderId) return { orderId };
  if (backorderId) return { backorderId };
  if (receiptId) return { receiptId };
  if (purchaseOrderId) return { purchaseOrderId };
  if (variantId && warehouseId) return { variantId, warehouseId };
  return customerId ? { customerId } : null;
}
