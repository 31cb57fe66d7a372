import { z } from 'zod';
import { item } from '#contract/catalog/item.ts';
import { SALE_HOLDS } from '#contract/customers.ts';
import { disposition } from '#contract/invoices.ts';
import { byId, type SomeOperations } from '#contract/operation.ts';
import {
  address,
  changed,
  changes,
  date,
  id,
  instant,
  moneyOut,
  moneyToCent,
  name,
  page,
  pageOf,
  words,
} from '#contract/primitives.ts';

/** All optional: a shipment may be a truck of our own. */
export const shipmentBody = z.object({
  carrier: name(100).nullish(),
  trackingNumber: name(100).nullish(),
  estimatedDeliveryOn: date.nullish(),
  deliveryAddress: address.nullish(),
  freight: moneyToCent.nullish(),
});

/**
 * When the customer got the goods, now if left out, and who received them. Never before the shipment nor in the future
 * (`delivered_before_shipped`).
 */
export const deliveryBody = z.object({
  deliveredAt: instant.nullish(),
  receivedBy: name(200).nullish(),
  cashCollected: z.boolean().optional(),
});

/** Why units that left did not reach the customer, as the driver sees it. */
export const DIFFERENCE_REASONS = ['short', 'damaged', 'refused', 'wrong_item'] as const;
/** Why units that left did not reach the customer. */
export type DifferenceReason = (typeof DIFFERENCE_REASONS)[number];

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
  /** Units that left and did not arrive; they wait again, or were credited. */
  undelivered: z.number(),
  /** Units that arrived and came back. */
  returned: z.number(),
});

/** From the pick to its end; `not_delivered` when nothing of it arrived and nothing more will. */
export const FULFILLMENT_STATUSES = ['picked', 'packed', 'shipped', 'delivered', 'not_delivered', 'voided'] as const;

/** Somebody says that a fulfillment did not arrive, until it is settled. */
const reopening = z.object({
  id: z.string(),
  reportedBy: z.enum(['customer', 'staff']),
  note: z.string().nullable(),
  /** When it was said to be delivered before; null when nobody had confirmed it. */
  wasDeliveredAt: z.string().nullable(),
  openedAt: z.string(),
  openedBy: z.string(),
  outcome: z.enum(['delivered', 'reshipped', 'credited']).nullable(),
  closedAt: z.string().nullable(),
  closedBy: z.string().nullable(),
});

/** A delivery as somebody confirmed it. One that was reopened stays on record. */
const deliveryRecord = z.object({
  id: z.string(),
  deliveredAt: z.string(),
  receivedBy: z.string().nullable(),
  proofKind: z.enum(['photo', 'signature', 'note']).nullable(),
  recordedAt: z.string(),
  recordedBy: z.string(),
});

/** Units that did not arrive, one entry for each time and reason. */
const difference = z.object({
  fulfillmentLineId: z.string(),
  quantity: z.number(),
  reason: z.enum([...DIFFERENCE_REASONS, 'lost']),
  /** The backorder on which they wait again; null where they were credited. */
  backorderId: z.string().nullable(),
  backorderNumber: z.string().nullable(),
  note: z.string().nullable(),
  at: z.string(),
  by: z.string(),
});

/**
 * Goods picked for one order or one backorder, on their way (rule 30). The invoice comes with the shipment, one for
 * each fulfillment; of an order invoiced in advance none comes (rule 32).
 */
export const fulfillment = z.object({
  id: z.string(),
  number: z.string(),
  status: z.enum(FULFILLMENT_STATUSES),
  orderId: z.string(),
  orderNumber: z.string(),
  backorderId: z.string().nullable(),
  backorderNumber: z.string().nullable(),
  customerId: z.string(),
  customerName: z.string(),
  /** Of its customer now: nothing ships or is handed over, or only against cash. */
  saleHold: z.enum(SALE_HOLDS),
  saleHoldReason: z.string().nullable(),
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
      trackingUrl: z.string().nullable(),
      routeName: z.string().nullable(),
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
  /** Without what an amendment took off; `credited` is what credit notes take off besides. */
  invoice: z
    .object({
      id: z.string(),
      number: z.string(),
      amount: moneyOut,
      credited: moneyOut,
      accounting: disposition.pick({ status: true, number: true }),
    })
    .nullable(),
  /** The invoice of its order that charges it in advance; the first where changes of the order made several. */
  invoicedInAdvance: z.object({ id: z.string(), number: z.string() }).nullable(),
  /** Nothing of it arrived, and nothing more will: since when. */
  notDeliveredAt: z.string().nullable(),
  /** The one that is open, or else the last; null when it was never reopened. */
  reopening: reopening.nullable(),
  deliveries: z.array(deliveryRecord),
  differences: z.array(difference),
  lines: z.array(fulfillmentLine),
  version: z.number(),
  freight: moneyOut,
});

/** A fulfillment as answered. */
export type Fulfillment = z.infer<typeof fulfillment>;

/** Fulfillments, newest first. */
export const fulfillmentQuery = z.object({
  ...page,
  ...changes,
  orderId: id.optional(),
  backorderId: id.optional(),
  status: z.enum(FULFILLMENT_STATUSES).optional(),
});

/** One page of fulfillments. As a table, what came later stands behind. */
export const fulfillmentPage = pageOf(
  fulfillment.omit({ freight: true }).extend({ ...changed, freight: fulfillment.shape.freight }),
);

/** Fulfillments from the pick to the delivery. Stock leaves at shipment (rule 6). */
export const operations = {
  listFulfillments: {
    summary: 'Fulfillments, newest first',
    query: fulfillmentQuery,
    status: 200,
    answer: fulfillmentPage,
    refusals: [],
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
    refusals: [
      'not_found',
      'idempotency_key_reused',
      'fulfillment_voided',
      'fulfillment_already_shipped',
      'delivery_day_out_of_reach',
      'customer_on_no_sale',
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
