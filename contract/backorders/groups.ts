import { z } from 'zod';
import { filters } from '#contract/backorders/backorder-list.ts';
import type { SomeOperations } from '#contract/operation.ts';
import { moneyOut } from '#contract/primitives.ts';

export const GROUPINGS = ['customer', 'product', 'supplier', 'rep'] as const;

export const backorderGroupQuery = z.object({ ...filters, by: z.enum(GROUPINGS) });

export const backorderGroups = z.object({
  data: z.array(
    z.object({
      /** Null for what has no representative or supplier. */
      id: z.string().nullable(),
      name: z.string().nullable(),
      backorders: z.number(),
      units: z.number(),
      value: moneyOut,
      oldestCreatedOn: z.string(),
    }),
  ),
  /** False when there are more groups than are answered. */
  isWhole: z.boolean(),
});

export const operations = {
  groupBackorders: {
    summary: 'Backorders by customer, product, supplier or representative, the most valuable first',
    query: backorderGroupQuery,
    status: 200,
    answer: backorderGroups,
    refusals: [],
  },
} as const satisfies SomeOperations;
