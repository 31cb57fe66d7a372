import { z } from 'zod';
import { customerContact } from '#contract/catalog.ts';
import { fulfillment } from '#contract/fulfillment.ts';
import { hold } from '#contract/holds.ts';
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
  shortageRule,
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

export const priority = z.object({
  /** The change it was set by; null when it never was. */
  id: z.string().nullable(),
  backorderId: z.string(),
  highPriority: z.boolean(),
  /** A person's override: -1 goes ahead of the queue, 1 behind it. */
  manualRank: z.number(),
  reason: z.string().nullable(),
  setAt: z.string().nullable(),
  setBy: z.string().nullable(),
  /** Reserved units that changed their line by this change, and whose they were or are; others only where readable. */
  moved: z.array(
    z.object({
      direction: z.enum(['gained', 'returned', 'freed']),
      variantId: z.string(),
      quantity: z.number(),
      orderNumber: z.string().nullable(),
      customerName: z.string().nullable(),
    }),
  ),
});
const wantedPriority = {
  highPriority: z.boolean().optional(),
  manualRank: z.literal([-1, 0, 1]).optional(),
  reason: words(500),
};
const saysSomething = (body: { highPriority?: boolean | undefined; manualRank?: number | undefined }) =>
  body.highPriority !== undefined || body.manualRank !== undefined;
const SAYS_NOTHING = 'names neither highPriority nor manualRank';
export const priorityBody = z.object(wantedPriority).refine(saysSomething, SAYS_NOTHING);

const refusal = z.object({ code: z.string(), title: z.string(), facts: z.record(z.string(), z.unknown()) }).nullable();
const isDistinct = (ids: readonly string[]) => new Set(ids).size === ids.length;
export const prioritiesBody = z
  .object({
    backorderIds: z.array(id).min(1).max(200).refine(isDistinct, 'names a backorder twice'),
    ...wantedPriority,
  })
  .refine(saysSomething, SAYS_NOTHING);
export const priorityList = z.object({
  data: z.array(z.object({ backorderId: z.string(), priority: priority.nullable(), refusal })),
});
export const promisesBody = z.object({
  promises: z
    .array(promiseBody.extend({ backorderId: id }))
    .min(1)
    .max(200)
    .refine((promises) => isDistinct(promises.map(({ backorderId }) => backorderId)), 'names a backorder twice'),
});
export const promiseList = z.object({
  data: z.array(z.object({ backorderId: z.string(), promise: promise.nullable(), refusal })),
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
  /** What becomes of a shortage of this line, by its own rule, its item's or its customer's. */
  shortageRule,
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
  /** The date the customer was last told; its `on` is null for "no date yet". */
  told: z.object({ on: z.string().nullable(), at: z.string() }).nullable(),
  cause: z.string(),
  reason: z.string().nullable(),
  notes: z.string().nullable(),
  highPriority: z.boolean(),
  manualRank: z.number(),
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
  /** Open holds of it and of its order. */
  holds: z.array(hold),
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
  tab: z.enum(['open', 'mine', 'ready', 'overdue', 'no_date', 'date_moved', 'cancelled', 'all']).optional(),
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
  /** Today's supply is later than the promise, or there is none. */
  isAtRisk: flag.optional(),
  /** The projected date is no longer what the customer was last told. */
  dateMoved: flag.optional(),
  /** A follow-up is due today or was before. */
  followUpDue: flag.optional(),
  /** Nobody looked at it within the days of the weekly review. */
  notReviewed: flag.optional(),
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
  isAtRisk: z.boolean(),
  dateMoved: z.boolean(),
  /** What today's supply says, a second or so old; null without a date, and for what is closed. */
  projectedOn: z.string().nullable(),
  /** Of the line that stands best. */
  placeInQueue: z.number().nullable(),
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
  dateMoved: z.number(),
  cancelled: z.number(),
  all: z.number(),
  openValue: moneyOut,
});

/** What open backorders may expect, as kept for lists: a second or so behind. Closed and unknown ones are left out. */
export const outlook = z.object({
  backorderId: z.string(),
  projectedOn: z.string().nullable(),
  noDateBecause: z.enum(['no_supply', 'late_supply', 'on_hold']).nullable(),
  placeInQueue: z.number().nullable(),
  quantityAhead: z.number(),
  isAtRisk: z.boolean(),
  dateMoved: z.boolean(),
  toldOn: z.string().nullable(),
  toldAt: z.string().nullable(),
  refreshedAt: z.string(),
});
export const outlookQuery = z.object({
  ids: z
    .string()
    .max(2000)
    .transform((value) => value.split(','))
    .pipe(z.array(id).min(1).max(100)),
});
export const outlookList = z.object({ data: z.array(outlook) });

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

/** Another line of the queue. Of one whose record the caller may not read, ids and names are null. */
const queued = {
  orderId: z.string().nullable(),
  backorderId: z.string().nullable(),
  orderNumber: z.string().nullable(),
  customerName: z.string().nullable(),
};

const explainedLine = z.object({
  variantId: z.string(),
  sku: z.string(),
  name: z.string(),
  unitsPerCase: z.number(),
  onHand: z.number(),
  allocated: z.number(),
  available: z.number(),
  lastCountedAt: z.string().nullable(),
  waiting: z.number(),
  decision: z
    .object({ outcome: z.string(), reason: z.string(), rank: z.number(), quantity: z.number(), short: z.number() })
    .nullable(),
  /** The first of those that wait ahead and behind, and why each ahead is. */
  ahead: z.array(z.object({ ...queued, waiting: z.number(), because: z.string() })),
  behind: z.array(z.object({ ...queued, waiting: z.number() })),
  behindCount: z.number(),
  /** What would have given the line stock now: how much it would get; of `more_stock`, what is missing. */
  wouldChange: z.array(
    z.object({
      change: z.enum(['more_stock', 'release', 'earlier_day', 'ship_partial', 'high_priority']),
      quantity: z.number(),
    }),
  ),
  aheadCount: z.number(),
  aheadQuantity: z.number(),
  holders: z.array(z.object({ ...queued, isThis: z.boolean(), quantity: z.number(), picked: z.number() })),
  arrivals: z.array(
    z.object({
      purchaseOrderId: z.string(),
      purchaseOrderNumber: z.string(),
      quantity: z.number(),
      expectedOn: z.string().nullable(),
      isLate: z.boolean(),
    }),
  ),
  /** Stock that changed between this line and others because somebody changed a rank. */
  moves: z.array(
    z.object({
      direction: z.enum(['gained', 'lent', 'gave_back', 'got_back']),
      quantity: z.number(),
      at: z.string(),
      by: z.string(),
      reason: z.string(),
      orderNumber: z.string().nullable(),
      customerName: z.string().nullable(),
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
  projectedOn: z.string().nullable(),
  noDateBecause: z.enum(['no_supply', 'late_supply', 'on_hold']).nullable(),
});

const explained = {
  policy: z.enum(['fifo', 'priority']),
  policyVersion: z.number(),
  warehouseId: z.string(),
};

/** Why each line waits, in facts the screen turns into sentences. */
export const explanation = z.object({
  ...explained,
  lines: z.array(explainedLine.extend({ backorderLineId: z.string() })),
});

/** The same for the lines that stand on the order itself. */
export const orderExplanation = z.object({
  ...explained,
  lines: z.array(explainedLine.extend({ orderLineId: z.string() })),
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
