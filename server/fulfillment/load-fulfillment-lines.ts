import type { Quantity } from '#domain/quantity.ts';
import { type LoadedLine, loadLines } from '../ledger/load-lines.ts';
import type { Work } from '../platform/work.ts';
import type { LockedFulfillment } from './lock-fulfillment.ts';

/** A line of a fulfillment with the demand it serves; `leaving` is what was picked less what was put back. */
export type FulfillmentLine = { id: string; leaving: Quantity; line: LoadedLine };

/** The lines of a locked fulfillment that have something in them. */
export async function loadFulfillmentLines(work: Work, fulfillment: LockedFulfillment): Promise<FulfillmentLine[]> {
  const [lines, rows] = await Promise.all([
    loadLines(
      work,
      fulfillment.backorderId ? { backorderId: fulfillment.backorderId } : { orderId: fulfillment.orderId },
    ),
    work.tx.rows<{ id: string; queue_line_id: string; leaving: number }>(
      'select id, queue_line_id, leaving from fulfillment_lines where fulfillment_id = $1 and leaving > 0 order by id',
      [fulfillment.id],
    ),
  ]);
  return rows.map(({ id, queue_line_id, leaving }) => ({
    id,
    leaving,
    line: lines.find(({ queueLineId }) => queueLineId === queue_line_id) as LoadedLine,
  }));
}
