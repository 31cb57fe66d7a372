import { z } from 'zod';
import { byId, type SomeOperations } from '#contract/operation.ts';
import { id, quantity, text } from '#contract/primitives.ts';

/**
 * What arrived, in base units. More than was ordered is received too. On a closed purchase order nothing is
 * (`purchase_order_closed`).
 */
export const receiptBody = z.object({
  lines: z
    .array(z.object({ purchaseOrderLineId: id, quantity }))
    .min(1)
    .max(1000),
  notes: text(2000).nullish(),
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
    z.object({ id: z.string(), purchaseOrderLineId: z.string(), variantId: z.string(), quantity: z.number() }),
  ),
  /** What the receipt gave to waiting lines at once. */
  allocationRunId: z.string().nullable(),
  allocated: z.number(),
  /** Backorders that can ship now and could not before. */
  becameReady: z.array(z.object({ id: z.string(), number: z.string() })),
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
      'line_not_on_record',
      'line_named_twice',
      'stock_out_of_bounds',
      'purchase_order_closed',
    ],
  },
} as const satisfies SomeOperations;
