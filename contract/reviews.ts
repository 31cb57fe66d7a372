import { z } from 'zod';
import { item } from '#contract/catalog/item.ts';
import { byId, type SomeOperations } from '#contract/operation.ts';
import { flag, id, instant, moneyOut, page, pageOf, text } from '#contract/primitives.ts';
import { BACKORDER_STATUSES } from '#domain/backorders/backorder-status.ts';

/** A note on the review, if any. */
export const reviewBody = z.object({ note: text(4000).nullish() }).nullish();

/** Up to 200 backorders to mark reviewed, all or none. */
export const reviewsBody = z.object({ backorderIds: z.array(id).min(1).max(200), note: text(4000).nullish() });

/** That a backorder was looked at: by whom, when, with which note. */
export const review = z.object({
  backorderId: z.string(),
  note: z.string().nullable(),
  reviewedAt: z.string(),
  reviewedBy: z.string(),
});

/** The reviews, in the order the backorders were named. */
export const reviews = z.object({ data: z.array(review) });

/** Which review is taken back: the one of this instant, as the review's answer gives it. */
export const reviewWithdrawalBody = z.object({ reviewedAt: instant });

/** Up to 200 backorders that were reviewed at one instant, in one act. */
export const reviewWithdrawalsBody = z.object({ backorderIds: z.array(id).min(1).max(200), reviewedAt: instant });

/** That a review was taken back: it stays on the record and no longer counts. */
export const reviewWithdrawal = z.object({
  backorderId: z.string(),
  reviewedAt: z.string(),
  withdrawnAt: z.string(),
  withdrawnBy: z.string(),
  lastReviewedAt: z.string().nullable(),
});

/** What was taken back, in the order the backorders were named. */
export const reviewWithdrawals = z.object({ data: z.array(reviewWithdrawal) });

/** An open backorder that nobody looked at for longer than the company wants, with what matters for looking again. */
export const dueReview = z.object({
  id: z.string(),
  number: z.string(),
  status: z.enum(BACKORDER_STATUSES),
  orderId: z.string(),
  orderNumber: z.string(),
  customerId: z.string(),
  customerName: z.string(),
  customerTier: z.enum(['vip', 'standard', 'low']),
  customerPhone: z.string().nullable(),
  salesRepId: z.string().nullable(),
  salesRepName: z.string().nullable(),
  ...item,
  lineCount: z.number(),
  quantity: z.number(),
  outstanding: z.number(),
  allocated: z.number(),
  outstandingValue: moneyOut,
  createdOn: z.string(),
  ageDays: z.number(),
  promisedOn: z.string().nullable(),
  isOverdue: z.boolean(),
  reviewedAt: z.string().nullable(),
  lastContact: z.object({ at: z.string(), method: z.string(), direction: z.string(), text: z.string() }).nullable(),
});

/** Whose backorders, of which customer. */
export const dueReviewQuery = z.object({
  ...page,
  whose: z.enum(['mine', 'all']).default('all'),
  customerId: id.optional(),
  highPriority: flag.optional(),
});

/** Longest unseen first: by the last review, or by its creation. `open` and `due` count to 10,000; 10,001 is more. */
export const dueReviewPage = pageOf(dueReview).extend({ open: z.number(), due: z.number() });

/** The weekly review of open backorders. */
export const operations = {
  reviewBackorder: {
    summary: 'Mark a backorder reviewed',
    ...byId,
    body: reviewBody,
    status: 201,
    answer: review,
    refusals: ['not_your_customer', 'not_found', 'nothing_outstanding'],
  },
  reviewBackorders: {
    summary: 'Mark many backorders reviewed, all or none',
    body: reviewsBody,
    status: 201,
    answer: reviews,
    refusals: ['not_your_customer', 'unknown_reference', 'nothing_outstanding'],
  },
  withdrawReview: {
    summary: 'Take back a review that was recorded by mistake',
    ...byId,
    body: reviewWithdrawalBody,
    status: 201,
    answer: reviewWithdrawal,
    refusals: ['not_your_customer', 'not_found', 'unknown_reference', 'already_reversed'],
  },
  withdrawReviews: {
    summary: 'Take back what was reviewed at one moment, all or none',
    body: reviewWithdrawalsBody,
    status: 201,
    answer: reviewWithdrawals,
    refusals: ['not_your_customer', 'unknown_reference', 'already_reversed'],
  },
  listDueReviews: {
    summary: 'Open backorders that nobody looked at for too long, longest unseen first',
    query: dueReviewQuery,
    status: 200,
    answer: dueReviewPage,
    refusals: [],
  },
} as const satisfies SomeOperations;
