import type { ItemOf } from '#web/api/read.ts';
import { t } from '#web/i18n/words.ts';

type Shipment = ItemOf<'listShipments'>;

/** Who brings it: a carrier, or a stop of a route. */
export function wayText({ carrier, routeName, stop }: Pick<Shipment, 'carrier' | 'routeName' | 'stop'>): string {
  if (routeName && stop) return t('shipments.stop', { route: routeName, stop });
  return carrier ?? routeName ?? t('shipments.ownTruck');
}
