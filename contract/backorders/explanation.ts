import { z } from 'zod';
import { decided, runBasis } from '#contract/allocation.ts';
import { item } from '#contract/catalog/item.ts';
import { byId, type SomeOperations } from '#contract/operation.ts';

/** Another line of the queue. Of one whose record the caller may not read, ids and names are null. */
const queued = {
  orderId: z.string().nullable(),
  backorderId: z.string().nullable(),
  orderNumber: z.string().nullable(),
  customerName: z.string().nullable(),
};

const explainedLine = z.object({
  variantId: z.string(),
  ...item,
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
  /** Of what ships only as a whole: the items that keep it from shipping, and how much of each is missing. */
  missingOfWhole: z.array(
    z.object({
      variantId: z.string(),
      ...item,
      quantity: z.number(),
    }),
  ),
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
  siblings: z.array(z.object({ variantId: z.string(), ...item, available: z.number() })),
  decisions: z.array(
    z.object({
      runId: z.string(),
      decidedAt: z.string(),
      ...runBasis,
      ...decided,
    }),
  ),
  projectedOn: z.string().nullable(),
  noDateBecause: z.enum(['no_supply', 'late_supply', 'on_hold', 'waits_for_whole']).nullable(),
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

/** Why the lines of an order or a backorder wait. */
export const operations = {
  explainOrder: {
    summary: 'Why each line of an order waits: stock, who is ahead, what would change it',
    ...byId,
    status: 200,
    answer: orderExplanation,
    refusals: ['not_found'],
  },
  explainBackorder: {
    summary: 'Why each line waits: stock, who is ahead, what would change it',
    ...byId,
    status: 200,
    answer: explanation,
    refusals: ['not_found'],
  },
} as const satisfies SomeOperations;
