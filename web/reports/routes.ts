import { lazyRouteComponent } from '@tanstack/react-router';
import { screen } from '#web/accounts/signed-in-route.ts';
import { readLinesAddress } from '#web/reports/lines-address.ts';
import { readPromisesAddress, readServedAddress } from '#web/reports/records-address.ts';
import { readReportsAddress } from '#web/reports/reports-address.ts';

const page = lazyRouteComponent(() => import('#web/reports/reports-page.tsx'), 'ReportsPage');

const sent = lazyRouteComponent(() => import('#web/reports/sent-reports-page.tsx'), 'SentReportsPage');
const served = lazyRouteComponent(() => import('#web/reports/served-page.tsx'), 'ServedPage');
const promises = lazyRouteComponent(() => import('#web/reports/promises-page.tsx'), 'PromisesPage');
const lines = lazyRouteComponent(() => import('#web/reports/lines-page.tsx'), 'LinesPage');

const file = lazyRouteComponent(() => import('#web/reports/file-page.tsx'), 'FilePage');

/** The reports, and the lines behind their figures. */
export const reportsRoutes = [
  screen('/reports', page, readReportsAddress),
  screen('/reports/lines', lines, readLinesAddress),
  screen('/reports/served', served, readServedAddress),
  screen('/reports/promises', promises, readPromisesAddress),
  screen('/reports/sent', sent),
  screen('/reports/files/$id', file),
] as const;
