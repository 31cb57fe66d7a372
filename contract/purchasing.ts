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
    .array(
      z.object({
        id,
        expectedOn: date.nullable().optional(),
        /** Closes what has not arrived of this line. */
        closed: z.literal(true).optional(),
      }),
    )
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
  /** The first day something of it is expected. */
  expectedOn: z.string().nullable(),
  remaining: z.number(),
  /** Units of what is to come that waiting lines ask for beyond what is free, and how many customers wait for its items. */
  spokenFor: z.number(),
  waitingCustomers: z.number(),
  lines: z.array(
    z.object({
      id: z.string(),
      position: z.number(),
      variantId: z.string(),
      sku: z.string(),
      upc: z.string().nullable(),
      name: z.string(),
      unitsPerCase: z.number(),
      quantity: z.number(),
      received: z.number(),
      remaining: z.number(),
      closed: z.boolean(),
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
  warehouseId: id.optional(),
  /** `late` are the open ones of which something should have come already. */
  status: z.enum(['open', 'late', 'closed']).optional(),
  /** A number, a supplier, or an item by SKU, UPC or name. */
  q: text(100).optional(),
  sort: z.enum(['-orderedOn', 'expectedOn']).default('-orderedOn'),
});
export const purchaseOrderPage = pageOf(purchaseOrder);
export const purchaseOrderCountsQuery = z.object({ supplierId: id.optional(), warehouseId: id.optional() });
export const purchaseOrderCounts = z.object({ open: z.number(), late: z.number(), closed: z.number() });

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
