import { z } from 'zod';
import { id, page, pageOf, quantityOrZero, text, words } from '#contract/primitives.ts';

export const stockQuery = z.object({
  ...page,
  variantId: id.optional(),
  warehouseId: id.optional(),
  q: text(100).optional(),
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
});
export const stockPage = pageOf(stock);

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
