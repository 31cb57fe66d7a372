import type { Handlers } from '../platform/http/handlers.ts';
import { adjustStock } from './adjust-stock.ts';
import { completePutBackTask } from './complete-put-back-task.ts';
import { listPutBackTasks, listStock, listStockMovements } from './queries.ts';
import { reverseAdjustment } from './reverse-adjustment.ts';
import { readVariantQueue } from './variant-queue.ts';

export const inventoryHandlers: Handlers<
  | 'listStock'
  | 'getVariantQueue'
  | 'listStockMovements'
  | 'adjustStock'
  | 'reverseAdjustment'
  | 'listPutBackTasks'
  | 'completePutBackTask'
> = {
  listStock,
  getVariantQueue: readVariantQueue,
  listStockMovements,
  adjustStock,
  reverseAdjustment,
  listPutBackTasks,
  completePutBackTask,
};
