import { z } from 'zod';
import { coverage } from '#contract/backorders/coverage.ts';
import { backorderPromise } from '#contract/backorders/promises.ts';
import { item } from '#contract/catalog/item.ts';
import { customerContact } from '#contract/customers.ts';
import { fulfillment } from '#contract/fulfillment/fulfillments.ts';
import { hold } from '#contract/holds.ts';
import { byId, type SomeOperations } from '#contract/operation.ts';
import { address, date, id, moneyOut, name, quantity, shipPolicy, shortageRule, text } from '#contract/primitives.ts';
import { likelyBetween, noRangeBecause } from '#contract/purchasing/reliability.ts';
import { BACKORDER_STATUSES } from '#domain/backorders/backorder-status.ts';
import { BACKORDER_TERMS } from '#domain/backorders/terms.ts';

/** The derived status of a backorder (rule 18). */
export const backorderStatus = z.enum(BACKORDER_STATUSES);

const facts = {
  /** Something of it can be picked now. */
  isReady: z.boolean(),
  /** How much of it can be picked now: without what is picked, held, or waits for its whole. */
  readyQuantity: z.number(),
  isOverdue: z.boolean(),
  isAtRisk: z.boolean(),
  isOnHold: z.boolean(),
  hasNoDate: z.boolean(),
  dateMoved: z.boolean(),
  awaitsAnswer: z.boolean(),
  canAllocate: z.boolean(),
};

/**
 * A line of a backorder, in base units, always with `quantity` = `fulfilled` + `cancelled` + `substituted` +
 * `outstanding`, and `allocated` ≤ `outstanding` (rule 19). `coveredOn` is the day stock covers all that is
 * outstanding, `projectedOn` the day it can ship (rule 26); both are null without supply, and `noDateBecause` says
 * why.
 */
export const backorderLine = z.object({
  id: z.string(),
  orderLineId: z.string(),
  /** The order line its own one raises: people see both as one row. */
  increaseOfId: z.string().nullable(),
  cancelIfNotShippedBy: z.string().nullable(),
  isPastShipBy: z.boolean(),
  /** While it waits: orders of the same customer for the same variant that came after it, the latest ten. */
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
  ...item,
  upc: z.string().nullable(),
  description: z.string().nullable(),
  orderMultiple: z.number(),
  ordered: z.number(),
  filledFromOrder: z.number(),
  quantity: z.number(),
  fulfilled: z.number(),
  delivered: z.number(),
  cancelled: z.number(),
  /** What changes of the order took back: left out of `ordered`, `quantity` and `cancelled`, kept in the ledger. */
  takenBack: z.number(),
  substituted: z.number(),
  outstanding: z.number(),
  allocated: z.number(),
  picked: z.number(),
  /** What of `allocated` waits with something that was added: only a person moves it. */
  firm: z.number(),
  /** What becomes of a shortage of this line, by its own rule, its item's or its customer's. */
  shortageRule,
  unitPrice: moneyOut,
  deals: z.array(z.object({ name: z.string(), amount: moneyOut })),
  /** What is outstanding is worth; the lines add up to the backorder's `outstandingValue`. */
  outstandingValue: moneyOut,
  onHand: z.number(),
  available: z.number(),
  onOrder: z.number(),
  /** Free stock this line would get now. */
  allocatableNow: z.number(),
  projectedOn: z.string().nullable(),
  coveredOn: z.string().nullable(),
  noDateBecause: z.enum(['no_supply', 'late_supply', 'on_hold', 'waits_for_whole']).nullable(),
  waitsForWhole: z.boolean(),
  likelyBetween,
  noRangeBecause,
  coveredBy: z.array(coverage),
  uncovered: z.number(),
  placeInQueue: z.number().nullable(),
  quantityAhead: z.number(),
});

/**
 * A backorder with all that is known of it. `status` is derived, with facts beside it (rule 18). Requested, promised
 * and projected dates are three dates (rule 22). `ageDays` counts whole days since it was created (rule 24). `version`
 * is the record's ETag.
 */
export const backorder = z.object({
  id: z.string(),
  number: z.string(),
  kind: z.enum(['backorder', 'replacement']),
  status: backorderStatus,
  ...facts,
  /** The terms it was given for itself: a change of the order leaves these as they are. */
  ownTerms: z.array(z.enum(BACKORDER_TERMS)),
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
  /** The date the customer was last told; its `on` is null for "no date yet". `projectedOn` is what supply said then. */
  told: z.object({ on: z.string().nullable(), at: z.string(), projectedOn: z.string().nullable() }).nullable(),
  cause: z.enum(['partial_fulfillment', 'confirmation', 'manual', 'lost_delivery', 'return']),
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
  /** What changes of the order took back: left out of `quantity` and `cancelled`, kept in the ledger. */
  takenBack: z.number(),
  substituted: z.number(),
  outstanding: z.number(),
  allocated: z.number(),
  /** What is outstanding is worth. */
  outstandingValue: moneyOut,
  lines: z.array(backorderLine),
  promises: z.array(backorderPromise),
  /** Open holds of it and of its order. */
  holds: z.array(hold),
  fulfillments: z.array(fulfillment),
  version: z.number(),
});

/** A backorder as answered. */
export type Backorder = z.infer<typeof backorder>;

/**
 * The part of an order to move to a backorder by hand, at most what each line has unfilled (`more_than_remainder`).
 * What is allocated to that part moves with it (rule 7).
 */
export const manualBackorderBody = z.object({
  lines: z
    .array(z.object({ orderLineId: id, quantity }))
    .min(1)
    .max(500),
  promisedOn: date.nullish(),
  reason: name(200),
  notes: text(4000).nullish(),
  /** Writes to the customer; where no mail reaches them, leaves a follow-up to tell them, due today. */
  notifyCustomer: z.boolean().default(false),
});

/** One backorder, and making one by hand. */
export const operations = {
  getBackorder: {
    summary: 'One backorder: lines, what covers them, dates, promises, fulfillments',
    ...byId,
    status: 200,
    answer: backorder,
    refusals: ['not_found'],
  },
  createBackorder: {
    summary: 'Move the unfilled part of an order to a backorder by hand',
    ...byId,
    body: manualBackorderBody,
    status: 201,
    answer: backorder,
    refusals: [
      'not_your_customer',
      'not_found',
      'order_not_confirmed',
      'order_cancelled',
      'quantity_not_whole_multiple',
      'line_not_on_record',
      'line_named_twice',
      'more_than_remainder',
      'promise_in_the_past',
    ],
  },
} as const satisfies SomeOperations;
