import { lazyRouteComponent } from '@tanstack/react-router';
import { screen } from '#web/accounts/signed-in-route.ts';
import { readExceptionsAddress } from '#web/exceptions/exceptions-address.ts';

/** The screens of exceptions. */
export const exceptionsRoutes = [
  screen(
    '/exceptions',
    lazyRouteComponent(() => import('#web/exceptions/exceptions-page.tsx'), 'ExceptionsPage'),
    readExceptionsAddress,
  ),
] as const;
