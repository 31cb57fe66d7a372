import { lazyRouteComponent } from '@tanstack/react-router';
import { screen } from '#web/accounts/signed-in-route.ts';
import {
  readPurchaseOrdersAddress,
  readReceiveAddress,
  readReceivingAddress,
} from '#web/purchasing/purchase-orders-address.ts';
import { readEditAddress, textPart } from '#web/ui/address-parts.ts';

/** The screens of purchasing. */
export const purchasingRoutes = [
  screen(
    '/receiving',
    lazyRouteComponent(() => import('#web/purchasing/receiving-page.tsx'), 'ReceivingPage'),
    readReceivingAddress,
  ),
  screen(
    '/receiving/$purchaseOrderId',
    lazyRouteComponent(() => import('#web/purchasing/receive-page.tsx'), 'ReceivePage'),
    readReceiveAddress,
  ),
  screen(
    '/purchase-orders',
    lazyRouteComponent(() => import('#web/purchasing/purchase-orders-page.tsx'), 'PurchaseOrdersPage'),
    readPurchaseOrdersAddress,
  ),
  screen(
    '/purchase-orders/new',
    lazyRouteComponent(() => import('#web/purchasing/new-purchase-order-page.tsx'), 'NewPurchaseOrderPage'),
  ),
  screen(
    '/purchase-orders/$id',
    lazyRouteComponent(() => import('#web/purchasing/purchase-order-page.tsx'), 'PurchaseOrderPage'),
    (search): { dates?: 1 } => (Number(search.dates) === 1 ? { dates: 1 } : {}),
  ),
  screen(
    '/suppliers/$id',
    lazyRouteComponent(() => import('#web/purchasing/supplier-page.tsx'), 'SupplierPage'),
  ),
  screen(
    '/suppliers',
    lazyRouteComponent(() => import('#web/purchasing/suppliers-page.tsx'), 'SuppliersPage'),
    (search) => ({ ...textPart('q', search), ...readEditAddress(search) }),
  ),
] as const;
