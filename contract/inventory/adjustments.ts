import { z } from 'zod';
import type { SomeOperations } from '#contract/operation.ts';
import { id, quantityOrZero, text, words } from '#contract/primitives.ts';

export const stockAdjustmentBody = z
  .object({
    variantId: id,
    warehouseId: id,
    countedQuantity: quantityOrZero.optional(),
    difference: z.int().min(-10_000_000).max(10_000_000).optional(),
    reason: words(200),
    notes: text(2000).nullish(),
  })
  .refine((body) => (body.countedQuantity === undefined) !== (body.difference === undefined), {
    path: ['countedQuantity'],
    message: 'give either countedQuantity or difference',
  });

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

export const operations = {
  adjustStock: {
    summary: 'Record a count or an adjustment',
    body: stockAdjustmentBody,
    status: 201,
    answer: stockAdjustment,
    refusals: ['unknown_reference', 'stock_out_of_bounds', 'nothing_to_adjust', 'idempotency_key_reused'],
  },
} as const satisfies SomeOperations;
