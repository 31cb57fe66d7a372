import { type Refusal, refuse } from '#contract/errors.ts';
import type { Answer, Request } from '#contract/operations.ts';
import { coverageOf } from '../allocation/coverage-of.ts';
import { projectQueues, readQueues } from '../allocation/read-queue.ts';
import { readsOnlyCustomersOf, type Viewer } from '../platform/viewer.ts';
import type { Reading } from '../platform/work.ts';

/**
 * What covers each quantity an order still waits for, on itself and on its backorders, by today's supply, and where it
 * stands in its queue. `not_found` when the viewer may not read the order.
 */
export async function readOrderCoverage(
  viewer: Viewer,
  { params }: Request<'getOrderCoverage'>,
  reading: Reading,
): Promise<Answer<'getOrderCoverage'> | { refusal: Refusal }> {
  const rows = await reading.queries.rows<WaitingRow>(WAITING, [params.id, readsOnlyCustomersOf(viewer)]);
  const [first] = rows;
  if (!first) return refuse('not_found');
  const waiting = rows.filter((row) => row.id !== null && row.open > row.picked);
  const queues = await readQueues(reading, first.warehouse_id, [...new Set(waiting.map((row) => row.variant_id))]);
  const projections = projectQueues(reading, queues.values());
  return {
    lines: waiting.map((row) => {
      const projection = projections.get(row.id);
      return {
        orderLineId: row.order_line_id,
        backorderLineId: row.backorder_line_id,
        backorderNumber: row.backorder_number,
        outstanding: row.open,
        projectedOn: projection?.canShipOn ?? null,
        coveredOn: projection?.coveredOn ?? null,
        noDateBecause: projection?.noDateBecause ?? null,
        waitsForWhole: (projection?.waitsFor ?? null) !== null,
        ...coverageOf(projection, queues.get(row.variant_id)),
      };
    }),
  };
}

type WaitingRow = {
  id: string;
  warehouse_id: string;
  variant_id: string;
  order_line_id: string;
  backorder_line_id: string | null;
  backorder_number: string | null;
  open: number;
  picked: number;
};

const WAITING = `
  select q.id, o.warehouse_id, q.variant_id, q.order_line_id, q.backorder_line_id, b.number as backorder_number, q.open, q.picked
  from orders o
  join customers c on c.id = o.customer_id
  left join queue_lines q on q.order_id = o.id and q.open > 0
  left join backorders b on b.id = q.backorder_id
  where o.id = $1 and ($2::bigint is null or c.sales_rep_id = $2)
  order by q.order_line_id, q.id`;
