import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { root, screen } from '#web/accounts/signed-in-route.ts';

export const signInRoute = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  validateSearch: (search): { to?: string } => ({ to: localAddress(search.to) }),
  component: lazyRouteComponent(() => import('#web/accounts/sign-in-page.tsx'), 'SignInPage'),
});

/** What concerns the person who is signed in. */
export const ownRoutes = [
  screen(
    '/password',
    lazyRouteComponent(() => import('#web/accounts/password-page.tsx'), 'PasswordPage'),
  ),
];

/** An address of ours; anything else would send a person who signs in to somebody else's site. */
function localAddress(to: unknown): string | undefined {
  return typeof to === 'string' && /^\/(?![/\\])/.test(to) ? to : undefined;
}
