import type { Handlers } from '../platform/http/handlers.ts';
import { readCustomerSituation } from '../reads/customer.ts';
import { createCustomer } from './create-customer.ts';
import { readOpenDemand } from './open-demand.ts';
import { getCustomer, listCustomers } from './queries.ts';
import { updateCustomer } from './update-customer.ts';

/** Who buys. */
export const customerHandlers: Handlers<
  'listCustomers' | 'getCustomer' | 'createCustomer' | 'updateCustomer' | 'getOpenDemand' | 'getCustomerSituation'
> = {
  listCustomers,
  getCustomer,
  createCustomer,
  updateCustomer,
  getOpenDemand: readOpenDemand,
  getCustomerSituation: readCustomerSituation,
};
