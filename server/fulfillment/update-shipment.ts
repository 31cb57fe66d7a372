import { isDeepStrictEqual } from 'node:util';
import { isRefused, type Refusal, refuse } from '#contract/errors.ts';
import type { Request } from '#contract/operations.ts';
import type { Address } from '#contract/primitives.ts';
import { type Days, deliveryDays } from '#domain/carriers/delivery-days.ts';
import { checkDeliveryDay } from '../carriers/check-delivery-day.ts';
import { dateIn } from '../platform/company.ts';
import { changesOf } from '../platform/edit-record.ts';
import type { Viewer } from '../platform/viewer.ts';
import type { Work } from '../platform/work.ts';
import { chooseWay, type Way } from './choose-way.ts';
import { lockLoad, type Moved, putOn } from './put-on-shipment.ts';
import { type PlannedShipment, readShipment } from './shipment-queries.ts';

type Body = Request<'updateShipment'>['body'];

/**
 * Changes a shipment: what is on it, how it goes and when. Of one that left only the tracking number and the day change.
 *
 * Refusals, in this order: `not_found`, `changed_meanwhile`, `shipment_left`, `unknown_reference`, `fulfillment_voided`,
 * `fulfillment_already_shipped`, `not_one_shipment`, `fulfillment_on_shipment`, `delivery_day_out_of_reach`.
 */
export async function updateShipment(
  viewer: Viewer,
  { params, body }: Request<'updateShipment'>,
  work: Work,
): Promise<PlannedShipment | { refusal: Refusal }> {
  // Fulfillments are locked before their shipment, by everybody.
  const load = body.fulfillmentIds ? await lockLoad(work, body.fulfillmentIds, params.id) : null;
  const before = await lockShipment(work, params.id);
  if (!before) return refuse('not_found');
  const isMoved = body.fulfillmentIds || body.carrierId !== undefined || body.routeId !== undefined;
  if (before.shippedAt !== null && isMoved)
    return refuse('shipment_left', { facts: { shipmentNumber: before.number } });
  if (load && isRefused(load)) return load;
  if (load?.[0] && (load[0].customerId !== before.customerId || load[0].warehouseId !== before.warehouseId)) {
    const errors = [
      { pointer: '#/fulfillmentIds/0', detail: `${load[0].number} is not for the customer of ${before.number}` },
    ];
    return refuse('not_one_shipment', { errors });
  }
  if (load?.[0] && !isDeepStrictEqual(load[0].address, before.deliveryAddress)) {
    const detail = `${load[0].number} goes to another address than ${before.number}`;
    return refuse('not_one_shipment', { errors: [{ pointer: '#/fulfillmentIds/0', detail }] });
  }
  const unfit =
    body.deliveryOn === before.deliveryOn
      ? null
      : checkDeliveryDay(body.deliveryOn, daysOf(work, before), '#/deliveryOn');
  if (unfit) return { refusal: unfit };
  const way = await changedWay(work, before, body);
  if (isRefused(way)) return way;
  const moved = load ? await putOn(work, params.id, load) : [];
  await write(work, before, way, moved);
  return readShipment(viewer, { queries: work.tx }, params.id);
}

type Stored = Way & {
  id: string;
  number: string;
  customerId: string;
  warehouseId: string;
  deliveryAddress: Address | null;
  trackingNumber: string | null;
  shippedAt: string | null;
  version: number;
};

/** A shipment, locked, with its version as it was seen. */
export async function lockShipment(work: Work, id: string): Promise<Stored | null> {
  const found = await work.tx.first<Stored>(LOCK, [id]);
  if (found) work.saw({ type: 'shipment', id, version: found.version });
  return found;
}

/** How it goes now: a new carrier or route brings its own day, unless one is named. */
async function changedWay(
  work: Work,
  before: Stored,
  { carrierId, routeId, deliveryOn, trackingNumber }: Body,
): Promise<(Way & { trackingNumber: string | null }) | { refusal: Refusal }> {
  const tracking = trackingNumber === undefined ? before.trackingNumber : trackingNumber;
  const isOther = (carrierId ?? null) !== before.carrierId || (routeId ?? null) !== before.routeId;
  if ((carrierId === undefined && routeId === undefined) || !isOther) {
    const day = deliveryOn === undefined ? before.deliveryOn : deliveryOn;
    return { ...before, deliveryOn: day, trackingNumber: tracking };
  }
  const way = await chooseWay(work, { carrierId, routeId, deliveryOn });
  return isRefused(way) ? way : { ...way, trackingNumber: tracking };
}

/** A shipment that left was to arrive from the day it left. */
const daysOf = ({ today, company }: Work, { shippedAt }: Stored): Days =>
  deliveryDays(shippedAt === null ? today : dateIn(company.timeZone, shippedAt));

/** Writes what changes, and nothing where nothing does. */
async function write(
  work: Work,
  before: Stored,
  way: Way & { trackingNumber: string | null },
  moved: readonly Moved[],
): Promise<void> {
  const { carrierId, carrier, routeId, deliveryOn, trackingNumber } = way;
  const changes = changesOf(before, { carrierId, carrier, routeId, deliveryOn, trackingNumber });
  if (!changes && moved.length === 0) return;
  const values = [carrierId, carrier, routeId, deliveryOn, trackingNumber];
  await work.tx.rows(UPDATE, [before.id, ...values]);
  const record = { recordType: 'shipment', recordId: before.id } as const;
  if (changes) work.audit({ action: 'shipment.update', ...record, changes });
  for (const { number, orderId, isOn } of moved) {
    const action = isOn ? 'shipment.plan' : 'shipment.take_off';
    work.audit({ action, ...record, orderId, changes: { number: before.number, fulfillment: number } });
  }
}

const LOCK = `
  select id, number, customer_id as "customerId", warehouse_id as "warehouseId", carrier_id as "carrierId", carrier, route_id as "routeId",
    delivery_address as "deliveryAddress", estimated_delivery_on as "deliveryOn", tracking_number as "trackingNumber", shipped_at as "shippedAt", version
  from shipments where id = $1 for update`;

const UPDATE = `
  update shipments set carrier_id = $2, carrier = $3, route_id = $4, estimated_delivery_on = $5, tracking_number = $6, version = version + 1
  where id = $1`;
