import { z } from 'zod';
import { historyEvent } from '#contract/orders.ts';
import { flag, id, page, pageOf, text } from '#contract/primitives.ts';

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

export const EXCEPTION_KINDS = [
  'books_do_not_balance',
  'count_below_picked',
  'promise_passed',
  'past_maximum_age',
  'ready_not_started',
  'picked_not_shipped',
  'shipped_not_delivered',
  'shortage_without_backorder',
  'follow_up_overdue',
  'not_reviewed',
] as const;
const exceptionKind = z.enum(EXCEPTION_KINDS);

/** Something that needs a person: which record, since when, and what a sentence about it needs. */
export const exception = z.object({
  /** A number for what is kept until somebody closes it; `kind-record` for what is derived and goes with its cause. */
  id: z.string(),
  kind: exceptionKind,
  recordType: z.enum(['exception', 'backorder', 'fulfillment', 'order', 'follow_up']),
  recordId: z.string(),
  variantId: z.string().nullable(),
  warehouseId: z.string().nullable(),
  facts: z.record(z.string(), z.unknown()),
  openedAt: z.string(),
  closedAt: z.string().nullable(),
});
export const exceptionQuery = z.object({
  ...page,
  kind: exceptionKind.optional(),
  whose: z.enum(['mine', 'all']).default('all'),
});
/** `counts` come with the first page, to 10,000 of each kind; 10,001 is more. */
export const exceptionPage = pageOf(exception).extend({
  counts: z.array(z.object({ kind: exceptionKind, count: z.number() })).nullable(),
});
export const exceptionClosureBody = z.object({ notes: text(4000).nullish() }).nullish();
/** What closing did: the units that could be posted now. */
export const exceptionClosure = z.object({
  id: z.string(),
  posted: z.number(),
  closedAt: z.string(),
  closedBy: z.string(),
});

export const notification = z.object({
  id: z.string(),
  kind: z.string(),
  recordType: z.string(),
  recordId: z.string(),
  facts: z.record(z.string(), z.unknown()),
  createdAt: z.string(),
  isRead: z.boolean(),
});
export const notificationQuery = z.object({ ...page, unread: flag.optional() });
/** `unread` counts to 100. */
export const notificationPage = pageOf(notification).extend({ unread: z.number() });
export const notificationReadBody = z
  .object({ ids: z.array(id).min(1).max(200).optional(), upTo: id.optional() })
  .refine(({ ids, upTo }) => (ids === undefined) !== (upTo === undefined), {
    path: ['ids'],
    error: 'names some notifications, or all up to one',
  });
export const notificationRead = z.object({ unread: z.number() });

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
