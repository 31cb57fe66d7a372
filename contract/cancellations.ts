import { z } from 'zod';
import { backorder } from '#contract/backorders/backorder.ts';
import { backorderIds, manyOf } from '#contract/backorders/many-at-once.ts';
import { item } from '#contract/catalog/item.ts';
import { settlement } from '#contract/invoices.ts';
import { byId, type SomeOperations } from '#contract/operation.ts';
import { order } from '#contract/orders/order.ts';
import { date, id, line, moneyOut, page, pageOf, quantity, text } from '#contract/primitives.ts';
import { BACKORDER_STATUSES } from '#domain/backorders/backorder-status.ts';
import { CANCELLATION_REASONS, RECORDED_REASONS } from '#domain/orders/cancellation-reason.ts';
import { ORDER_STATUSES } from '#domain/orders/order-status.ts';

const why = {
  reason: z.enum(CANCELLATION_REASONS),
  /** Which reason, where `reason` is `other`; the notes may say it instead. */
  reasonText: line(200).nullish(),
  notes: text(4000).nullish(),
  /** Writes to the customer; where no mail reaches them, leaves a follow-up to tell them, due today. */
  notifyCustomer: z.boolean().default(false),
  /** What the customer gets of what was invoiced and is cancelled. */
  settlement: settlement.optional(),
};

const saysWhich = (given: {
  reason: string;
  reasonText?: string | null | undefined;
  notes?: string | null | undefined;
}) => given.reason !== 'other' || [given.reasonText, given.notes].some((words) => words?.trim());
const SAY_WHICH = { path: ['reasonText'], error: 'says which reason it is' };

/** What to cancel of an order: all that has not shipped, or quantities of some lines. Cancelled is final (rule 23). */
export const orderCancellationBody = z
  .object({
    ...why,
    lines: z
      .array(z.object({ orderLineId: id, quantity }))
      .min(1)
      .max(2000)
      .optional(),
  })
  .refine(saysWhich, SAY_WHICH);

/**
 * What to cancel of a backorder: all that is outstanding, or quantities of some lines. Cancelled is final (rule 23).
 */
export const backorderCancellationBody = z
  .object({
    ...why,
    lines: z
      .array(z.object({ backorderLineId: id, quantity }))
      .min(1)
      .max(2000)
      .optional(),
  })
  .refine(saysWhich, SAY_WHICH);

/** All that is outstanding of up to 200 backorders, for one reason. */
export const backorderCancellationsBody = z.object({ backorderIds, ...why }).refine(saysWhich, SAY_WHICH);

/** For each backorder, in the order they were named: how much was cancelled, or why it was refused. */
export const backorderCancellationList = manyOf('cancelled', z.object({ quantity: z.number() }));

/** What would be cancelled: all of it, or some lines. */
export const orderCancellationPreviewBody = z
  .object({
    lines: z
      .array(z.object({ orderLineId: id, quantity }))
      .min(1)
      .max(2000)
      .optional(),
  })
  .nullish();

/** What would be cancelled of a backorder: all of it, or some lines. */
export const backorderCancellationPreviewBody = z
  .object({
    lines: z
      .array(z.object({ backorderLineId: id, quantity }))
      .min(1)
      .max(2000)
      .optional(),
  })
  .nullish();

/** What a cancellation would do, found out by doing it and undoing it. */
export const cancellationPreview = z.object({
  quantity: z.number(),
  cancelledValue: moneyOut,
  /** What of it was invoiced in advance and goes on a credit note; null for nothing: then there is nothing to settle. */
  creditedValue: moneyOut.nullable(),
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
      ...item,
      quantity: z.number(),
    }),
  ),
  orderStatus: z.enum(ORDER_STATUSES),
  backorderStatus: z.enum(BACKORDER_STATUSES).nullable(),
});

/** What was cancelled, newest first; `from` and `to` are both included. */
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
  /** Somebody asked that the customer is told; whether they were is in `followUp`. */
  notifyCustomer: z.boolean(),
  /** The follow-up that asks for it, and what came of it. */
  followUp: z
    .object({ id: z.string(), dueOn: z.string(), closedAt: z.string().nullable(), outcome: z.string().nullable() })
    .nullable(),
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
  ...item,
  quantity: z.number(),
  cancelledValue: moneyOut,
});

/** One page of cancelled quantities. */
export const cancellationPage = pageOf(cancellationRow);

/** Cancelling orders and backorders, what it would do, and what was cancelled. */
export const operations = {
  cancelOrder: {
    summary: 'Cancel an order, some lines, or a quantity of them',
    ...byId,
    body: orderCancellationBody,
    status: 201,
    answer: order,
    refusals: [
      'not_your_customer',
      'not_found',
      'order_not_confirmed',
      'quantity_not_whole_multiple',
      'line_not_on_record',
      'line_named_twice',
      'nothing_to_cancel',
      'more_than_cancellable',
    ],
  },
  cancelBackorder: {
    summary: 'Cancel a backorder, some lines, or a quantity of them',
    ...byId,
    body: backorderCancellationBody,
    status: 201,
    answer: backorder,
    refusals: [
      'not_your_customer',
      'not_found',
      'quantity_not_whole_multiple',
      'line_not_on_record',
      'line_named_twice',
      'nothing_to_cancel',
      'more_than_cancellable',
    ],
  },
  previewOrderCancellation: {
    summary: 'What cancelling would do; nothing is changed',
    ...byId,
    body: orderCancellationPreviewBody,
    status: 201,
    answer: cancellationPreview,
    refusals: [
      'not_your_customer',
      'not_found',
      'order_not_confirmed',
      'quantity_not_whole_multiple',
      'line_not_on_record',
      'line_named_twice',
      'nothing_to_cancel',
      'more_than_cancellable',
    ],
  },
  cancelBackorders: {
    summary: 'Cancel many backorders at once: each is done, or refused with its reason',
    body: backorderCancellationsBody,
    status: 201,
    answer: backorderCancellationList,
    refusals: ['unknown_reference'],
  },
  previewBackorderCancellation: {
    summary: 'What cancelling would do; nothing is changed',
    ...byId,
    body: backorderCancellationPreviewBody,
    status: 201,
    answer: cancellationPreview,
    refusals: [
      'not_your_customer',
      'not_found',
      'quantity_not_whole_multiple',
      'line_not_on_record',
      'line_named_twice',
      'nothing_to_cancel',
      'more_than_cancellable',
    ],
  },
  listCancellations: {
    summary: 'What was cancelled, newest first',
    query: cancellationQuery,
    status: 200,
    answer: cancellationPage,
    refusals: [],
  },
} as const satisfies SomeOperations;
