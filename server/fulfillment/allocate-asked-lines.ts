import type { Quantity } from '#domain/quantity.ts';
import { runAllocation } from '../allocation/run-allocation.ts';
import type { LoadedLine } from '../ledger/load-lines.ts';
import type { StockLevel } from '../ledger/lock-stock.ts';
import type { Viewer } from '../platform/viewer.ts';
import type { Work } from '../platform/work.ts';
import type { AskedLine } from './record-pick.ts';

/**
 * The first step of filling: free stock that nobody ahead waits for is allocated to the lines that ask for more than
 * they hold. Refreshes the lines and the levels.
 */
export async function allocateAskedLines(
  viewer: Viewer,
  work: Work,
  asked: readonly AskedLine[],
  stock: { warehouseId: string; levels: Map<string, StockLevel>; causeId: string },
): Promise<void> {
  const wanting = asked.filter(
    ({ line, picked }) => picked > line.allocated - line.picked && picked <= line.open - line.picked,
  );
  if (!wanting.some(({ line }) => (stock.levels.get(line.variantId)?.available ?? 0) > 0)) return;
  const run = await runAllocation(viewer, work, {
    warehouseId: stock.warehouseId,
    levels: stock.levels.values(),
    cause: { type: 'fulfillment', id: stock.causeId },
    onlyQueueLineIds: new Set(wanting.map(({ line }) => line.queueLineId)),
  });
  if (!run) return;
  const given = await work.tx.rows<{ id: string; queue_line_id: string; quantity: number }>(
    'select id, queue_line_id, quantity from allocations where run_id = $1',
    [run.runId],
  );
  for (const { id, queue_line_id, quantity } of given) {
    const line = wanting.find((candidate) => candidate.line.queueLineId === queue_line_id)?.line;
    if (line) hold(line, { id, quantity }, stock.levels.get(line.variantId));
  }
}

function hold(line: LoadedLine, given: { id: string; quantity: Quantity }, level: StockLevel | undefined): void {
  line.allocations.push({ id: given.id, live: given.quantity, picked: 0 });
  line.allocated += given.quantity;
  if (!level) return;
  level.allocated += given.quantity;
  level.available -= given.quantity;
}
