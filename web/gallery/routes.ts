import { lazyRouteComponent } from '@tanstack/react-router';
import { screen } from '#web/accounts/signed-in-route.ts';

/** Every component in every state, for who changes one. No screen leads here: `/gallery` is typed. */
export const galleryRoutes = [
  screen(
    '/gallery',
    lazyRouteComponent(() => import('#web/gallery/gallery-page.tsx'), 'GalleryPage'),
  ),
] as const;
