import { lazyRouteComponent } from '@tanstack/react-router';
import { screen } from '#web/accounts/signed-in-route.ts';
import { readReportsAddress } from '#web/reports/reports-address.ts';

const page = lazyRouteComponent(() => import('#web/reports/reports-page.tsx'), 'ReportsPage');

/** The reports. */
export const reportsRoutes = [screen('/reports', page, readReportsAddress)] as const;
