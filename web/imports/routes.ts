import { lazyRouteComponent } from '@tanstack/react-router';
import { screen } from '#web/accounts/signed-in-route.ts';
import { readImportAddress } from '#web/imports/import-address.ts';

/** The screen on which a company brings in its own data. */
export const importsRoutes = [
  screen(
    '/settings/import',
    lazyRouteComponent(() => import('#web/imports/import-page.tsx'), 'ImportPage'),
    readImportAddress,
  ),
] as const;
