import { z } from 'zod';
import { id, page, pageOf, quantityOrZero, text, words } from '#contract/primitives.ts';

export const stockQuery = z.object({
  ...page,
  variantId: id.optional(),
  warehouseId: id.optional(),
  q: text(100).optional(),
  /** Only stock that somebody waits for, that more waits for than is there or ordered, or that is to be counted. */
  show: z.enum(['waiting', 'short', 'to_count']).optional(),
});
export const stock = z.object({
  variantId: z.string(),
  warehouseId: z.string(),
  sku: z.string(),
  name: z.string(),
  unitsPerCase: z.number(),
  onHand: z.number(),
  allocated: z.number(),
  available: z.number(),
  onOrder: z.number(),
  backordered: z.number(),
  waiting: z.number(),
  lastCountedAt: z.string().nullable(),
  /** Since when somebody should count it; null when nobody need. */
  toCountSince: z.string().nullable(),
});
export const stockPage = pageOf(stock);

export const variantQueueQuery = z.object({ warehouseId: id });
/** What the figures of one stock are made of: who holds it, who waits in rank order, and what arrives. */
export const variantQueue = z.object({
  variantId: z.string(),
  warehouseId: z.string(),
  unitsPerCase: z.number(),
  policy: z.enum(['fifo', 'priority']),
  onHand: z.number(),
  allocated: z.number(),
  available: z.number(),
  /** In rank order. Names are left out where the viewer may not read the record. */
  lines: z.array(
    z.object({
      id: z.string(),
      orderId: z.string().nullable(),
      orderNumber: z.string().nullable(),
      backorderId: z.string().nullable(),
      backorderNumber: z.string().nullable(),
      customerName: z.string().nullable(),
      allocated: z.number(),
      picked: z.number(),
      waiting: z.number(),
      placeInQueue: z.number().nullable(),
      excludedBecause: z.enum(['on_hold', 'not_before']).nullable(),
      projectedOn: z.string().nullable(),
    }),
  ),
  /** Waiting lines behind those that are listed. */
  moreLines: z.number(),
  putBackTasks: z.array(z.object({ id: z.string(), orderNumber: z.string().nullable(), quantity: z.number() })),
  arrivals: z.array(
    z.object({
      purchaseOrderLineId: z.string(),
      purchaseOrderId: z.string(),
      purchaseOrderNumber: z.string(),
      supplierName: z.string(),
      quantity: z.number(),
      expectedOn: z.string().nullable(),
      isLate: z.boolean(),
    }),
  ),
  countRequest: z.object({ reason: z.string(), requestedAt: z.string(), requestedBy: z.string() }).nullable(),
});

export const stockMovementQuery = z.object({ ...page, variantId: id.optional(), warehouseId: id.optional() });
export const stockMovement = z.object({
  id: z.string(),
  variantId: z.string(),
  warehouseId: z.string(),
  kind: z.enum(['receipt', 'shipment', 'adjustment', 'return', 'transfer', 'reversal']),
  quantity: z.number(),
  reason: z.string().nullable(),
  document: z.object({ type: z.string(), id: z.string(), number: z.string().nullable() }).nullable(),
  at: z.string(),
  actor: z.string(),
});
export const stockMovementPage = pageOf(stockMovement);

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

export const putBackTaskQuery = z.object({
  ...page,
  warehouseId: id.optional(),
  variantId: id.optional(),
  done: z.enum(['true', 'false']).optional(),
});
export const putBackTask = z.object({
  id: z.string(),
  variantId: z.string(),
  warehouseId: z.string(),
  sku: z.string(),
  name: z.string(),
  orderId: z.string(),
  orderNumber: z.string(),
  quantity: z.number(),
  createdAt: z.string(),
  doneAt: z.string().nullable(),
  doneBy: z.string().nullable(),
});
export const putBackTaskPage = pageOf(putBackTask);
