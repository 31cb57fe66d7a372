import { backorderOutlook, lineOutlook } from '#domain/backorders/outlook.ts';
import type { CalendarDate } from '#domain/time/calendar.ts';
import type { Reading } from '../platform/work.ts';
import { projectQueue, readQueues } from './read-queue.ts';

/** The day by which all that a backorder still waits for can ship, by today's supply; null when no supply says one. */
export async function projectBackorder(
  reading: Reading,
  { id, warehouseId }: { id: string; warehouseId: string },
): Promise<CalendarDate | null> {
  const lines = await reading.queries.rows<{ id: string; variant_id: string }>(
    'select id, variant_id from queue_lines where backorder_id = $1 and open > 0',
    [id],
  );
  const queues = await readQueues(
    reading,
    warehouseId,
    lines.map(({ variant_id }) => variant_id),
  );
  const outlooks = lines.map((line) => {
    const queue = queues.get(line.variant_id);
    const projection = queue && projectQueue(reading, queue).get(line.id);
    return projection ? lineOutlook(projection) : NOTHING_KNOWN;
  });
  return backorderOutlook(outlooks, { promisedOn: null, told: null })?.projectedOn ?? null;
}

const NOTHING_KNOWN = { projectedOn: null, noDateBecause: null, placeInQueue: null, quantityAhead: 0 };
