import type { Handlers } from '../platform/http/handlers.ts';
import { listDueReviews } from './queries.ts';
import { reviewBackorder, reviewBackorders } from './review-backorders.ts';
import { withdrawReview, withdrawReviews } from './withdraw-reviews.ts';

/** The weekly look at every open backorder. */
export const reviewHandlers: Handlers<
  'listDueReviews' | 'reviewBackorder' | 'reviewBackorders' | 'withdrawReview' | 'withdrawReviews'
> = {
  listDueReviews,
  reviewBackorder,
  reviewBackorders,
  withdrawReview,
  withdrawReviews,
};
