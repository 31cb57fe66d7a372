import { lazyRouteComponent } from '@tanstack/react-router';
import { screen } from '#web/accounts/signed-in-route.ts';

/** The screens of reviews. */
export const reviewsRoutes = [
  screen(
    '/review',
    lazyRouteComponent(() => import('#web/reviews/review-page.tsx'), 'ReviewPage'),
    (search): { whose?: 'mine' | 'all' } =>
      search.whose === 'mine' || search.whose === 'all' ? { whose: search.whose } : {},
  ),
] as const;
