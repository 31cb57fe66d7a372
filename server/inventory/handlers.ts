import type { Handlers } from '../platform/http/handlers.ts';
import { adjustStock } from './adjust-stock.ts';
import { completePutBackTask } from './complete-put-back-task.ts';
import { listPutBackTasks, listStock, listStockMovements } from './queries.ts';

export const inventoryHandlers: Handlers<
  'listStock' | 'listStockMovements' | 'adjustStock' | 'listPutBackTasks' | 'completePutBackTask'
> = {
  listStock,
  listStockMovements,
  adjustStock,
  listPutBackTasks,
  completePutBackTask,
};
