import { z } from 'zod';
import { byId, type SomeOperations } from '#contract/operation.ts';

/** Which quantities would arrive. */
export const spokenForQuery = z.object({
  /** What arrives, `lineId:units` with commas between; without it, everything still to come. */
  quantities: z
    .string()
    .max(20_000)
    .regex(/^[1-9]\d{0,17}:\d{1,8}(,[1-9]\d{0,17}:\d{1,8})*$/, 'is not lineId:units,lineId:units')
    .optional(),
});

/** Who would get what if these quantities arrived now. Nothing is written. */
export const spokenFor = z.object({
  policy: z.enum(['fifo', 'priority']),
  lines: z.array(
    z.object({
      purchaseOrderLineId: z.string(),
      quantity: z.number(),
      spokenFor: z.number(),
      /** In the order they are served. Names are left out where the viewer may not read the record. */
      servings: z.array(
        z.object({
          queueLineId: z.string(),
          orderId: z.string().nullable(),
          orderNumber: z.string().nullable(),
          backorderId: z.string().nullable(),
          backorderNumber: z.string().nullable(),
          customerName: z.string().nullable(),
          quantity: z.number(),
          waiting: z.number(),
        }),
      ),
    }),
  ),
});

/** Who would get what of a purchase order. */
export const operations = {
  getSpokenFor: {
    summary: 'Who would get what if this arrived now',
    ...byId,
    query: spokenForQuery,
    status: 200,
    answer: spokenFor,
    refusals: ['not_found', 'line_not_on_record', 'line_named_twice'],
  },
} as const satisfies SomeOperations;
