import { z } from 'zod';
import { byId, type SomeOperations } from '#contract/operation.ts';
import { id, name, quantityOrZero, text } from '#contract/primitives.ts';

/**
 * A count (`countedQuantity`, what is there) or an adjustment (`difference`, what is more or less), never both. A
 * count below what is allocated takes from the lowest-ranked lines that are not being picked (rule 4). Ten times what is on
 * record is asked about first (`quantity_unconfirmed`).
 */
export const stockAdjustmentBody = z
  .object({
    variantId: id,
    warehouseId: id,
    countedQuantity: quantityOrZero.optional(),
    difference: z.int().min(-10_000_000).max(10_000_000).optional(),
    reason: name(200),
    notes: text(2000).nullish(),
    /** Somebody looked again: it is ten times what is on record, or more. */
    confirmed: z.boolean().optional(),
  })
  .refine((body) => (body.countedQuantity === undefined) !== (body.difference === undefined), {
    path: ['countedQuantity'],
    message: 'give either countedQuantity or difference',
  });

/** Lines that lost their allocation because the stock is not there. */
export const released = z.array(
  z.object({ orderId: z.string(), backorderId: z.string().nullable(), quantity: z.number() }),
);

/** Why something was a mistake; without a reason it says only that it was one. */
export const reversalBody = z
  .object({ reason: name(200).nullish(), notes: text(2000).nullish() })
  .nullish()
  .transform((given) => ({ reason: given?.reason ?? 'entered_by_mistake', notes: given?.notes ?? null }));

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
  released,
  exceptionId: z.string().nullable(),
  allocationRunId: z.string().nullable(),
});

/**
 * A count or adjustment that was undone: stock is as if it had not been. What came free was allocated at once by the run
 * `allocationRunId`; `released` is what waiting lines gave back, the last in the queue first.
 */
export const stockAdjustmentReversal = z.object({
  id: z.string(),
  stockAdjustmentId: z.string(),
  variantId: z.string(),
  warehouseId: z.string(),
  /** What the reversal changed on hand. */
  posted: z.number(),
  onHand: z.number(),
  reason: z.string(),
  reversedAt: z.string(),
  reversedBy: z.string(),
  released,
  allocationRunId: z.string().nullable(),
});

/** Counts and adjustments of stock. */
export const operations = {
  adjustStock: {
    summary: 'Record a count or an adjustment',
    body: stockAdjustmentBody,
    status: 201,
    answer: stockAdjustment,
    refusals: [
      'unknown_reference',
      'idempotency_key_reused',
      'stock_out_of_bounds',
      'nothing_to_adjust',
      'quantity_unconfirmed',
    ],
  },
  reverseAdjustment: {
    summary: 'Undo a count or an adjustment while nothing depends on it',
    ...byId,
    body: reversalBody,
    status: 201,
    answer: stockAdjustmentReversal,
    refusals: [
      'not_found',
      'idempotency_key_reused',
      'exception_closed',
      'already_reversed',
      'counted_since',
      'stock_in_use',
    ],
  },
} as const satisfies SomeOperations;
