import { z } from 'zod';
import { customerContact } from '#contract/catalog.ts';
import { fulfillment } from '#contract/fulfillment.ts';
import {
  address,
  date,
  flag,
  id,
  moneyOut,
  page,
  pageOf,
  quantity,
  shipPolicy,
  text,
  words,
} from '#contract/primitives.ts';
import { BACKORDER_STATUSES } from '#domain/backorders/backorder-status.ts';

const status = z.enum(BACKORDER_STATUSES);

const facts = {
  isReady: z.boolean(),
  isOverdue: z.boolean(),
  isAtRisk: z.boolean(),
  isOnHold: z.boolean(),
  hasNoDate: z.boolean(),
  dateMoved: z.boolean(),
  awaitsAnswer: z.boolean(),
  canAllocate: z.boolean(),
};

export const promise = z.object({
  id: z.string(),
  promisedOn: z.string().nullable(),
  cause: z.string(),
  reason: z.string().nullable(),
  promisedAt: z.string(),
  promisedBy: z.string(),
});
export const promisePage = pageOf(promise);
export const promiseBody = z.object({
  promisedOn: date.nullable(),
  reason: text(500).nullish(),
  notifyCustomer: z.boolean().default(false),
});

export const coverage = z.object({
  source: z.enum(['allocated', 'available', 'purchase_order_line']),
  purchaseOrderLineId: z.string().nullable(),
  purchaseOrderNumber: z.string().nullable(),
  quantity: z.number(),
  on: z.string().nullable(),
  lateSince: z.string().nullable(),
});

/** What covers each quantity an order waits for, on itself and on its backorders. */
export const orderCoverage = z.object({
  lines: z.array(
    z.object({
      orderLineId: z.string(),
      backorderLineId: z.string().nullable(),
      backorderNumber: z.string().nullable(),
      outstanding: z.number(),
      projectedOn: z.string().nullable(),
      coveredOn: z.string().nullable(),
      noDateBecause: z.enum(['no_supply', 'late_supply', 'on_hold']).nullable(),
      coveredBy: z.array(coverage),
      uncovered: z.number(),
      placeInQueue: z.number().nullable(),
      quantityAhead: z.number(),
    }),
  ),
});

export const backorderLine = z.object({
  id: z.string(),
  orderLineId: z.string(),
  /** The order line its own one raises: people see both as one row. */
  increaseOfId: z.string().nullable(),
  cancelIfNotShippedBy: z.string().nullable(),
  isPastShipBy: z.boolean(),
  /** Orders of the same customer for the same variant that came while this waited. */
  alsoOrderedOn: z.array(
    z.object({
      orderId: z.string(),
      number: z.string(),
      decision: z.enum(['add', 'merge', 'replace']),
      wasAsked: z.boolean(),
      quantity: z.number(),
    }),
  ),
  variantId: z.string(),
  sku: z.string(),
  upc: z.string().nullable(),
  name: z.string(),
  description: z.string().nullable(),
  unitsPerCase: z.number(),
  orderMultiple: z.number(),
  ordered: z.number(),
  filledFromOrder: z.number(),
  quantity: z.number(),
  fulfilled: z.number(),
  delivered: z.number(),
  cancelled: z.number(),
  substituted: z.number(),
  outstanding: z.number(),
  allocated: z.number(),
  picked: z.number(),
  unitPrice: moneyOut,
  deals: z.array(z.object({ name: z.string(), amount: moneyOut })),
  lineValue: moneyOut,
  onHand: z.number(),
  available: z.number(),
  onOrder: z.number(),
  /** Free stock this line would get now. */
  allocatableNow: z.number(),
  projectedOn: z.string().nullable(),
  coveredOn: z.string().nullable(),
  noDateBecause: z.enum(['no_supply', 'late_supply', 'on_hold']).nullable(),
  coveredBy: z.array(coverage),
  uncovered: z.number(),
  placeInQueue: z.number().nullable(),
  quantityAhead: z.number(),
});

export const backorder = z.object({
  id: z.string(),
  number: z.string(),
  kind: z.enum(['backorder', 'replacement']),
  status,
  ...facts,
  orderId: z.string(),
  orderNumber: z.string(),
  orderedOn: z.string(),
  customerId: z.string(),
  customer: customerContact,
  warehouseId: z.string(),
  salesRepId: z.string().nullable(),
  salesRepName: z.string().nullable(),
  shipPolicy,
  terms: z.string(),
  deliveryAddress: address.nullable(),
  requestedOn: z.string().nullable(),
  promisedOn: z.string().nullable(),
  projectedOn: z.string().nullable(),
  cause: z.string(),
  reason: z.string().nullable(),
  notes: z.string().nullable(),
  highPriority: z.boolean(),
  createdOn: z.string(),
  createdAt: z.string(),
  createdBy: z.string(),
  ageDays: z.number(),
  quantity: z.number(),
  fulfilled: z.number(),
  delivered: z.number(),
  cancelled: z.number(),
  substituted: z.number(),
  outstanding: z.number(),
  allocated: z.number(),
  value: moneyOut,
  lines: z.array(backorderLine),
  promises: z.array(promise),
  fulfillments: z.array(fulfillment),
  version: z.number(),
});
export type Backorder = z.infer<typeof backorder>;

/** What a value of a query may name several of, separated by commas. */
const listOf = <Item extends string>(item: z.ZodType<Item, string>) =>
  z
    .string()
    .max(500)
    .transform((value) => value.split(','))
    .pipe(z.array(item));

const days = z.coerce.number().int().min(0).max(36_500);

/** Every filter of the list; they combine, and each leaves what the others leave. */
const filters = {
  tab: z.enum(['open', 'mine', 'ready', 'overdue', 'no_date', 'cancelled', 'all']).optional(),
  status: listOf(z.enum([...BACKORDER_STATUSES, 'all'])).optional(),
  customerId: id.optional(),
  variantId: id.optional(),
  productId: id.optional(),
  supplierId: id.optional(),
  /** Of the customer's representative today. */
  salesRepId: id.optional(),
  warehouseId: id.optional(),
  orderId: id.optional(),
  reason: listOf(words(200)).optional(),
  isVip: flag.optional(),
  isReady: flag.optional(),
  isOverdue: flag.optional(),
  isOnHold: flag.optional(),
  hasNoDate: flag.optional(),
  highPriority: flag.optional(),
  /** The promised date: before today, in this week (from today to Sunday), in the next, later, or none. */
  promised: z.enum(['overdue', 'this_week', 'next_week', 'future', 'none']).optional(),
  promisedFrom: date.optional(),
  promisedTo: date.optional(),
  /** Days since the backorder was created. */
  ageFrom: days.optional(),
  ageTo: days.optional(),
  /** A number, or a part of the name of customer or item; misspelt names are found by likeness. */
  q: text(100).optional(),
};
export const backorderQuery = z.object({
  ...page,
  ...filters,
  sort: z.enum(['createdAt', '-createdAt', 'value', '-value', 'promisedOn', '-promisedOn']).default('createdAt'),
});
const { tab: _, ...filtersBesideTheTab } = filters;
export const backorderCountQuery = z.object(filtersBesideTheTab);

export const GROUPINGS = ['customer', 'product', 'supplier', 'rep'] as const;
export const backorderGroupQuery = z.object({ ...filters, by: z.enum(GROUPINGS) });
export const backorderGroups = z.object({
  data: z.array(
    z.object({
      /** Null for what has no representative or supplier. */
      id: z.string().nullable(),
      name: z.string().nullable(),
      backorders: z.number(),
      units: z.number(),
      value: moneyOut,
      oldestCreatedOn: z.string(),
    }),
  ),
  /** False when there are more groups than are answered. */
  isWhole: z.boolean(),
});

export const backorderRow = z.object({
  id: z.string(),
  number: z.string(),
  status,
  isReady: z.boolean(),
  isOverdue: z.boolean(),
  isOnHold: z.boolean(),
  hasNoDate: z.boolean(),
  highPriority: z.boolean(),
  orderId: z.string(),
  orderNumber: z.string(),
  customerId: z.string(),
  customerName: z.string(),
  customerTier: z.enum(['vip', 'standard', 'low']),
  salesRepName: z.string().nullable(),
  lineCount: z.number(),
  /** The first line's item; `lineCount` says whether there are more. */
  sku: z.string(),
  itemName: z.string(),
  unitsPerCase: z.number(),
  quantity: z.number(),
  fulfilled: z.number(),
  outstanding: z.number(),
  allocated: z.number(),
  promisedOn: z.string().nullable(),
  createdOn: z.string(),
  ageDays: z.number(),
  value: moneyOut,
});
export type BackorderRow = z.infer<typeof backorderRow>;
export const backorderPage = pageOf(backorderRow);

export const backorderCounts = z.object({
  open: z.number(),
  mine: z.number(),
  ready: z.number(),
  overdue: z.number(),
  noDate: z.number(),
  cancelled: z.number(),
  all: z.number(),
  openValue: moneyOut,
});

export const backorderCancellationBody = z.object({
  reason: words(200),
  /** Which reason, where `reason` is `other`. */
  reasonText: text(200).nullish(),
  notes: text(4000).nullish(),
  notifyCustomer: z.boolean().default(false),
  lines: z
    .array(z.object({ backorderLineId: id, quantity }))
    .min(1)
    .max(500)
    .optional(),
});

/** Why each line waits, in facts the screen turns into sentences. */
export const explanation = z.object({
  policy: z.enum(['fifo', 'priority']),
  policyVersion: z.number(),
  lines: z.array(
    z.object({
      backorderLineId: z.string(),
      sku: z.string(),
      name: z.string(),
      onHand: z.number(),
      allocated: z.number(),
      available: z.number(),
      lastCountedAt: z.string().nullable(),
      waiting: z.number(),
      decision: z
        .object({ outcome: z.string(), reason: z.string(), rank: z.number(), quantity: z.number(), short: z.number() })
        .nullable(),
      ahead: z.array(
        z.object({
          orderNumber: z.string().nullable(),
          customerName: z.string().nullable(),
          waiting: z.number(),
          because: z.string(),
        }),
      ),
      aheadCount: z.number(),
      aheadQuantity: z.number(),
      holders: z.array(
        z.object({
          orderNumber: z.string().nullable(),
          customerName: z.string().nullable(),
          quantity: z.number(),
          picked: z.number(),
        }),
      ),
      arrivals: z.array(
        z.object({
          purchaseOrderId: z.string(),
          purchaseOrderNumber: z.string(),
          quantity: z.number(),
          expectedOn: z.string().nullable(),
          isLate: z.boolean(),
        }),
      ),
      siblings: z.array(z.object({ variantId: z.string(), sku: z.string(), name: z.string(), available: z.number() })),
      decisions: z.array(
        z.object({
          runId: z.string(),
          decidedAt: z.string(),
          causeType: z.string(),
          policy: z.string(),
          policyVersion: z.number(),
          claim: z.string(),
          rank: z.number(),
          waiting: z.number(),
          quantity: z.number(),
          outcome: z.string(),
          reason: z.string(),
          short: z.number(),
        }),
      ),
    }),
  ),
});

/**
 * Whether each line was filled, by what and when: the one right answer, the query that gives it, and the tempting query
 * with the answer it would give.
 */
export const backorderFills = z.object({
  rightQuery: z.string(),
  wrongQuery: z.string(),
  wrongBecause: z.string(),
  fields: z.array(z.object({ name: z.string(), meaning: z.string() })),
  lines: z.array(
    z.object({
      id: z.string(),
      orderLineId: z.string(),
      sku: z.string(),
      name: z.string(),
      unitsPerCase: z.number(),
      backordered: z.number(),
      fulfilled: z.number(),
      outstanding: z.number(),
      /** What the tempting query would call filled. */
      wrongAnswer: z.number(),
      fills: z.array(
        z.object({
          fulfillmentId: z.string(),
          fulfillmentNumber: z.string(),
          quantity: z.number(),
          shippedAt: z.string(),
          deliveredAt: z.string().nullable(),
          receivedBy: z.string().nullable(),
          carrier: z.string().nullable(),
          trackingNumber: z.string().nullable(),
        }),
      ),
    }),
  ),
});
