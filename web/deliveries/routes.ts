import { lazyRouteComponent } from '@tanstack/react-router';
import { screen } from '#web/accounts/signed-in-route.ts';

/** The pages of whoever drives. */
export const deliveriesRoutes = [
  screen(
    '/deliveries',
    lazyRouteComponent(() => import('#web/deliveries/deliveries-page.tsx'), 'DeliveriesPage'),
    ({ on }): { on?: string } => (typeof on === 'string' && /^\d{4}-\d\d-\d\d$/.test(on) ? { on } : {}),
  ),
  screen(
    '/deliveries/$id',
    lazyRouteComponent(() => import('#web/deliveries/stop-page.tsx'), 'StopPage'),
  ),
] as const;
