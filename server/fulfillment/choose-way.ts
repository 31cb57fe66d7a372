import type { Refusal } from '#contract/errors.ts';
import { estimateOfCarrier, nextDayOfRoute } from '#domain/carriers/estimate-delivery.ts';
import type { CalendarDate } from '#domain/time/calendar.ts';
import { unknownReference } from '../platform/edit-record.ts';
import type { Work } from '../platform/work.ts';

/** How something goes, and when it should be there. */
export type Way = {
  carrierId: string | null;
  carrier: string | null;
  routeId: string | null;
  deliveryOn: CalendarDate | null;
};

type Asked = {
  carrierId?: string | null | undefined;
  routeId?: string | null | undefined;
  deliveryOn?: string | null | undefined;
};

/** The carrier or the route that is named, with its day where none is. Refused with `unknown_reference`. */
export async function chooseWay(work: Work, asked: Asked): Promise<Way | { refusal: Refusal }> {
  if (asked.routeId) return chooseRoute(work, { routeId: asked.routeId, deliveryOn: asked.deliveryOn ?? null });
  if (!asked.carrierId) return { carrierId: null, carrier: null, routeId: null, deliveryOn: asked.deliveryOn ?? null };
  const carrier = await work.tx.first<Carrier>(BY_ID, [asked.carrierId]);
  if (!carrier) return unknownReference('#/carrierId');
  return {
    carrierId: carrier.id,
    carrier: carrier.name,
    routeId: null,
    deliveryOn: asked.deliveryOn ?? estimate(work, carrier),
  };
}

async function chooseRoute(work: Work, { routeId, deliveryOn }: { routeId: string; deliveryOn: string | null }) {
  const route = await work.tx.first<{ weekdays: number[]; hasLeftToday: boolean }>(ROUTE, [routeId, work.today]);
  if (!route) return unknownReference('#/routeId');
  return { carrierId: null, carrier: null, routeId, deliveryOn: deliveryOn ?? nextDayOfRoute(route, work.today) };
}

/** The carrier somebody wrote by name, if it is in the list, and the day it should be there. */
export async function recognizeCarrier(
  work: Work,
  name: string | null,
): Promise<{ carrierId: string | null; deliveryOn: CalendarDate | null }> {
  const carrier = name ? await work.tx.first<Carrier>(BY_NAME, [name.trim()]) : null;
  return carrier
    ? { carrierId: carrier.id, deliveryOn: estimate(work, carrier) }
    : { carrierId: null, deliveryOn: null };
}

type Carrier = { id: string; name: string; usualDays: number | null };

const estimate = ({ today, company }: Work, carrier: Carrier) =>
  estimateOfCarrier(carrier, { today, workingDays: company.workingDays });

const CARRIER = 'select id, name, usual_days as "usualDays" from carriers';
const BY_ID = `${CARRIER} where id = $1`;
const BY_NAME = `${CARRIER} where lower(name) = lower($1)`;

const ROUTE = `
  select r.weekdays, exists (select from shipments s
      where s.route_id = r.id and s.estimated_delivery_on = $2::date and s.shipped_at is not null) as "hasLeftToday"
  from routes r where r.id = $1`;
