import { z } from 'zod';
import { item } from '#contract/catalog/item.ts';
import { byId, type SomeOperations } from '#contract/operation.ts';
import { address, date, id, instant, line, moneyOut, page, pageOf, words } from '#contract/primitives.ts';

/** All optional: a shipment may be a truck of our own. */
export const shipmentBody = z.object({
  carrier: line(100).nullish(),
  trackingNumber: line(100).nullish(),
  estimatedDeliveryOn: date.nullish(),
  deliveryAddress: address.nullish(),
});

/**
 * When the customer got the goods, now if left out, and who received them. Never before the shipment nor in the future
 * (`delivered_before_shipped`).
 */
export const deliveryBody = z.object({ deliveredAt: instant.nullish(), receivedBy: line(200).nullish() });

/** Nothing to say. */
export const packingBody = z.object({}).nullish();

/** Why the pick is undone. */
export const voidBody = z.object({ reason: words(500) });

/** What was picked of one line, and what was short of it, in base units. `lot` is text only. */
export const fulfillmentLine = z.object({
  id: z.string(),
  orderLineId: z.string(),
  backorderLineId: z.string().nullable(),
  variantId: z.string(),
  ...item,
  /** What leaves with it: what was picked less what was put back. */
  quantity: z.number(),
  picked: z.number(),
  putBack: z.number(),
  short: z.number(),
  lot: z.string().nullable(),
});

/**
 * Goods picked for one order or one backorder, on their way (rule 30). The invoice comes with the shipment, one for
 * each fulfillment (rule 32).
 */
export const fulfillment = z.object({
  id: z.string(),
  number: z.string(),
  status: z.enum(['picked', 'packed', 'shipped', 'delivered', 'voided']),
  orderId: z.string(),
  orderNumber: z.string(),
  backorderId: z.string().nullable(),
  backorderNumber: z.string().nullable(),
  customerId: z.string(),
  customerName: z.string(),
  warehouseId: z.string(),
  pickedAt: z.string(),
  pickedBy: z.string(),
  packedAt: z.string().nullable(),
  packedBy: z.string().nullable(),
  shippedAt: z.string().nullable(),
  shipment: z
    .object({
      id: z.string(),
      number: z.string(),
      carrier: z.string().nullable(),
      trackingNumber: z.string().nullable(),
      estimatedDeliveryOn: z.string().nullable(),
      deliveryAddress: address.nullable(),
    })
    .nullable(),
  deliveredAt: z.string().nullable(),
  deliveredBy: z.string().nullable(),
  receivedBy: z.string().nullable(),
  voidedAt: z.string().nullable(),
  voidedBy: z.string().nullable(),
  voidReason: z.string().nullable(),
  invoice: z.object({ id: z.string(), number: z.string(), amount: moneyOut }).nullable(),
  lines: z.array(fulfillmentLine),
  version: z.number(),
});

/** A fulfillment as answered. */
export type Fulfillment = z.infer<typeof fulfillment>;

/** Fulfillments, newest first. */
export const fulfillmentQuery = z.object({
  ...page,
  orderId: id.optional(),
  backorderId: id.optional(),
  status: z.enum(['picked', 'packed', 'shipped', 'delivered', 'voided']).optional(),
});

/** One page of fulfillments. */
export const fulfillmentPage = pageOf(fulfillment);

/** Fulfillments from the pick to the delivery. Stock leaves at shipment (rule 6). */
export const operations = {
  listFulfillments: {
    summary: 'Fulfillments, newest first',
    query: fulfillmentQuery,
    status: 200,
    answer: fulfillmentPage,
    refusals: [],
  },
  getFulfillment: {
    summary: 'One fulfillment',
    ...byId,
    status: 200,
    answer: fulfillment,
    refusals: ['not_found'],
  },
  packFulfillment: {
    summary: 'The goods are packed',
    ...byId,
    body: packingBody,
    status: 201,
    answer: fulfillment,
    refusals: ['not_found', 'fulfillment_voided', 'fulfillment_already_packed', 'fulfillment_already_shipped'],
  },
  shipFulfillment: {
    summary: 'The goods leave: stock falls and the invoice is queued',
    ...byId,
    body: shipmentBody.nullish(),
    status: 201,
    answer: fulfillment,
    refusals: ['not_found', 'idempotency_key_reused', 'fulfillment_voided', 'fulfillment_already_shipped'],
  },
  deliverFulfillment: {
    summary: 'The customer has the goods',
    ...byId,
    body: deliveryBody.nullish(),
    status: 201,
    answer: fulfillment,
    refusals: [
      'not_found',
      'fulfillment_voided',
      'fulfillment_not_shipped',
      'fulfillment_already_delivered',
      'delivered_before_shipped',
    ],
  },
  voidFulfillment: {
    summary: 'Undo a pick before it ships: the goods stay reserved for the same line',
    ...byId,
    body: voidBody,
    status: 201,
    answer: fulfillment,
    refusals: ['not_found', 'fulfillment_voided', 'fulfillment_already_shipped'],
  },
} as const satisfies SomeOperations;
