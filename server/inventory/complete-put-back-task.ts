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
  const stock = await work.tx.first<Stock>(STOCK, [params.id]);
  if (!stock) return refuse('not_found');
  const levels = await lockStock(viewer, work, stock.warehouseId, [stock.variantId]);
  const task = await work.tx.row<Task>(LOCK, [params.id]);
  if (task.done_at !== null) return refuse('put_back_already_done', { facts: { doneAt: task.done_at } });
  await work.tx.rows(DONE, [params.id, work.now, viewer.actor]);
  await release(viewer, work, stock, params.id);
  const level = levels.get(stock.variantId);
  if (level) {
    level.allocated -= task.quantity;
    level.available += task.quantity;
  }
  const cause = { type: 'cancellation' as const, id: task.order_id };
  await allocateFreedStock(viewer, work, { warehouseId: stock.warehouseId, levels: levels.values(), cause });
  work.tell('stock_put_back', stock);
  work.audit({
    action: 'put_back.complete',
    recordType: 'put_back_task',
    recordId: params.id,
    orderId: task.order_id,
    changes: { quantity: task.quantity },
  });
  return readPutBackTask(viewer, { ...work, queries: work.tx }, params.id);
}

type Stock = { variantId: string; warehouseId: string };
type Task = { done_at: string | null; order_id: string; quantity: number };

const STOCK = 'select variant_id as "variantId", warehouse_id as "warehouseId" from put_back_tasks where id = $1';

const LOCK = `
  select t.done_at, l.order_id, t.quantity from put_back_tasks t join order_lines l on l.id = t.order_line_id
  where t.id = $1 for update of t`;

const DONE = 'update put_back_tasks set done_at = $2, done_by = $3 where id = $1';

/** Frees what the task held. */
async function release(viewer: Viewer, work: Work, stock: Stock, taskId: string): Promise<void> {
  const held = await work.tx.rows<{ id: string; live: number }>(
    'select id, live from allocations where put_back_task_id = $1 and live > 0',
    [taskId],
  );
  const changes = new Changes({ type: 'put_back', id: taskId });
  for (const { id, live } of held) changes.releasePutBack(stock, id, live);
  await changes.write(viewer, work);
}
