import { nextDayOfRoute } from '#domain/carriers/estimate-delivery.ts';
import { addDays, addWorkingDays, type CalendarDate, daysBetween } from '#domain/time/calendar.ts';

/** Fewer cases than this are not worth a way of their own. */
const SMALL_CASES = 3;
/** Nobody waits longer than this for company. */
const MOST_DAYS = 14;

/** What goes to a customer in the next days, beside a fill that is picked. */
export type Traffic = {
  /** Cases of the fill, loose units as their part of one. */
  cases: number;
  /** Planned for the customer and not gone, from the same warehouse to the same address. */
  shipments: readonly { id: string; number: string; deliveryOn: CalendarDate | null }[];
  /** Their next order that is not delivered: the one they ask for soonest. */
  order: { id: string; number: string; requestedOn: CalendarDate | null } | null;
  route: { id: string; name: string; weekdays: readonly number[]; hasLeftToday: boolean } | null;
};

/** A way a fill goes with something else, and how much later than alone. */
export type Ride = {
  kind: 'shipment' | 'order' | 'route';
  deliveryOn: CalendarDate;
  extraDays: number;
  shipment: { id: string; number: string } | null;
  order: { id: string; number: string } | null;
  route: { id: string; name: string } | null;
};

/**
 * What a small fill should ride with: the earliest of what is planned for the customer, the next day of their route, and the day
 * they want their next order. `extraDays` counts from the next working day, on which it would be there alone. Null where it is not
 * small, or nothing goes within two weeks.
 */
export function proposeRide(
  traffic: Traffic,
  { today, workingDays }: { today: CalendarDate; workingDays: readonly number[] },
): Ride | null {
  if (traffic.cases >= SMALL_CASES) return null;
  const latest = addDays(today, MOST_DAYS);
  const [first] = ridesOf(traffic, today)
    .filter(({ deliveryOn }) => deliveryOn >= today && deliveryOn <= latest)
    .sort((a, b) => (a.deliveryOn < b.deliveryOn ? -1 : a.deliveryOn > b.deliveryOn ? 1 : 0));
  if (!first) return null;
  const alone = addWorkingDays(today, 1, workingDays);
  return { ...first, extraDays: Math.max(0, daysBetween(alone, first.deliveryOn)) };
}

/** Of those on one day the first is taken: what is planned before what is to be planned. */
function ridesOf({ shipments, order, route }: Traffic, today: CalendarDate): Omit<Ride, 'extraDays'>[] {
  const rides: Omit<Ride, 'extraDays'>[] = shipments.flatMap(({ deliveryOn, ...shipment }) =>
    deliveryOn === null ? [] : [{ kind: 'shipment', deliveryOn, shipment, order: null, route: null }],
  );
  if (route) {
    const { weekdays, hasLeftToday, ...named } = route;
    const deliveryOn = nextDayOfRoute({ weekdays, hasLeftToday }, today);
    rides.push({ kind: 'route', deliveryOn, shipment: null, order: order && nameOf(order), route: named });
  } else if (order?.requestedOn) {
    rides.push({ kind: 'order', deliveryOn: order.requestedOn, shipment: null, order: nameOf(order), route: null });
  }
  return rides;
}

const nameOf = ({ id, number }: { id: string; number: string }) => ({ id, number });
