import type { Handlers } from '../platform/http/handlers.ts';
import { listDueReviews } from './queries.ts';
import { reviewBackorder, reviewBackorders } from './review-backorders.ts';

/** The weekly look at every open backorder. */
export const reviewHandlers: Handlers<'listDueReviews' | 'reviewBackorder' | 'reviewBackorders'> = {
  listDueReviews,
  reviewBackorder,
  reviewBackorders,
};
