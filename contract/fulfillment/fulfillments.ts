import { z } from 'zod';
import { item } from '#contract/catalog/item.ts';
import { byId, type SomeOperations } from '#contract/operation.ts';
import {
  address,
  date,
  id,
  instant,
  line,
  moneyOut,
  page,
  pageOf,
  quantity,
  quantityOrZero,
  text,
  words,
} from '#contract/primitives.ts';

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

/** Why units that left did not reach the customer, as the driver sees it. */
export const DIFFERENCE_REASONS = ['short', 'damaged', 'refused', 'wrong_item'] as const;
/** Why units that left did not reach the customer. */
export type DifferenceReason = (typeof DIFFERENCE_REASONS)[number];

/** A picture is a data address of at most 700,000 characters, as a phone makes it. */
const picture = z
  .string()
  .max(700_000)
  .regex(
    /^data:image\/(png|jpeg|webp);base64,[A-Za-z0-9+/]+={0,2}$/,
    'is not a picture: PNG, JPEG or WebP as a data address',
  );

/** What shows that it was handed over: a photo, a signature or words. */
export const proof = z.discriminatedUnion('kind', [
  z.object({ kind: z.enum(['photo', 'signature']), image: picture, note: text(500).nullish() }),
  z.object({ kind: z.literal('note'), note: words(500) }),
]);

/**
 * A delivery as the driver saw it. Lines that are left out arrived whole; of a line with a difference it says how much was handed
 * over and why not the rest. What did not arrive waits again where it stood, and is not invoiced.
 */
export const doorDeliveryBody = deliveryBody.extend({
  lines: z
    .array(
      z.object({
        fulfillmentLineId: id,
        delivered: quantityOrZero,
        reason: z.enum(DIFFERENCE_REASONS).nullish(),
      }),
    )
    .min(1)
    .max(2000)
    .nullish(),
  proof: proof.nullish(),
});

/** Who says that it did not arrive, and what they say. */
export const reopeningBody = z.object({ reportedBy: z.enum(['customer', 'staff']), note: text(1000).nullish() });

/** What of it is lost: all that was not handed over, unless lines say otherwise. */
export const lossBody = z.object({
  lines: z
    .array(z.object({ fulfillmentLineId: id, quantity }))
    .min(1)
    .max(2000)
    .nullish(),
  note: text(1000).nullish(),
});

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
 * each fulfillment (rule 32).
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
  /** Without what an amendment took off; `credited` is what credit notes take off besides. */
  invoice: z.object({ id: z.string(), number: z.string(), amount: moneyOut, credited: moneyOut }).nullable(),
  /** Nothing of it arrived, and nothing more will: since when. */
  notDeliveredAt: z.string().nullable(),
  /** The one that is open, or else the last; null when it was never reopened. */
  reopening: reopening.nullable(),
  deliveries: z.array(deliveryRecord),
  differences: z.array(difference),
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
  status: z.enum(FULFILLMENT_STATUSES).optional(),
});

/** One page of fulfillments. */
export const fulfillmentPage = pageOf(fulfillment);

const LOSS_REFUSALS = [
  'not_your_customer',
  'not_found',
  'idempotency_key_reused',
  'line_not_on_record',
  'line_named_twice',
  'fulfillment_voided',
  'fulfillment_not_shipped',
  'fulfillment_already_delivered',
  'fulfillment_not_delivered',
  'more_than_arriving',
] as const;

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
    summary: 'The customer has the goods, or what of them was handed over',
    ...byId,
    body: doorDeliveryBody.nullish(),
    status: 201,
    answer: fulfillment,
    refusals: [
      'not_found',
      'line_not_on_record',
      'line_named_twice',
      'fulfillment_voided',
      'fulfillment_not_shipped',
      'fulfillment_already_delivered',
      'fulfillment_not_delivered',
      'delivered_before_shipped',
      'more_than_arriving',
      'difference_without_reason',
    ],
  },
  reopenFulfillment: {
    summary: 'It was not received: the delivery is open again until somebody settles it',
    ...byId,
    body: reopeningBody,
    status: 201,
    answer: fulfillment,
    refusals: [
      'not_your_customer',
      'not_found',
      'fulfillment_voided',
      'fulfillment_not_shipped',
      'fulfillment_not_delivered',
      'already_reopened',
    ],
  },
  reshipFulfillment: {
    summary: 'What was lost on the way waits again at its old place, and is not invoiced again',
    ...byId,
    body: lossBody.nullish(),
    status: 201,
    answer: fulfillment,
    refusals: LOSS_REFUSALS,
  },
  creditFulfillment: {
    summary: 'What was lost on the way is credited and does not go again',
    ...byId,
    body: lossBody.nullish(),
    status: 201,
    answer: fulfillment,
    refusals: LOSS_REFUSALS,
  },
  getDeliveryProof: {
    summary: 'What shows that a delivery was handed over',
    params: z.object({ id, deliveryId: id }),
    status: 200,
    answer: z.object({
      kind: z.enum(['photo', 'signature', 'note']),
      note: z.string().nullable(),
      image: z.string().nullable(),
    }),
    refusals: ['not_found'],
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
