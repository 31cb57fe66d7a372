import { z } from 'zod';
import { isDistinct, manyOf } from '#contract/backorders/many-at-once.ts';
import type { SomeOperations } from '#contract/operation.ts';
import { id, idList, moneyOut, name } from '#contract/primitives.ts';
import { NEWS_REASONS } from '#domain/messages/proposals.ts';

/**
 * A customer who should hear from us about a backorder, and why; `reasons` name the most pressing first. `news` names what
 * there is to tell: what was told or set aside once is not proposed again. `event` is the message that tells it.
 */
export const messageProposal = z.object({
  backorderId: z.string(),
  backorderNumber: z.string(),
  orderId: z.string(),
  orderNumber: z.string(),
  customerId: z.string(),
  customerName: z.string(),
  customerPhone: z.string().nullable(),
  salesRepName: z.string().nullable(),
  itemName: z.string(),
  otherItems: z.number(),
  reasons: z.array(z.enum(NEWS_REASONS)),
  news: z.string(),
  event: z.enum(['date_moved', 'weekly_status']),
  waitedDays: z.number(),
  slips: z.number(),
  promisedOn: z.string().nullable(),
  toldOn: z.string().nullable(),
  projectedOn: z.string().nullable(),
  heardOn: z.string().nullable(),
  outstandingValue: moneyOut,
  /** Why no message can go to the customer; null where one can. */
  whyNot: z.enum(['customer_opted_out', 'no_address', 'event_off']).nullable(),
});

/** Whose customers, for which reason first, and of which backorders alone: ids with commas between them. */
export const messageProposalQuery = z.object({
  whose: z.enum(['mine', 'all']).default('all'),
  reason: z.enum(NEWS_REASONS).optional(),
  backorderIds: idList.optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});

/** The most pressing first: by reason, then top customers, then what is outstanding. `counts` are by first reason, of all. */
export const messageProposalList = z.object({
  data: z.array(messageProposal),
  counts: z.array(z.object({ reason: z.enum(NEWS_REASONS), count: z.number() })),
});

/** Up to 200 proposals that were looked at, each with the news it had then. */
export const messageProposalsBody = z.object({
  proposals: z
    .array(z.object({ backorderId: id, news: name(60) }))
    .min(1)
    .max(200)
    .refine((proposals) => isDistinct(proposals.map(({ backorderId }) => backorderId)), 'names a backorder twice'),
});

/** For each backorder, in the order they were named: what its customer is told, or why it was refused. */
export const messagesProposed = manyOf('told', z.object({ event: z.enum(['date_moved', 'weekly_status']) }));

/** For each backorder, in the order they were named: that its news was set aside, or why it was refused. */
export const newsSetAside = manyOf('setAside', z.object({ news: z.string() }));

/** Whom to tell today. */
export const operations = {
  listMessageProposals: {
    summary: 'Which customers should hear from us today, and why',
    query: messageProposalQuery,
    status: 200,
    answer: messageProposalList,
    refusals: [],
  },
  sendMessageProposals: {
    summary: 'Tell the customers of proposals: a moved date is promised anew, the rest is how it stands',
    body: messageProposalsBody,
    status: 201,
    answer: messagesProposed,
    refusals: ['unknown_reference'],
  },
  setNewsAside: {
    summary: 'Do not tell the customers of proposals: the same news is not proposed again',
    body: messageProposalsBody,
    status: 201,
    answer: newsSetAside,
    refusals: ['unknown_reference'],
  },
} as const satisfies SomeOperations;
