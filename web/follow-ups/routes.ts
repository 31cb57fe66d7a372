import { lazyRouteComponent } from '@tanstack/react-router';
import { screen } from '#web/accounts/signed-in-route.ts';
import { readFollowUpsAddress } from '#web/follow-ups/follow-ups-address.ts';

/** The screens of follow ups. */
export const followUpsRoutes = [
  screen(
    '/follow-ups',
    lazyRouteComponent(() => import('#web/follow-ups/follow-ups-page.tsx'), 'FollowUpsPage'),
    readFollowUpsAddress,
  ),
] as const;
