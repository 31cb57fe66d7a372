import { z } from 'zod';
import { item } from '#contract/catalog/item.ts';
import type { SomeOperations } from '#contract/operation.ts';
import { flag, id, page, pageOf, text } from '#contract/primitives.ts';

const workFilters = {
  warehouseId: id.optional(),
  customerId: id.optional(),
  kind: z.enum(['order', 'backorder']).optional(),
  /** A number, a customer, or an item by SKU, UPC or name. */
  q: text(100).optional(),
};

/** Which stage of the work: ready to pick, picked, shipped, or held though it has stock. */
export const fulfillmentWorkQuery = z.object({
  ...page,
  tab: z.enum(['ready', 'picked', 'shipped', 'held']).default('ready'),
  ...workFilters,
  withLines: flag.optional(),
});

/** What of one line is to pick, or is carried by the fulfillment. */
export const lineOfWork = z.object({
  orderLineId: z.string(),
  backorderLineId: z.string().nullable(),
  variantId: z.string(),
  ...item,
  quantity: z.number(),
});

/** An order or backorder that can go out, or a fulfillment of one that is on its way; with its lines where `withLines` asks for them, else null. */
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
  ...item,
  /** Units that are reserved and not picked yet; of a fulfillment, the units it carries. */
  quantity: z.number(),
  /** Units the record still asks for, without those that are picked. */
  unpicked: z.number(),
  /** Since when they are reserved, picked, or on the road. */
  since: z.string(),
  requestedOn: z.string().nullable(),
  promisedOn: z.string().nullable(),
  /** The promised, or else the requested, day has passed; of what has shipped, the estimated day. */
  isLate: z.boolean(),
  highPriority: z.boolean(),
  shipsWhole: z.boolean(),
  /** What keeps it from being picked, or from being handed over without cash; null for nothing. */
  held: z.object({ by: z.enum(['no_sale', 'cash_only', 'hold']), reason: z.string().nullable() }).nullable(),
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
  lines: z.array(lineOfWork).nullable(),
});

/** One page of work, what is ready in rank order. */
export const fulfillmentWorkPage = pageOf(fulfillmentWork);

/** The filters of the list without its stage. */
export const fulfillmentWorkCountsQuery = z.object(workFilters);

/** How much there is at each stage. */
export const fulfillmentWorkCounts = z.object({
  ready: z.number(),
  picked: z.number(),
  shipped: z.number(),
  held: z.number(),
});

/** What the warehouse can do next. */
export const operations = {
  listFulfillmentWork: {
    summary:
      'What can go out now, in rank order; what is picked and not shipped; what is shipped and not delivered; what is held',
    query: fulfillmentWorkQuery,
    status: 200,
    answer: fulfillmentWorkPage,
    refusals: [],
  },
  countFulfillmentWork: {
    summary: 'How much of each there is',
    query: fulfillmentWorkCountsQuery,
    status: 200,
    answer: fulfillmentWorkCounts,
    refusals: [],
  },
} as const satisfies SomeOperations;
