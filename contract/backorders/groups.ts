import { z } from 'zod';
import { backorderFilters } from '#contract/backorders/backorder-list.ts';
import type { SomeOperations } from '#contract/operation.ts';
import { moneyOut } from '#contract/primitives.ts';

/** By what backorders can be grouped. */
export const GROUPINGS = ['customer', 'product', 'supplier', 'rep'] as const;

/** The filters of the list, and by what to group. */
export const backorderGroupQuery = z.object({ ...backorderFilters, by: z.enum(GROUPINGS) });

/** Groups of backorders, the most valuable first. `outstanding` are base units. */
export const backorderGroups = z.object({
  data: z.array(
    z.object({
      /** Null for what has no representative or supplier. */
      id: z.string().nullable(),
      name: z.string().nullable(),
      backorders: z.number(),
      outstanding: z.number(),
      outstandingValue: moneyOut,
      oldestCreatedOn: z.string(),
    }),
  ),
  /** False when there are more groups than are answered. */
  isWhole: z.boolean(),
});

/** Backorders summed by customer, product, supplier or representative. */
export const operations = {
  groupBackorders: {
    summary: 'Backorders by customer, product, supplier or representative, the most valuable first',
    query: backorderGroupQuery,
    status: 200,
    answer: backorderGroups,
    refusals: [],
  },
} as const satisfies SomeOperations;
