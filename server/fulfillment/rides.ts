import { isRefused, type Refusal, refuse } from '#contract/errors.ts';
import type { RideProposal } from '#contract/fulfillment/rides.ts';
import type { Answer, Request } from '#contract/operations.ts';
import { proposeRide, type Ride, type Traffic } from '#domain/fulfillment/propose-ride.ts';
import { type Queries, StartOver } from '../platform/transaction.ts';
import type { Viewer } from '../platform/viewer.ts';
import type { Reading, Work } from '../platform/work.ts';
import { planShipment } from './create-shipment.ts';
import { type Loaded, lockLoad } from './put-on-shipment.ts';
import { readFulfillment } from './queries.ts';
import { lockShipment } from './update-shipment.ts';

/** One fulfillment with what it could go with, or `not_found`. */
export async function readFulfillmentToShip(
  viewer: Viewer,
  reading: Reading,
  id: string,
): Promise<Answer<'getFulfillment'> | { refusal: Refusal }> {
  const [fulfillment, ride, usual] = await Promise.all([
    readFulfillment(viewer, reading, id),
    findRide(reading, id),
    reading.queries.row<{ isFreightUsual: boolean }>(FREIGHT_IS_USUAL, [id]),
  ]);
  return isRefused(fulfillment) ? fulfillment : { ...fulfillment, rideProposal: ride && toProposal(ride), ...usual };
}

/**
 * A small fill goes with what goes anyway, as it is proposed at this moment.
 *
 * Refusals, in this order: `not_found`, `no_ride`.
 */
export async function joinRide(
  viewer: Viewer,
  { params }: Request<'joinRide'>,
  work: Work,
): Promise<Answer<'joinRide'> | { refusal: Refusal }> {
  const load = await lockLoad(work, [params.id]);
  if (isRefused(load)) return load.refusal.code === 'unknown_reference' ? refuse('not_found') : refuse('no_ride');
  const [one] = load as [Loaded];
  work.saw({ type: 'fulfillment', id: one.id, version: one.version });
  const reading = { ...work, queries: work.tx };
  const ride = await findRide(reading, params.id);
  if (!ride) return refuse('no_ride');
  if (ride.shipment) await rideAlong(work, one, ride.shipment);
  else {
    const way = { carrierId: null, carrier: null, routeId: ride.route?.id ?? null, deliveryOn: ride.deliveryOn };
    await planShipment(viewer, work, load, { ...way, trackingNumber: null });
  }
  return readFulfillmentToShip(viewer, reading, params.id);
}

/** Adds a fulfillment to a planned shipment. */
async function rideAlong(work: Work, one: Loaded, shipment: { id: string; number: string }): Promise<void> {
  const planned = await lockShipment(work, shipment.id);
  if (planned?.shippedAt !== null) throw new StartOver();
  await work.tx.rows(ADD, [shipment.id, one.id]);
  work.audit({
    action: 'shipment.plan',
    recordType: 'shipment',
    recordId: shipment.id,
    orderId: one.orderId,
    changes: { number: shipment.number, fulfillment: one.number },
  });
}

async function findRide(
  reading: { queries: Queries } & Pick<Reading, 'today' | 'company'>,
  id: string,
): Promise<Ride | null> {
  const traffic = await reading.queries.first<Traffic>(TRAFFIC, [id, reading.today]);
  return traffic && proposeRide(traffic, { today: reading.today, workingDays: reading.company.workingDays });
}

const toProposal = ({ kind, deliveryOn, extraDays, shipment, order, route }: Ride): RideProposal => ({
  kind,
  deliveryOn,
  extraDays,
  shipmentId: shipment?.id ?? null,
  shipmentNumber: shipment?.number ?? null,
  orderId: order?.id ?? null,
  orderNumber: order?.number ?? null,
  routeId: route?.id ?? null,
  routeName: route?.name ?? null,
});

const FREIGHT_IS_USUAL = `
  select exists (select from fulfillment_lines l join order_lines ol on ol.id = l.order_line_id
    where l.fulfillment_id = $1 and l.leaving > 0 and ol.return_line_id is null
      and not exists (select from undelivered_units u where u.waits_as_id = l.queue_line_id and u.reason = 'lost')) as "isFreightUsual"`;

const ADD = `
  with joined as (update shipments set version = version + 1 where id = $1 returning id)
  update fulfillments f set shipment_id = joined.id, version = version + 1 from joined where f.id = $2`;

// The units of a line that nobody counts in cases are as many cases.
const TRAFFIC = `
  select (select sum(l.leaving::float / v.units_per_case) from fulfillment_lines l join variants v on v.id = l.variant_id
      where l.fulfillment_id = f.id) as cases,
    coalesce((select json_agg(json_build_object('id', s.id::text, 'number', s.number, 'deliveryOn', s.estimated_delivery_on) order by s.id)
      from shipments s
      where s.customer_id = f.customer_id and s.warehouse_id = f.warehouse_id and s.shipped_at is null
        and s.delivery_address is not distinct from coalesce(b.delivery_address, o.delivery_address)
        and exists (select from fulfillments other where other.shipment_id = s.id and other.status <> 'voided')), '[]') as shipments,
    (select json_build_object('id', n.id::text, 'number', n.number, 'requestedOn', n.requested_on) from orders n
      where n.customer_id = f.customer_id and n.id <> f.order_id and n.confirmed_at is not null
        and exists (select from queue_lines q where q.order_id = n.id and q.open > 0)
      order by n.requested_on nulls last, n.id limit 1) as "order",
    (select json_build_object('id', r.id::text, 'name', r.name, 'weekdays', r.weekdays, 'hasLeftToday', exists (
        select from shipments s where s.route_id = r.id and s.estimated_delivery_on = $2::date and s.shipped_at is not null))
      from route_stops t join routes r on r.id = t.route_id
      where t.customer_id = f.customer_id and r.active order by r.id limit 1) as route
  from fulfillments f join orders o on o.id = f.order_id left join backorders b on b.id = f.backorder_id
  where f.id = $1 and f.status in ('picked', 'packed') and f.shipment_id is null`;
