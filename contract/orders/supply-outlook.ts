import { z } from 'zod';
import type { SomeOperations } from '#contract/operation.ts';
import { date, id, idList } from '#contract/primitives.ts';

/**
 * Which variants somebody thinks of ordering, from which warehouse (the company's first when left out), and for whom: a
 * customer's tier decides before whom they would be served.
 */
export const supplyOutlookQuery = z.object({
  variantIds: idList,
  warehouseId: id.optional(),
  customerId: id.optional(),
  requestedOn: date.optional(),
});

/**
 * What an order taken now could have of each variant. `parts`, answered with a customer, is what supply leaves to them: as
 * much of the first, then of the next. Base units.
 */
export const supplyOutlook = z.object({
  warehouseId: z.string(),
  lines: z.array(
    z.object({
      variantId: z.string(),
      available: z.number(),
      /** What arrives next on a day that is known; late purchase orders are none. */
      nextArrival: z.object({ quantity: z.number(), expectedOn: z.string() }).nullable(),
      waiting: z.object({ lines: z.number(), quantity: z.number() }),
      parts: z
        .array(z.object({ quantity: z.number(), on: z.string().nullable(), shipsOn: z.string().nullable() }))
        .nullable(),
    }),
  ),
});

/** What there is of something before it is ordered. */
export const operations = {
  getSupplyOutlook: {
    summary: 'What an order taken now could have of some variants, and when',
    query: supplyOutlookQuery,
    status: 200,
    answer: supplyOutlook,
    refusals: ['not_found'],
  },
} as const satisfies SomeOperations;
