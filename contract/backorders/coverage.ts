import { z } from 'zod';
import { byId, type SomeOperations } from '#contract/operation.ts';

/**
 * What covers a part of a line, in base units: stock allocated to it, stock that is free for it, or a purchase-order
 * line. `on` is the day it comes; a purchase-order line past its day covers with no date and says `lateSince` (rule
 * 26).
 */
export const coverage = z.object({
  source: z.enum(['allocated', 'available', 'purchase_order_line']),
  purchaseOrderLineId: z.string().nullable(),
  purchaseOrderNumber: z.string().nullable(),
  quantity: z.number(),
  on: z.string().nullable(),
  lateSince: z.string().nullable(),
});

/** What covers each quantity an order waits for, on itself and on its backorders. */
export const orderCoverage = z.object({
  lines: z.array(
    z.object({
      orderLineId: z.string(),
      backorderLineId: z.string().nullable(),
      backorderNumber: z.string().nullable(),
      outstanding: z.number(),
      projectedOn: z.string().nullable(),
      coveredOn: z.string().nullable(),
      noDateBecause: z.enum(['no_supply', 'late_supply', 'on_hold', 'waits_for_whole']).nullable(),
      waitsForWhole: z.boolean(),
      coveredBy: z.array(coverage),
      uncovered: z.number(),
      placeInQueue: z.number().nullable(),
      quantityAhead: z.number(),
    }),
  ),
});

/** What covers what an order waits for. */
export const operations = {
  getOrderCoverage: {
    summary: 'What covers what an order waits for',
    ...byId,
    status: 200,
    answer: orderCoverage,
    refusals: ['not_found'],
  },
} as const satisfies SomeOperations;
