import { z } from 'zod';
import { item } from '#contract/catalog/item.ts';
import { byId, type SomeOperations } from '#contract/operation.ts';
import { id } from '#contract/primitives.ts';

/** What made a run of the queue. */
const RUN_CAUSES = [
  'confirmation',
  'receipt',
  'adjustment',
  'cancellation',
  'substitution',
  'fulfillment',
  'void',
  'return',
  'review',
  'schedule',
  'release',
  'priority',
] as const;

/** By what a run decides. */
export const runBasis = {
  causeType: z.enum(RUN_CAUSES),
  policy: z.enum(['fifo', 'priority']),
  policyVersion: z.number(),
};

/** What a run decided about one claim of a line. */
export const decided = {
  claim: z.enum(['pinned', 'owed', 'ordinary']),
  rank: z.number(),
  waiting: z.number(),
  quantity: z.number(),
  outcome: z.enum(['allocated', 'partly', 'passed_over', 'excluded', 'released']),
  reason: z.string(),
  short: z.number(),
};

const decision = z.object({
  queueLineId: z.string(),
  orderId: z.string(),
  orderNumber: z.string(),
  backorderId: z.string().nullable(),
  backorderNumber: z.string().nullable(),
  customerName: z.string(),
  variantId: z.string(),
  ...item,
  ...decided,
});

/** A run with every candidate and its explanation, replayed from the inputs it was decided from. */
export const allocationRun = z.object({
  id: z.string().nullable(),
  warehouseId: z.string(),
  ...runBasis,
  causeId: z.string().nullable(),
  decidedAt: z.string(),
  decidedBy: z.string(),
  supply: z.array(z.object({ variantId: z.string(), available: z.number() })),
  decisions: z.array(decision),
});

/**
 * Which variants to allocate in which warehouse. `preview` decides and writes nothing. Without `policy`, the company's
 * (rule 14).
 */
export const allocationRunBody = z.object({
  variantIds: z.array(id).min(1).max(200),
  warehouseId: id,
  policy: z.enum(['fifo', 'priority']).optional(),
  preview: z.boolean().default(false),
});

/** Allocation runs: running one, and reading why each line got what it got (rule 13). */
export const operations = {
  getAllocationRun: {
    summary: 'One allocation run: every candidate with its explanation',
    ...byId,
    status: 200,
    answer: allocationRun,
    refusals: ['not_found'],
  },
  runAllocation: {
    summary: 'Allocate free stock to waiting lines, or preview it',
    body: allocationRunBody,
    status: 201,
    answer: allocationRun,
    refusals: ['unknown_reference'],
  },
} as const satisfies SomeOperations;
