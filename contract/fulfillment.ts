import { z } from 'zod';
import {
  address,
  date,
  id,
  instant,
  moneyOut,
  page,
  pageOf,
  quantityOrZero,
  reference,
  text,
  words,
} from '#contract/primitives.ts';

/** All optional: a shipment may be a truck of our own. */
export const shipmentBody = z.object({
  carrier: text(100).nullish(),
  trackingNumber: text(100).nullish(),
  estimatedDeliveryOn: date.nullish(),
  deliveryAddress: address.nullish(),
});
export const deliveryBody = z.object({ deliveredAt: instant.nullish(), receivedBy: text(200).nullish() });
export const packingBody = z.object({}).nullish();
export const voidBody = z.object({ reason: words(500) });

export const orderFulfillmentBody = z.object({
  lines: z
    .array(
      z.object({
        orderLineId: id,
        picked: quantityOrZero,
        short: quantityOrZero.default(0),
        lot: text(100).nullish(),
      }),
    )
    .min(1)
    .max(500),
  shipment: shipmentBody.nullish(),
  delivery: deliveryBody.nullish(),
});

export const backorderFulfillmentBody = z.object({
  lines: z
    .array(
      z.object({
        backorderLineId: id,
        quantity: quantityOrZero,
        short: quantityOrZero.default(0),
        lot: text(100).nullish(),
      }),
    )
    .min(1)
    .max(500),
  shipment: shipmentBody.nullish(),
  delivery: deliveryBody.nullish(),
});

const fulfillmentLine = z.object({
  id: z.string(),
  orderLineId: z.string(),
  backorderLineId: z.string().nullable(),
  variantId: z.string(),
  sku: z.string(),
  name: z.string(),
  quantity: z.number(),
  short: z.number(),
  lot: z.string().nullable(),
});

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
export type Fulfillment = z.infer<typeof fulfillment>;

/** What recording a pick made. Without a picked unit there is a backorder and no fulfillment: `id` is null then. */
export const pickResult = z.union([
  fulfillment.extend({ backorder: reference.nullable() }),
  z.object({
    id: z.null(),
    number: z.null(),
    status: z.null(),
    lines: z.array(fulfillmentLine),
    backorder: reference.nullable(),
  }),
]);

export const fulfillmentQuery = z.object({
  ...page,
  orderId: id.optional(),
  backorderId: id.optional(),
  status: z.enum(['picked', 'packed', 'shipped', 'delivered', 'voided']).optional(),
});
export const fulfillmentPage = pageOf(fulfillment);

const workFilters = {
  warehouseId: id.optional(),
  customerId: id.optional(),
  kind: z.enum(['order', 'backorder']).optional(),
  /** A number, a customer, or an item by SKU, UPC or name. */
  q: text(100).optional(),
};
export const fulfillmentWorkQuery = z.object({
  ...page,
  tab: z.enum(['ready', 'picked', 'shipped']).default('ready'),
  ...workFilters,
});
/** An order or backorder that can go out, or a fulfillment of one that is on its way. */
export const fulfillmentWork = z.object({
  kind: z.enum(['order', 'backorder']),
  /** Of the order or the backorder. */
  id: z.string(),
  number: z.string(),
  orderId: z.string(),
  orderNumber: z.string(),
  customerId: z.string(),
  customerName: z.string(),
  customerTier: z.enum(['vip', 'standard', 'low']),
  warehouseId: z.string(),
  lineCount: z.number(),
  /** The first line's item; `lineCount` says whether there are more. */
  sku: z.string(),
  itemName: z.string(),
  unitsPerCase: z.number(),
  /** Units that are reserved and not picked yet; of a fulfillment, the units it carries. */
  quantity: z.number(),
  /** Units the record still asks for, without those that are picked. */
  open: z.number(),
  /** Since when they are reserved, picked, or on the road. */
  since: z.string(),
  requestedOn: z.string().nullable(),
  promisedOn: z.string().nullable(),
  /** The promised, or else the requested, day has passed; of what has shipped, the estimated day. */
  isOverdue: z.boolean(),
  highPriority: z.boolean(),
  shipsWhole: z.boolean(),
  fulfillment: z
    .object({
      id: z.string(),
      number: z.string(),
      status: z.enum(['picked', 'packed', 'shipped']),
      carrier: z.string().nullable(),
      trackingNumber: z.string().nullable(),
      estimatedDeliveryOn: z.string().nullable(),
    })
    .nullable(),
});
export const fulfillmentWorkPage = pageOf(fulfillmentWork);
export const fulfillmentWorkCountsQuery = z.object(workFilters);
export const fulfillmentWorkCounts = z.object({ ready: z.number(), picked: z.number(), shipped: z.number() });

export const invoice = z.object({
  id: z.string(),
  number: z.string(),
  fulfillmentId: z.string(),
  fulfillmentNumber: z.string(),
  orderId: z.string(),
  orderNumber: z.string(),
  backorderId: z.string().nullable(),
  customerId: z.string(),
  invoicedOn: z.string(),
  amount: moneyOut,
  lines: z.array(
    z.object({
      id: z.string(),
      orderLineId: z.string(),
      quantity: z.number(),
      unitPrice: moneyOut,
      amount: moneyOut,
    }),
  ),
});
export const invoiceQuery = z.object({ ...page, orderId: id.optional(), customerId: id.optional() });
export const invoicePage = pageOf(invoice);
