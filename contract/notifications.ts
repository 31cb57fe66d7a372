import { z } from 'zod';
import type { SomeOperations } from '#contract/operation.ts';
import { flag, id, page, pageOf } from '#contract/primitives.ts';

const NOTIFICATION_KINDS = [
  'backorders_ready',
  'backorders_not_ready',
  'stock_freed',
  'supply_date_moved',
  'promise_at_risk',
  'promise_broken',
  'follow_ups_due',
  'customer_answered',
  'representative_left',
  'report_ready',
  'report_failed',
] as const;

/** Something the caller should hear of, with the facts a sentence about it needs. */
export const notification = z.object({
  id: z.string(),
  kind: z.enum(NOTIFICATION_KINDS),
  recordType: z.string(),
  recordId: z.string(),
  facts: z.record(z.string(), z.unknown()),
  createdAt: z.string(),
  isRead: z.boolean(),
});

/** Newest first, all or unread. */
export const notificationQuery = z.object({ ...page, unread: flag.optional() });

/** `unread` counts to 100. */
export const notificationPage = pageOf(notification).extend({ unread: z.number() });

/** Some notifications by id, or all up to one. */
export const notificationReadBody = z
  .object({ ids: z.array(id).min(1).max(200).optional(), upTo: id.optional() })
  .refine(({ ids, upTo }) => (ids === undefined) !== (upTo === undefined), {
    path: ['ids'],
    error: 'names some notifications, or all up to one',
  });

/** How many are left unread, counted to 100. */
export const notificationRead = z.object({ unread: z.number() });

/** Notifications of the caller. */
export const operations = {
  listNotifications: {
    summary: 'What the caller should hear of, newest first',
    query: notificationQuery,
    status: 200,
    answer: notificationPage,
    refusals: [],
  },
  readNotifications: {
    summary: 'Mark notifications read: some, or all up to one',
    body: notificationReadBody,
    status: 201,
    answer: notificationRead,
    refusals: ['unknown_reference'],
  },
} as const satisfies SomeOperations;
