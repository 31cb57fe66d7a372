import { lazyRouteComponent } from '@tanstack/react-router';
import { screen } from '#web/accounts/signed-in-route.ts';
import { readDatesAddress } from '#web/dates/dates-address.ts';

/** The screen of dates. */
export const datesRoutes = [
  screen(
    '/dates',
    lazyRouteComponent(() => import('#web/dates/dates-page.tsx'), 'DatesPage'),
    readDatesAddress,
  ),
] as const;
