import { z } from 'zod';
import { released, reversalBody } from '#contract/inventory/adjustments.ts';
import { byId, type SomeOperations } from '#contract/operation.ts';
import { id, quantity, quantityOrZero, text } from '#contract/primitives.ts';

/**
 * What arrived, in base units. More than is still to come is asked about first (`quantity_unconfirmed` states the figures
 * and what was booked before) and received once it is `confirmed`. On a closed purchase order nothing is
 * (`purchase_order_closed`). What came damaged of a line is part of its quantity: it is not to come again and goes to nobody.
 */
export const receiptBody = z.object({
  lines: z
    .array(
      z
        .object({
          purchaseOrderLineId: id,
          quantity,
          /** What of the quantity came damaged: it arrived, and is not put in stock. */
          damaged: quantityOrZero.optional(),
        })
        .refine(({ quantity, damaged = 0 }) => damaged <= quantity, {
          path: ['damaged'],
          error: 'is more than arrived',
        }),
    )
    .min(1)
    .max(10_000),
  notes: text(2000).nullish(),
  /** Somebody looked again: more arrived than is to come. */
  confirmed: z.boolean().optional(),
});

/** What arrived, and what it gave to waiting lines in the same transaction (rule 15). */
export const receipt = z.object({
  id: z.string(),
  number: z.string(),
  purchaseOrderId: z.string(),
  purchaseOrderNumber: z.string(),
  warehouseId: z.string(),
  receivedAt: z.string(),
  receivedBy: z.string(),
  lines: z.array(
    z.object({
      id: z.string(),
      purchaseOrderLineId: z.string(),
      variantId: z.string(),
      quantity: z.number(),
      damaged: z.number(),
    }),
  ),
  /** What the receipt gave to waiting lines at once. */
  allocationRunId: z.string().nullable(),
  allocated: z.number(),
  /** Backorders that can ship now and could not before. */
  becameReady: z.array(z.object({ id: z.string(), number: z.string() })),
});

/**
 * A receipt that was undone: its quantities are to come again, its stock is taken off, and `released` is what waiting
 * lines gave back for it, the last in the queue first.
 */
export const receiptReversal = z.object({
  id: z.string(),
  receiptId: z.string(),
  number: z.string(),
  purchaseOrderId: z.string(),
  reason: z.string(),
  reversedAt: z.string(),
  reversedBy: z.string(),
  released,
});

/** Receiving goods. */
export const operations = {
  receivePurchaseOrder: {
    summary: 'Goods arrived: stock rises and is given to waiting lines at once',
    ...byId,
    body: receiptBody,
    status: 201,
    answer: receipt,
    refusals: [
      'not_found',
      'idempotency_key_reused',
      'changed_meanwhile',
      'line_not_on_record',
      'line_named_twice',
      'stock_out_of_bounds',
      'quantity_unconfirmed',
      'purchase_order_closed',
    ],
  },
  reverseReceipt: {
    summary: 'Undo a receipt while its stock is still free or only allocated',
    ...byId,
    body: reversalBody,
    status: 201,
    answer: receiptReversal,
    refusals: ['not_found', 'idempotency_key_reused', 'changed_meanwhile', 'already_reversed', 'stock_in_use'],
  },
} as const satisfies SomeOperations;
