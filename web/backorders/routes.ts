import { createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router';
import { screen, signedIn } from '#web/accounts/signed-in-route.ts';
import { readBackorderAddress } from '#web/backorders/backorder-address.ts';
import { readBackordersAddress } from '#web/backorders/backorders-address.ts';

/** The screens of backorders. */
export const backordersRoutes = [
  /** What somebody types who knows the address of one. */
  createRoute({
    getParentRoute: () => signedIn,
    path: '/backorders',
    beforeLoad: () => {
      throw redirect({ to: '/orders/backorders', replace: true });
    },
  }),
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
