import { type Refusal, refuse } from '#contract/errors.ts';
import type { Answer, Request } from '#contract/operations.ts';
import { allocateFreedStock } from '../allocation/run-allocation.ts';
import { Changes } from '../ledger/changes.ts';
import { lockStock } from '../ledger/lock-stock.ts';
import type { Viewer } from '../platform/viewer.ts';
import type { Work } from '../platform/work.ts';
import { readPutBackTask } from './queries.ts';

/**
 * Cancelled goods that had been picked are on the shelf again: the task gives them up and they go to the queue.
 *
 * Refusals, in this order: `not_found`, `put_back_already_done`.
 */
export async function completePutBackTask(
  viewer: Viewer,
  { params }: Request<'completePutBackTask'>,
  work: Work,
): Promise<Answer<'completePutBackTask'> | { refusal: Refusal }> {
  const known = await work.tx.first<{ variant_id: string; warehouse_id: string }>(
    'select variant_id, warehouse_id from put_back_tasks where id = $1',
    [params.id],
  );
  if (!known) return refuse('not_found');
  const levels = await lockStock(viewer, work, known.warehouse_id, [known.variant_id]);
  const task = await work.tx.row<{ done_at: string | null; order_id: string; quantity: number }>(
    `select t.done_at, l.order_id, t.quantity from put_back_tasks t join order_lines l on l.id = t.order_line_id where t.id = $1 for update of t`,
    [params.id],
  );
  if (task.done_at !== null) return refuse('put_back_already_done', { facts: { doneAt: task.done_at } });
  await work.tx.rows('update put_back_tasks set done_at = $2, done_by = $3 where id = $1', [
    params.id,
    work.now,
    viewer.actor,
  ]);

  const held = await work.tx.rows<{ id: string; live: number }>(
    'select id, live from allocations where put_back_task_id = $1 and live > 0',
    [params.id],
  );
  const changes = new Changes({ type: 'put_back', id: params.id });
  for (const { id, live } of held)
    changes.releasePutBack({ variantId: known.variant_id, warehouseId: known.warehouse_id }, id, live);
  await changes.write(viewer, work);
  const level = levels.get(known.variant_id);
  if (level) {
    level.allocated -= task.quantity;
    level.available += task.quantity;
  }
  await allocateFreedStock(viewer, work, {
    warehouseId: known.warehouse_id,
    levels: levels.values(),
    cause: { type: 'cancellation', id: task.order_id },
  });
  work.tell('stock_put_back', { variantId: known.variant_id, warehouseId: known.warehouse_id });
  work.audit({
    action: 'put_back.complete',
    recordType: 'put_back_task',
    recordId: params.id,
    orderId: task.order_id,
    changes: { quantity: task.quantity },
  });
  return readPutBackTask(viewer, { ...work, queries: work.tx }, params.id);
}
