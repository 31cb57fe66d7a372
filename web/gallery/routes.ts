import { lazyRouteComponent } from '@tanstack/react-router';
import { screen } from '#web/accounts/signed-in-route.ts';

/** The screens of gallery. */
export const galleryRoutes = [
  screen(
    '/gallery',
    lazyRouteComponent(() => import('#web/gallery/gallery-page.tsx'), 'GalleryPage'),
  ),
] as const;
