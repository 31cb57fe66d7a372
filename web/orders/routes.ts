import { lazyRouteComponent } from '@tanstack/react-router';
import { screen } from '#web/accounts/signed-in-route.ts';
import { readCancelledAddress } from '#web/orders/cancelled-address.ts';
import { readOrderAddress } from '#web/orders/order-address.ts';
import { readOrdersAddress } from '#web/orders/orders-address.ts';
import { idPart } from '#web/ui/address-parts.ts';

/** The screens of orders. */
export const ordersRoutes = [
  screen(
    '/orders',
    lazyRouteComponent(() => import('#web/orders/orders-page.tsx'), 'OrdersPage'),
    readOrdersAddress,
  ),
  screen(
    '/orders/cancelled',
    lazyRouteComponent(() => import('#web/orders/cancelled-page.tsx'), 'CancelledPage'),
    readCancelledAddress,
  ),
  screen(
    '/orders/new',
    lazyRouteComponent(() => import('#web/orders/new-order-page.tsx'), 'NewOrderPage'),
    (search) => ({ ...idPart('customer', search), ...idPart('copyOf', search), ...idPart('again', search) }),
  ),
  screen(
    '/orders/$id',
    lazyRouteComponent(() => import('#web/orders/order-page.tsx'), 'OrderPage'),
    readOrderAddress,
  ),
] as const;
