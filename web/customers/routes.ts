import { lazyRouteComponent } from '@tanstack/react-router';
import { screen } from '#web/accounts/signed-in-route.ts';
import { readCustomersAddress } from '#web/customers/customers-address.ts';

/** The screens of customers. */
export const customersRoutes = [
  screen(
    '/customers',
    lazyRouteComponent(() => import('#web/customers/customers-page.tsx'), 'CustomersPage'),
    readCustomersAddress,
  ),
  screen(
    '/customers/new',
    lazyRouteComponent(() => import('#web/customers/new-customer-page.tsx'), 'NewCustomerPage'),
  ),
  screen(
    '/customers/$id',
    lazyRouteComponent(() => import('#web/customers/customer-page.tsx'), 'CustomerPage'),
    (search): { edit?: 1 } => (Number(search.edit) === 1 ? { edit: 1 } : {}),
  ),
] as const;
