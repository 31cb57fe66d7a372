import { z } from 'zod';
import { byId, type SomeOperations } from '#contract/operation.ts';
import { id, quantity, text } from '#contract/primitives.ts';

export const receiptBody = z.object({
  lines: z
    .array(z.object({ purchaseOrderLineId: id, quantity }))
    .min(1)
    .max(1000),
  notes: text(2000).nullish(),
});

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

export const operations = {
  receivePurchaseOrder: {
    summary: 'Goods arrived: stock rises and is given to waiting lines at once',
    ...byId,
    body: receiptBody,
    status: 201,
    answer: receipt,
    refusals: [
      'not_found',
      'line_not_on_record',
      'line_named_twice',
      'purchase_order_closed',
      'stock_out_of_bounds',
      'idempotency_key_reused',
    ],
  },
} as const satisfies SomeOperations;
