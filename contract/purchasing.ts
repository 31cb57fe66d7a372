import { z } from 'zod';
import { date, id, page, pageOf, quantity, text } from '#contract/primitives.ts';

export const purchaseOrderBody = z.object({
  supplierId: id,
  warehouseId: id,
  notes: text(4000).nullish(),
  lines: z
    .array(
      z.object({
        variantId: id,
        quantity,
        expectedOn: date.nullish(),
        /** Buys this line for a waiting order line: it is served first from the receipts of this line. */
        orderLineId: id.nullish(),
      }),
    )
    .min(1)
    .max(1000),
});

export const purchaseOrderChanges = z.object({
  notes: text(4000).nullable().optional(),
  /** Closes what has not arrived: nothing more is expected. */
  closed: z.literal(true).optional(),
  lines: z
    .array(z.object({ id, expectedOn: date.nullable() }))
    .max(1000)
    .optional(),
});

export const purchaseOrder = z.object({
  id: z.string(),
  number: z.string(),
  status: z.enum(['open', 'partially_received', 'received', 'closed']),
  supplierId: z.string(),
  supplierName: z.string(),
  warehouseId: z.string(),
  orderedOn: z.string(),
  notes: z.string().nullable(),
  createdAt: z.string(),
  createdBy: z.string(),
  closedAt: z.string().nullable(),
  lines: z.array(
    z.object({
      id: z.string(),
      position: z.number(),
      variantId: z.string(),
      sku: z.string(),
      name: z.string(),
      unitsPerCase: z.number(),
      quantity: z.number(),
      received: z.number(),
      remaining: z.number(),
      expectedOn: z.string().nullable(),
      firstExpectedOn: z.string().nullable(),
    }),
  ),
  receipts: z.array(
    z.object({
      id: z.string(),
      number: z.string(),
      receivedAt: z.string(),
      receivedBy: z.string(),
      quantity: z.number(),
    }),
  ),
  version: z.number(),
});
export const purchaseOrderQuery = z.object({
  ...page,
  supplierId: id.optional(),
  variantId: id.optional(),
  status: z.enum(['open', 'closed']).optional(),
});
export const purchaseOrderPage = pageOf(purchaseOrder);

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
