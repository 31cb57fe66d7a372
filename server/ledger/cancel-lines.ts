import { takeBack, takePicked } from '#domain/allocation/hold.ts';
import { takeOff } from '#domain/allocation/take-off.ts';
import type { Quantity } from '#domain/quantity.ts';
import type { Viewer } from '../platform/viewer.ts';
import type { Work } from '../platform/work.ts';
import type { Changes } from './changes.ts';
import type { LoadedLine } from './load-lines.ts';
import type { StockLevel } from './lock-stock.ts';

/**
 * Takes quantities off lines: first what waits, then what is allocated, then what is picked. Allocated units become
 * free; picked ones become put-back tasks, which hold them until they are on the shelf again. Notes it on `changes`
 * and answers the levels as they will be. The caller holds all locks, notes what becomes of the quantities, and each is
 * within what its line has open.
 */
export async function takeOffLines(
  viewer: Viewer,
  work: Work,
  changes: Changes,
  taken: readonly { line: LoadedLine; quantity: Quantity }[],
  levels: ReadonlyMap<string, StockLevel>,
): Promise<StockLevel[]> {
  const after = new Map([...levels].map(([variantId, level]) => [variantId, { ...level }]));
  for (const { line, quantity } of taken) {
    const { allocated, picked } = takeOff(line, quantity);
    for (const hold of takeBack(line.allocations, allocated)) {
      changes.allocation(line, hold.id, { live: -hold.quantity });
    }
    if (picked > 0) await putBack(viewer, work, changes, line, picked);
    const level = after.get(line.variantId);
    if (level) {
      level.allocated -= allocated;
      level.available += allocated;
    }
  }
  return [...after.values()];
}

/** Cancels quantities of lines: they are taken off, and noted as cancelled on `changes`. */
export async function cancelLines(
  viewer: Viewer,
  work: Work,
  changes: Changes,
  cancelled: readonly { line: LoadedLine; quantity: Quantity }[],
  cancellation: { id: string; reason: string },
  levels: ReadonlyMap<string, StockLevel>,
): Promise<StockLevel[]> {
  const after = await takeOffLines(viewer, work, changes, cancelled, levels);
  for (const { line, quantity } of cancelled) changes.cancel(line, quantity, cancellation);
  return after;
}

/** Takes picked units out of the unshipped fulfillments of a line, the newest pick first, and makes their tasks. */
async function putBack(
  viewer: Viewer,
  work: Work,
  changes: Changes,
  line: LoadedLine,
  quantity: Quantity,
): Promise<void> {
  const picks = await work.tx.rows<Pick>(PICKS, [line.queueLineId]);
  let holds = line.allocations;
  let left = quantity;
  for (const pick of picks) {
    const part = Math.min(pick.leaving, left);
    if (part === 0) break;
    left -= part;
    const taskId = await makeTask(viewer, work, pick, part);
    const taken = takePicked(holds, part);
    for (const hold of taken) changes.moveToPutBack(line, hold.id, taskId, hold.quantity);
    holds = holds.map((hold) => {
      const gone = taken.find(({ id }) => id === hold.id)?.quantity ?? 0;
      return { ...hold, live: hold.live - gone, picked: hold.picked - gone };
    });
    changes.demand(line, 'picked', -part);
    work.audit({
      action: 'put_back.create',
      recordType: 'put_back_task',
      recordId: taskId,
      orderId: line.orderId,
      changes: { sku: line.sku, quantity: part },
    });
  }
}

type Pick = { id: string; fulfillment_id: string; leaving: number };

const PICKS = `
  select fl.id, fl.fulfillment_id, fl.leaving from fulfillment_lines fl join fulfillments f on f.id = fl.fulfillment_id
  where fl.queue_line_id = $1 and f.shipped_at is null and f.voided_at is null and fl.leaving > 0
  order by fl.id desc for update of f, fl`;

async function makeTask(viewer: Viewer, work: Work, pick: Pick, quantity: Quantity): Promise<string> {
  const task = await work.tx.row<{ id: string }>(MAKE_TASK, [pick.id, quantity, work.now, viewer.actor]);
  await work.tx.rows(TAKE_OUT, [pick.fulfillment_id, work.now, viewer.actor]);
  return task.id;
}

const MAKE_TASK = `
  with taken as (update fulfillment_lines set put_back = put_back + $2 where id = $1 returning *)
  insert into put_back_tasks (variant_id, warehouse_id, order_line_id, fulfillment_line_id, quantity, created_at, created_by)
  select variant_id, warehouse_id, order_line_id, id, $2, $3, $4 from taken returning id`;

/** What was put back changes the fulfillment; with nothing left in it it will never ship. */
const TAKE_OUT = `
  update fulfillments f set version = version + 1,
    voided_at = case when e.is_empty then $2::timestamptz else voided_at end,
    voided_by = case when e.is_empty then $3 else voided_by end,
    void_reason = case when e.is_empty then 'cancelled' else void_reason end
  from (select not exists (select from fulfillment_lines where fulfillment_id = $1 and leaving > 0) as is_empty) e
  where f.id = $1`;
