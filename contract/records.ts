import { z } from 'zod';
import { historyEvent } from '#contract/orders.ts';
import { id, page, pageOf, text } from '#contract/primitives.ts';

const decision = z.object({
  queueLineId: z.string(),
  orderId: z.string(),
  orderNumber: z.string(),
  backorderId: z.string().nullable(),
  backorderNumber: z.string().nullable(),
  customerName: z.string(),
  variantId: z.string(),
  claim: z.string(),
  rank: z.number(),
  waiting: z.number(),
  quantity: z.number(),
  outcome: z.string(),
  reason: z.string(),
  short: z.number(),
});

/** A run with every candidate and its explanation, replayed from the inputs it was decided from. */
export const allocationRun = z.object({
  id: z.string().nullable(),
  warehouseId: z.string(),
  causeType: z.string(),
  causeId: z.string().nullable(),
  policy: z.string(),
  policyVersion: z.number(),
  decidedAt: z.string(),
  decidedBy: z.string(),
  supply: z.array(z.object({ variantId: z.string(), available: z.number() })),
  decisions: z.array(decision),
});
export const allocationRunBody = z.object({
  variantIds: z.array(id).min(1).max(200),
  warehouseId: id,
  policy: z.enum(['fifo', 'priority']).optional(),
  preview: z.boolean().default(false),
});

/** What is left of a record that was removed. */
export const removed = z.object({ id: z.string() });

export const exception = z.object({
  id: z.string(),
  kind: z.string(),
  variantId: z.string().nullable(),
  warehouseId: z.string().nullable(),
  facts: z.record(z.string(), z.unknown()),
  openedAt: z.string(),
  closedAt: z.string().nullable(),
});
export const exceptionQuery = z.object(page);
export const exceptionPage = pageOf(exception);

export const notification = z.object({
  id: z.string(),
  kind: z.string(),
  recordType: z.string(),
  recordId: z.string(),
  facts: z.record(z.string(), z.unknown()),
  createdAt: z.string(),
});
export const notificationQuery = z.object(page);
export const notificationPage = pageOf(notification);

export const auditQuery = z.object({
  ...page,
  recordType: text(50).optional(),
  recordId: id.optional(),
  actor: text(100).optional(),
});
export const auditPage = pageOf(historyEvent);

export const verification = z.object({
  verifiedAt: z.string().nullable(),
  balanced: z.boolean().nullable(),
  differences: z.array(z.record(z.string(), z.unknown())),
});
