import { createRootRoute, createRoute, Outlet, type RouteComponent, redirect } from '@tanstack/react-router';
import { SignedIn } from '#web/accounts/signed-in.tsx';
import { readMe } from '#web/accounts/viewer.ts';
import { answers } from '#web/api/answers.ts';
import { ProblemError } from '#web/api/problem-error.ts';
import { languageOfDriver } from '#web/deliveries/language.ts';
import { speak } from '#web/i18n/words.ts';
import { letDraftsOutliveTab } from '#web/ui/drafts.ts';

/** What every address begins with. */
export const root = createRootRoute({ component: Outlet });

/** Whose device is their own. */
const AT_A_DESK: readonly string[] = ['sales_rep', 'manager', 'administrator'];

/** Everything for people who have signed in; who has not is asked to, and comes back. */
export const signedIn = createRoute({
  getParentRoute: () => root,
  id: 'signed-in',
  beforeLoad: async ({ location }) => {
    try {
      const { role, id } = await answers.ensureQueryData(readMe);
      letDraftsOutliveTab(AT_A_DESK.includes(role) ? id : null);
      await speak(role === 'driver' ? languageOfDriver() : 'en');
      // A driver has these pages and no others.
      if (role === 'driver' && !/^\/(deliveries|password)\b/.test(location.pathname))
        throw redirect({ to: '/deliveries', replace: true });
    } catch (error) {
      if (!(error instanceof ProblemError) || error.code !== 'not_signed_in') throw error;
      throw redirect({ to: '/sign-in', search: { to: location.href }, replace: true });
    }
  },
  component: SignedIn,
});

type Search = Record<string, unknown>;

/**
 * A screen for people who have signed in: its address, its page (loaded when first wanted), and how the search part of
 * the address is read.
 */
export function screen<const Path extends string, Read extends (search: Search) => object = (search: Search) => object>(
  path: Path,
  component: RouteComponent,
  validateSearch?: Read,
) {
  return createRoute({ getParentRoute: () => signedIn, path, component, validateSearch });
}
