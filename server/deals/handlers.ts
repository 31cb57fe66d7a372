import type { Handlers } from '../platform/http/handlers.ts';
import { createDeal } from './create-deal.ts';
import { getDeal, listDeals } from './queries.ts';
import { updateDeal } from './update-deal.ts';

export const dealHandlers: Handlers<'listDeals' | 'getDeal' | 'createDeal' | 'updateDeal'> = {
  listDeals,
  getDeal,
  createDeal,
  updateDeal,
};
