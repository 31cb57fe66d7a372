import { z } from 'zod';
import type { SomeOperations } from '#contract/operation.ts';
import { orderLine } from '#contract/orders/order.ts';
import {
  changed,
  changes,
  date,
  externalId,
  flag,
  id,
  moneyOut,
  name,
  page,
  pageOf,
  text,
} from '#contract/primitives.ts';
import { ORDER_STATUSES } from '#domain/orders/order-status.ts';

const orderFilters = {
  customerId: id.optional(),
  salesRepId: id.optional(),
  warehouseId: id.optional(),
  orderedFrom: date.optional(),
  orderedTo: date.optional(),
  isOnHold: flag.optional(),
  /** Exactly these, in whatever case. */
  number: name(60).optional(),
  customerReference: name(60).optional(),
  externalId: externalId.optional(),
  /** A number, also the customer's own, or words of customer or item in any order. */
  q: text(100).optional(),
};

/** The filters of the list without status, order and page. */
export const orderCountQuery = z.object(orderFilters);

/** How many orders the other filters leave in each status, counted to 10,000; more is answered as 10,001. */
export const orderCounts = z.object({
  all: z.number(),
  backorder: z.number(),
  draft: z.number(),
  confirmed: z.number(),
  partially_fulfilled: z.number(),
  fulfilled: z.number(),
  delivered: z.number(),
  cancelled: z.number(),
});

/**
 * Orders, newest first. `backorder` as status means those with an open backorder; `orderedFrom` and `orderedTo` are
 * both included.
 */
export const orderQuery = z.object({
  ...page,
  ...changes,
  status: z.enum([...ORDER_STATUSES, 'backorder']).optional(),
  ...orderFilters,
  withLines: flag.optional(),
  sort: z.enum(['-orderedOn', 'orderedOn']).default('-orderedOn'),
});

/** A line of an order in a list. */
export const lineOfOrder = orderLine.pick({
  id: true,
  position: true,
  variantId: true,
  sku: true,
  productName: true,
  variantName: true,
  itemName: true,
  unitsPerCase: true,
  increaseOfId: true,
  quantity: true,
  fulfilled: true,
  backordered: true,
  cancelled: true,
  outstanding: true,
  wanted: true,
  allocated: true,
  picked: true,
  unitPrice: true,
  orderedValue: true,
});

/** An order in a list, with its lines where `withLines` asks for them, else null. */
export const orderRow = z.object({
  id: z.string(),
  number: z.string(),
  /** The number the customer gave it. */
  customerReference: z.string().nullable(),
  externalId: z.string().nullable(),
  status: z.enum(ORDER_STATUSES),
  hasOpenBackorder: z.boolean(),
  customerId: z.string(),
  customerName: z.string(),
  salesRepName: z.string().nullable(),
  isOnHold: z.boolean(),
  orderedOn: z.string(),
  requestedOn: z.string().nullable(),
  ordered: z.number(),
  shipped: z.number(),
  orderedValue: moneyOut,
  lines: z.array(lineOfOrder).nullable(),
  ...changed,
});

/** One page of orders. */
export const orderPage = pageOf(orderRow);

/** Orders in lists, and how many there are of each status. */
export const operations = {
  listOrders: {
    summary: 'Orders, newest first',
    query: orderQuery,
    status: 200,
    answer: orderPage,
    refusals: [],
  },
  countOrders: {
    summary: 'How many orders stand in each status',
    query: orderCountQuery,
    status: 200,
    answer: orderCounts,
    refusals: [],
  },
} as const satisfies SomeOperations;
