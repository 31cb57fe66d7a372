import type { CalendarDate } from '#domain/time/calendar.ts';
import { createCarrier } from '../carriers/create-carrier.ts';
import { createRoute } from '../carriers/create-route.ts';
import { asked, type DemoCompany, doTogether } from './demo-company.ts';
import type { DemoData } from './read-demo-data.ts';

const CARRIERS = [
  { name: 'UPS', trackingLink: 'https://www.ups.com/track?tracknum={number}', usualDays: 2 },
  { name: 'FedEx', trackingLink: 'https://www.fedex.com/fedextrack/?trknbr={number}', usualDays: 2 },
  { name: 'Prairie Freight', trackingLink: null, usualDays: 3 },
];

/** Where the trucks drive, and the most customers one of them comes to. */
const ROUTES = [
  { name: 'Des Moines', weekdays: [1, 3, 5], isOnIt: (city: string) => city === 'DES MOINES' },
  { name: 'West Des Moines', weekdays: [2, 4], isOnIt: (city: string) => city !== 'DES MOINES' },
];
const MOST_STOPS = 18;

/** Adds who brings the goods: parcel carriers, and the routes of our own trucks with the shops that order most. */
export async function foundCarriers(demo: DemoCompany, openedOn: CalendarDate, { shops }: DemoData): Promise<void> {
  const by = { viewer: demo.people.administrator, now: demo.calendar.instant(openedOn, 0.15) };
  await doTogether(
    demo,
    CARRIERS.map((body) => ({ ...by, useCase: (viewer, work) => createCarrier(viewer, asked(body), work) })),
  );
  const busiest = [...shops].filter(({ orders }) => orders).sort((a, b) => Number(b.orders) - Number(a.orders));
  await doTogether(
    demo,
    ROUTES.map(({ isOnIt, ...route }, index) => {
      const driverId = demo.people.drivers[index]?.userId ?? null;
      const onIt = busiest.filter(({ city }) => isOnIt(city.toUpperCase())).slice(0, MOST_STOPS);
      const customerIds = onIt.map(({ number }) => demo.shops.get(number)?.id as string);
      return {
        ...by,
        useCase: (viewer, work) => createRoute(viewer, asked({ ...route, driverId, customerIds }), work),
      };
    }),
  );
}
