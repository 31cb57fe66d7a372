import { createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router';
import { screen, signedIn } from '#web/accounts/signed-in-route.ts';
import { type Me, readMe } from '#web/accounts/viewer.ts';
import { answers } from '#web/api/answers.ts';
import { reading } from '#web/api/read.ts';

/** An administrator of a company without an order starts where it is set up. */
async function isBeingSetUp({ role, company }: Me): Promise<boolean> {
  if (role !== 'administrator' || company.isDemo) return false;
  const setup = await answers.fetchQuery(reading('getSetup', {})).catch(() => null);
  return setup?.steps.some(({ step, isDone }) => step === 'orders' && !isDone) ?? false;
}

/** The screens of home. */
export const homeRoutes = [
  createRoute({
    getParentRoute: () => signedIn,
    path: '/',
    beforeLoad: async () => {
      const me = answers.getQueryData<Me>(readMe.queryKey);
      if (me && (await isBeingSetUp(me))) throw redirect({ to: '/settings', replace: true });
      throw redirect({ to: '/home', replace: true });
    },
  }),
  screen(
    '/home',
    lazyRouteComponent(() => import('#web/home/home-page.tsx'), 'HomePage'),
  ),
] as const;
