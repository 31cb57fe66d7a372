import type { Handlers } from '../platform/http/handlers.ts';
import { createCustomer } from './create-customer.ts';
import { getCustomer, listCustomers } from './queries.ts';
import { updateCustomer } from './update-customer.ts';

/** Who buys. */
export const customerHandlers: Handlers<'listCustomers' | 'getCustomer' | 'createCustomer' | 'updateCustomer'> = {
  listCustomers,
  getCustomer,
  createCustomer,
  updateCustomer,
};
