import { lazyRouteComponent } from '@tanstack/react-router';
import { screen } from '#web/accounts/signed-in-route.ts';
import { readDealsAddress } from '#web/deals/deals-address.ts';

/** The screens of deals. */
export const dealsRoutes = [
  screen(
    '/deals',
    lazyRouteComponent(() => import('#web/deals/deals-page.tsx'), 'DealsPage'),
    readDealsAddress,
  ),
  screen(
    '/deals/new',
    lazyRouteComponent(() => import('#web/deals/deal-page.tsx'), 'NewDealPage'),
  ),
  screen(
    '/deals/$id',
    lazyRouteComponent(() => import('#web/deals/deal-page.tsx'), 'DealPage'),
  ),
] as const;
