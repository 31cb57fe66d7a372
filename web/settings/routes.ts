import { lazyRouteComponent } from '@tanstack/react-router';
import { screen } from '#web/accounts/signed-in-route.ts';
import { readEditAddress, textPart } from '#web/ui/address-parts.ts';

/** The screens of settings. */
export const settingsRoutes = [
  screen(
    '/settings',
    lazyRouteComponent(() => import('#web/settings/rules-page.tsx'), 'RulesPage'),
    readEditAddress,
  ),
  screen(
    '/settings/people',
    lazyRouteComponent(() => import('#web/settings/people-page.tsx'), 'PeoplePage'),
    (search) => ({ ...textPart('q', search), ...readEditAddress(search) }),
  ),
  screen(
    '/settings/api-keys',
    lazyRouteComponent(() => import('#web/settings/api-keys-page.tsx'), 'ApiKeysPage'),
    readEditAddress,
  ),
  screen(
    '/settings/refused-acts',
    lazyRouteComponent(() => import('#web/settings/refused-acts-page.tsx'), 'RefusedActsPage'),
  ),
  screen(
    '/settings/warehouses',
    lazyRouteComponent(() => import('#web/settings/warehouses-page.tsx'), 'WarehousesPage'),
    readEditAddress,
  ),
] as const;
