import type { Quantity } from '#domain/quantity.ts';
import { type LoadedLine, loadLines } from '../ledger/load-lines.ts';
import type { Work } from '../platform/work.ts';
import type { LockedFulfillment } from './lock-fulfillment.ts';

/**
 * A line of a fulfillment with the demand it serves. `leaving` is what was picked less what was put back, `arriving` what of that
 * reaches the customer and stays there: less what was lost on the way and what came back.
 */
export type FulfillmentLine = {
  id: string;
  leaving: Quantity;
  arriving: Quantity;
  lot: string | null;
  line: LoadedLine;
};

/** The lines of a locked fulfillment that have something in them. */
export async function loadFulfillmentLines(work: Work, fulfillment: LockedFulfillment): Promise<FulfillmentLine[]> {
  const [lines, rows] = await Promise.all([
    loadLines(
      work,
      fulfillment.backorderId ? { backorderId: fulfillment.backorderId } : { orderId: fulfillment.orderId },
    ),
    work.tx.rows<{ id: string; queue_line_id: string; leaving: number; arriving: number; lot: string | null }>(
      `select id, queue_line_id, leaving, leaving - undelivered - returned as arriving, lot
       from fulfillment_lines where fulfillment_id = $1 and leaving > 0 order by id`,
      [fulfillment.id],
    ),
  ]);
  return rows.map(({ id, queue_line_id, leaving, arriving, lot }) => ({
    id,
    leaving,
    arriving,
    lot,
    line: lines.find(({ queueLineId }) => queueLineId === queue_line_id) as LoadedLine,
  }));
}
