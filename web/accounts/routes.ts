import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { root, screen } from '#web/accounts/signed-in-route.ts';

export const signInRoute = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  validateSearch: (search): { to?: string } => ({ to: localAddress(search.to) }),
  component: lazyRouteComponent(() => import('#web/accounts/sign-in-page.tsx'), 'SignInPage'),
});

/** For who cannot sign in: asking for a link, and the page that it opens. */
export const forgottenRoutes = [
  createRoute({
    getParentRoute: () => root,
    path: '/forgot-password',
    component: lazyRouteComponent(() => import('#web/accounts/forgotten-pages.tsx'), 'ForgotPasswordPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/reset-password',
    component: lazyRouteComponent(() => import('#web/accounts/forgotten-pages.tsx'), 'ResetPasswordPage'),
  }),
] as const;

/** For who comes before anybody can sign in. */
export const firstRoute = createRoute({
  getParentRoute: () => root,
  path: '/first-administrator',
  component: lazyRouteComponent(() => import('#web/accounts/first-page.tsx'), 'FirstPage'),
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
