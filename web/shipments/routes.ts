import { lazyRouteComponent } from '@tanstack/react-router';
import { SHIPMENT_STATUSES } from '#domain/fulfillment/shipment-status.ts';
import { screen } from '#web/accounts/signed-in-route.ts';

type Status = (typeof SHIPMENT_STATUSES)[number];

/** The screens of shipments. */
export const shipmentsRoutes = [
  screen(
    '/shipments',
    lazyRouteComponent(() => import('#web/shipments/shipments-page.tsx'), 'ShipmentsPage'),
    ({ status }): { status?: Status } =>
      SHIPMENT_STATUSES.includes(status as Status) ? { status: status as Status } : {},
  ),
  screen(
    '/shipments/$id',
    lazyRouteComponent(() => import('#web/shipments/shipment-page.tsx'), 'ShipmentPage'),
  ),
] as const;
