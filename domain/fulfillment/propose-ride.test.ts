import { expect, test } from 'vitest';
import { proposeRide, type Traffic } from '#domain/fulfillment/propose-ride.ts';

// 2026-03-04 is a Wednesday: alone it would be there on Thursday.
const week = { today: '2026-03-04', workingDays: [1, 2, 3, 4, 5] };
const quiet: Traffic = { cases: 0.5, shipments: [], order: null, route: null };
const fridays = { id: '1', name: 'North', weekdays: [5], hasLeftToday: false };
const planned = (deliveryOn: string | null) => ({ id: '7', number: 'SH-7', deliveryOn });
const wanted = (requestedOn: string | null) => ({ id: '9', number: 'O-9', requestedOn });

test.each<[string, Partial<Traffic>, string | null]>([
  ['nothing else goes', {}, null],
  ['it is not small', { cases: 3, route: fridays }, null],
  ['their route drives on Friday', { route: fridays }, 'route 2026-03-06 +1'],
  [
    'a shipment is planned for the day of the route',
    { route: fridays, shipments: [planned('2026-03-06')] },
    'shipment 2026-03-06 +1',
  ],
  [
    'a shipment goes before the route',
    { route: fridays, shipments: [planned('2026-03-05')] },
    'shipment 2026-03-05 +0',
  ],
  ['the planned shipment has no day', { shipments: [planned(null)] }, null],
  ['they want an order next week', { order: wanted('2026-03-10') }, 'order 2026-03-10 +5'],
  ['their next order has no day', { order: wanted(null) }, null],
  ['the next order is months away', { order: wanted('2026-06-01') }, null],
  ['the day of a planned shipment has passed', { shipments: [planned('2026-03-03')] }, null],
  ['the truck of today has left', { route: { ...fridays, weekdays: [3], hasLeftToday: true } }, 'route 2026-03-11 +6'],
])('when %s', (_, traffic, expected) => {
  const ride = proposeRide({ ...quiet, ...traffic }, week);
  expect(ride && `${ride.kind} ${ride.deliveryOn} +${ride.extraDays}`).toBe(expected);
});
