import { isRefused, type Refusal } from '#contract/errors.ts';
import type { Request } from '#contract/operations.ts';
import { deliveryDays } from '#domain/carriers/delivery-days.ts';
import { checkDeliveryDay } from '../carriers/check-delivery-day.ts';
import type { Viewer } from '../platform/viewer.ts';
import type { Work } from '../platform/work.ts';
import { chooseWay, type Way } from './choose-way.ts';
import { type Loaded, lockLoad, putOn } from './put-on-shipment.ts';
import { type PlannedShipment, readShipment } from './shipment-queries.ts';

/**
 * Plans a shipment: what is picked for one customer goes together, with a carrier or on a route, on a day.
 *
 * Refusals, in this order: `unknown_reference`, `fulfillment_voided`, `fulfillment_already_shipped`, `not_one_shipment`,
 * `fulfillment_on_shipment`, `delivery_day_out_of_reach`.
 */
export async function createShipment(
  viewer: Viewer,
  { body }: Request<'createShipment'>,
  work: Work,
): Promise<PlannedShipment | { refusal: Refusal }> {
  const load = await lockLoad(work, body.fulfillmentIds);
  if (isRefused(load)) return load;
  const unfit = checkDeliveryDay(body.deliveryOn, deliveryDays(work.today), '#/deliveryOn');
  if (unfit) return { refusal: unfit };
  const way = await chooseWay(work, body);
  if (isRefused(way)) return way;
  const id = await planShipment(viewer, work, load, { ...way, trackingNumber: body.trackingNumber ?? null });
  return readShipment(viewer, { queries: work.tx }, id);
}

/** Plans a shipment of fulfillments that this transaction holds. */
export async function planShipment(
  viewer: Viewer,
  work: Work,
  load: readonly Loaded[],
  way: Way & { trackingNumber: string | null },
): Promise<string> {
  const [first] = load as [Loaded];
  const { carrierId, carrier, routeId, deliveryOn, trackingNumber } = way;
  const { id, number } = await work.tx.row<{ id: string; number: string }>(PLAN, [
    first.customerId,
    first.warehouseId,
    first.address === null ? null : JSON.stringify(first.address),
    carrierId,
    carrier,
    routeId,
    deliveryOn,
    trackingNumber,
    work.now,
    viewer.actor,
  ]);
  await putOn(work, id, load);
  for (const { orderId, number: fulfillment } of load) {
    work.audit({
      action: 'shipment.plan',
      recordType: 'shipment',
      recordId: id,
      orderId,
      changes: { number, fulfillment, carrier, deliveryOn },
    });
  }
  return id;
}

const PLAN = `
  insert into shipments (customer_id, warehouse_id, delivery_address, carrier_id, carrier, route_id, estimated_delivery_on, tracking_number,
    created_at, created_by)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) returning id, number`;
