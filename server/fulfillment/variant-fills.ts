import { type Refusal, refuse } from '#contract/errors.ts';
import type { Answer, Request } from '#contract/operations.ts';
import { decideQueues, isHidden, type QueueEntry, readQueues } from '../allocation/read-queue.ts';
import type { Viewer } from '../platform/viewer.ts';
import type { Reading } from '../platform/work.ts';

type Line = Answer<'getVariantFills'>['lines'][number];

/**
 * Everyone on a backorder for a variant in a warehouse, in rank order, with what each could have now. Whom the viewer may not
 * read is left out. Refused with `not_found`.
 */
export async function readVariantFills(
  viewer: Viewer,
  { params, query: { warehouseId } }: Request<'getVariantFills'>,
  reading: Reading,
): Promise<Answer<'getVariantFills'> | { refusal: Refusal }> {
  if (!(await reading.queries.first(KNOWN, [params.id, warehouseId]))) return refuse('not_found');
  const queues = await readQueues(reading, warehouseId, [params.id]);
  const queue = queues.get(params.id);
  const entries = (queue?.entries ?? []).filter((entry) => entry.backorderNumber !== null && !isHidden(viewer, entry));
  const { decisions } = await decideQueues(reading, warehouseId, queues);
  const known = await reading.queries.rows<Known>(LINES, [entries.map(({ queueLine }) => queueLine)]);
  const byId = new Map(known.map(({ id, ...line }) => [id, line]));
  return {
    variantId: params.id,
    warehouseId,
    available: queue?.available ?? 0,
    lines: entries.map((entry) =>
      toLine(entry, byId.get(entry.queueLine), decisions.get(entry.queueLine)?.quantity ?? 0),
    ),
  };
}

function toLine(entry: QueueEntry, known: Omit<Known, 'id'> | undefined, fromFree: number): Line {
  if (!known) throw new Error(`queue line ${entry.queueLine} has no backorder line`);
  const { allocated, picked, waiting } = entry;
  return {
    ...known,
    backorderNumber: entry.backorderNumber ?? '',
    orderNumber: entry.orderNumber,
    customerName: entry.customerName,
    outstanding: allocated + waiting,
    allocated,
    picked,
    quantity: entry.isOnHold ? 0 : allocated - picked + fromFree,
    isOnHold: entry.isOnHold,
    isWhole: entry.completeGroupId !== null,
  };
}

type Known = Pick<Line, 'backorderLineId' | 'backorderId' | 'promisedOn'> & { id: string };

const KNOWN = 'select from variants v cross join warehouses w where v.id = $1 and w.id = $2';

const LINES = `
  select q.id, q.backorder_line_id as "backorderLineId", q.backorder_id as "backorderId", b.promised_on as "promisedOn"
  from queue_lines q join backorders b on b.id = q.backorder_id where q.id = any($1::bigint[])`;
