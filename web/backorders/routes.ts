import { lazyRouteComponent } from '@tanstack/react-router';
import { screen } from '#web/accounts/signed-in-route.ts';
import { readBackorderAddress } from '#web/backorders/backorder-address.ts';
import { readBackordersAddress } from '#web/backorders/backorders-address.ts';

/** The screens of backorders. */
export const backordersRoutes = [
  screen(
    '/orders/backorders',
    lazyRouteComponent(() => import('#web/backorders/backorders-page.tsx'), 'BackordersPage'),
    readBackordersAddress,
  ),
  screen(
    '/backorders/$id',
    lazyRouteComponent(() => import('#web/backorders/backorder-page.tsx'), 'BackorderPage'),
    readBackorderAddress,
  ),
  screen(
    '/backorders/$id/fills',
    lazyRouteComponent(() => import('#web/backorders/backorder-fills-page.tsx'), 'BackorderFillsPage'),
  ),
] as const;
