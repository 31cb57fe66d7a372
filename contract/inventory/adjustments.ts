import { z } from 'zod';
import type { SomeOperations } from '#contract/operation.ts';
import { id, name, quantityOrZero, text } from '#contract/primitives.ts';

/**
 * A count (`countedQuantity`, what is there) or an adjustment (`difference`, what is more or less), never both. A
 * count below what is allocated takes from the lowest-ranked lines that are not being picked (rule 4).
 */
export const stockAdjustmentBody = z
  .object({
    variantId: id,
    warehouseId: id,
    countedQuantity: quantityOrZero.optional(),
    difference: z.int().min(-10_000_000).max(10_000_000).optional(),
    reason: name(200),
    notes: text(2000).nullish(),
  })
  .refine((body) => (body.countedQuantity === undefined) !== (body.difference === undefined), {
    path: ['countedQuantity'],
    message: 'give either countedQuantity or difference',
  });

/**
 * What the count or adjustment did. Below what is being picked, the rest waits in the exception `exceptionId` (rule
 * 4). Stock that became free was allocated at once by the run `allocationRunId`.
 */
export const stockAdjustment = z.object({
  id: z.string(),
  variantId: z.string(),
  warehouseId: z.string(),
  countedQuantity: z.number().nullable(),
  difference: z.number(),
  /** The part of the difference that changed on hand; the rest waits in an exception. */
  posted: z.number(),
  reason: z.string(),
  onHand: z.number(),
  allocated: z.number(),
  available: z.number(),
  /** Lines that lost their reservation because the stock was not there. */
  released: z.array(z.object({ orderId: z.string(), backorderId: z.string().nullable(), quantity: z.number() })),
  exceptionId: z.string().nullable(),
  allocationRunId: z.string().nullable(),
});

/** Counts and adjustments of stock. */
export const operations = {
  adjustStock: {
    summary: 'Record a count or an adjustment',
    body: stockAdjustmentBody,
    status: 201,
    answer: stockAdjustment,
    refusals: ['unknown_reference', 'idempotency_key_reused', 'stock_out_of_bounds', 'nothing_to_adjust'],
  },
} as const satisfies SomeOperations;
