import { z } from 'zod';
import { item } from '#contract/catalog/item.ts';
import { byId, type SomeOperations } from '#contract/operation.ts';
import { id, page, pageOf } from '#contract/primitives.ts';

/** Open and done tasks, or one kind. */
export const putBackTaskQuery = z.object({
  ...page,
  warehouseId: id.optional(),
  variantId: id.optional(),
  done: z.enum(['true', 'false']).optional(),
});

/**
 * Picked goods that were cancelled. Until somebody puts them back they stay allocated, to the task; then they go to
 * the queue (rule 23).
 */
export const putBackTask = z.object({
  id: z.string(),
  variantId: z.string(),
  warehouseId: z.string(),
  ...item,
  orderId: z.string(),
  orderNumber: z.string(),
  /** The backorder it was picked for; null when it was picked for the order itself. */
  backorderId: z.string().nullable(),
  backorderNumber: z.string().nullable(),
  fulfillmentId: z.string(),
  fulfillmentNumber: z.string(),
  lot: z.string().nullable(),
  quantity: z.number(),
  createdAt: z.string(),
  doneAt: z.string().nullable(),
  doneBy: z.string().nullable(),
});

/** One page of put-back tasks. */
export const putBackTaskPage = pageOf(putBackTask);

/** Picked goods to put back on the shelf. */
export const operations = {
  listPutBackTasks: {
    summary: 'Picked goods to put back on the shelf',
    query: putBackTaskQuery,
    status: 200,
    answer: putBackTaskPage,
    refusals: [],
  },
  completePutBackTask: {
    summary: 'The goods are back on the shelf',
    ...byId,
    status: 201,
    answer: putBackTask,
    refusals: ['not_found', 'put_back_already_done'],
  },
} as const satisfies SomeOperations;
