import type { Handlers } from '../platform/http/handlers.ts';
import { adjustStock } from './adjust-stock.ts';
import { completePutBackTask } from './complete-put-back-task.ts';
import { listPutBackTasks, listStock, listStockMovements } from './queries.ts';
import { reverseAdjustment } from './reverse-adjustment.ts';
import { setBin } from './set-bin.ts';
import { readVariantQueue } from './variant-queue.ts';

export const inventoryHandlers: Handlers<
  | 'listStock'
  | 'getVariantQueue'
  | 'setBin'
  | 'listStockMovements'
  | 'adjustStock'
  | 'reverseAdjustment'
  | 'listPutBackTasks'
  | 'completePutBackTask'
> = {
  listStock,
  getVariantQueue: readVariantQueue,
  setBin,
  listStockMovements,
  adjustStock,
  reverseAdjustment,
  listPutBackTasks,
  completePutBackTask,
};
