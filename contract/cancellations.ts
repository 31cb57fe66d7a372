import { z } from 'zod';
import { date, id, moneyOut, page, pageOf, quantity, text } from '#contract/primitives.ts';
import { RECORDED_REASONS } from '#domain/orders/cancellation-reason.ts';

/** What would be cancelled: all of it, or some lines. */
export const orderCancellationPreviewBody = z
  .object({
    lines: z
      .array(z.object({ orderLineId: id, quantity }))
      .min(1)
      .max(500)
      .optional(),
  })
  .nullish();
export const backorderCancellationPreviewBody = z
  .object({
    lines: z
      .array(z.object({ backorderLineId: id, quantity }))
      .min(1)
      .max(500)
      .optional(),
  })
  .nullish();

/** What a cancellation would do, found out by doing it and undoing it. */
export const cancellationPreview = z.object({
  quantity: z.number(),
  value: moneyOut,
  /** Picked units that somebody has to put back on the shelf. */
  putBack: z.number(),
  /** Reserved units that become free at once. */
  freed: z.number(),
  /** Who gets of them at once, by the allocator. */
  next: z.array(
    z.object({
      orderId: z.string(),
      orderNumber: z.string(),
      backorderId: z.string().nullable(),
      backorderNumber: z.string().nullable(),
      customerName: z.string(),
      sku: z.string(),
      name: z.string(),
      unitsPerCase: z.number(),
      quantity: z.number(),
    }),
  ),
  orderStatus: z.string(),
  backorderStatus: z.string().nullable(),
});

export const cancellationQuery = z.object({
  ...page,
  customerId: id.optional(),
  salesRepId: id.optional(),
  orderId: id.optional(),
  reason: z.enum(RECORDED_REASONS).optional(),
  from: date.optional(),
  to: date.optional(),
  q: text(100).optional(),
});

/** One cancelled quantity of one line. */
const cancellationRow = z.object({
  id: z.string(),
  cancellationId: z.string(),
  cancelledAt: z.string(),
  cancelledOn: z.string(),
  cancelledBy: z.string(),
  reason: z.enum(RECORDED_REASONS),
  reasonText: z.string().nullable(),
  notes: z.string().nullable(),
  notifyCustomer: z.boolean(),
  orderId: z.string(),
  orderNumber: z.string(),
  backorderId: z.string().nullable(),
  backorderNumber: z.string().nullable(),
  /** Nothing of the line is left to ship: else it was a part. */
  isWhole: z.boolean(),
  customerId: z.string(),
  customerName: z.string(),
  salesRepName: z.string().nullable(),
  variantId: z.string(),
  sku: z.string(),
  itemName: z.string(),
  unitsPerCase: z.number(),
  quantity: z.number(),
  value: moneyOut,
});
export const cancellationPage = pageOf(cancellationRow);
