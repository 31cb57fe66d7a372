import { z } from 'zod';
import { byId, type SomeOperations } from '#contract/operation.ts';
import { WAITING_CAUSES } from '#domain/backorders/waiting-days.ts';

/**
 * Days of one cause, from `from` up to `to`, the first day of the next. They follow each other and add up to all days waited.
 * `purchaseOrders` are those the cause follows from: what slipped, came short, or was ordered too late.
 */
export const waitedSpans = z.array(
  z.object({
    cause: z.enum(WAITING_CAUSES),
    days: z.number(),
    from: z.string(),
    to: z.string(),
    purchaseOrders: z.array(
      z.object({ id: z.string(), number: z.string(), supplierId: z.string(), supplierName: z.string() }),
    ),
  }),
);

/** Whose days a backorder waited. */
export const operations = {
  getWaitingDays: {
    summary: 'Whose days a backorder waited, the first cause that applies having each',
    ...byId,
    status: 200,
    answer: waitedSpans,
    refusals: ['not_found'],
  },
} as const satisfies SomeOperations;
