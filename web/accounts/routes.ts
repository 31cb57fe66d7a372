import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { root } from '#web/accounts/signed-in-route.ts';

export const signInRoute = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  validateSearch: (search): { to?: string } => ({ to: localAddress(search.to) }),
  component: lazyRouteComponent(() => import('#web/accounts/sign-in-page.tsx'), 'SignInPage'),
});

/** An address of ours; anything else would send a person who signs in to somebody else's site. */
function localAddress(to: unknown): string | undefined {
  return typeof to === 'string' && /^\/(?![/\\])/.test(to) ? to : undefined;
}
