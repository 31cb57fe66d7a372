import { lazyRouteComponent } from '@tanstack/react-router';
import { screen } from '#web/accounts/signed-in-route.ts';
import { readEditAddress } from '#web/ui/address-parts.ts';

/** The screens about who brings the goods. */
export const carriersRoutes = [
  screen(
    '/settings/carriers',
    lazyRouteComponent(() => import('#web/carriers/carriers-page.tsx'), 'CarriersPage'),
    readEditAddress,
  ),
  screen(
    '/settings/routes',
    lazyRouteComponent(() => import('#web/carriers/truck-routes-page.tsx'), 'TruckRoutesPage'),
    readEditAddress,
  ),
] as const;
