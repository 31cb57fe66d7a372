import { isDeepStrictEqual } from 'node:util';
import { isRefused, type Refusal, refuse } from '#contract/errors.ts';
import type { Answer, Request } from '#contract/operations.ts';
import { takePicked } from '#domain/allocation/hold.ts';
import { deliveryDays, recordedDays } from '#domain/carriers/delivery-days.ts';
import { parseAmount, type TenThousandths } from '#domain/money.ts';
import type { Quantity } from '#domain/quantity.ts';
import { checkDeliveryDay } from '../carriers/check-delivery-day.ts';
import { refuseHeld, type SaleHold } from '../customers/sale-hold.ts';
import { Changes } from '../ledger/changes.ts';
import { invoiceUnits } from '../ledger/invoice-units.ts';
import { dateIn } from '../platform/company.ts';
import { normalMoney } from '../platform/normal-money.ts';
import type { Viewer } from '../platform/viewer.ts';
import type { Work } from '../platform/work.ts';
import { recognizeCarrier } from './choose-way.ts';
import { deliverLocked, isInTheFuture } from './deliver-fulfillment.ts';
import { type FulfillmentLine, loadFulfillmentLines } from './load-fulfillment-lines.ts';
import { type LockedFulfillment, lockFulfillment } from './lock-fulfillment.ts';
import { readFulfillment } from './queries.ts';

export type Shipment = NonNullable<Request<'fulfillOrder'>['body']['shipment']>;
export type Delivery = NonNullable<Request<'fulfillOrder'>['body']['delivery']>;

/**
 * The goods leave: stock and allocations fall, the lines count as filled, and the invoice at the locked price is made,
 * all in one transaction. Freight is charged on the same invoice, on one of its own where the goods are charged already.
 *
 * Refusals, in this order: `not_found`, `fulfillment_voided`, `fulfillment_already_shipped`, `delivery_day_out_of_reach`,
 * `invalid_request` (freight in another currency), `customer_on_no_sale`.
 */
export async function shipFulfillment(
  viewer: Viewer,
  { params, body }: Request<'shipFulfillment'>,
  work: Work,
): Promise<Answer<'shipFulfillment'> | { refusal: Refusal }> {
  const fulfillment = await lockFulfillment(viewer, work, params.id);
  if (isRefused(fulfillment)) return fulfillment;
  if (fulfillment.shippedAt !== null)
    return refuse('fulfillment_already_shipped', { facts: { shippedAt: fulfillment.shippedAt } });
  const unfit = checkDeliveryDay(body?.estimatedDeliveryOn, deliveryDays(work.today), '#/estimatedDeliveryOn');
  if (unfit) return { refusal: unfit };
  const foreign = refuseForeign(work, body?.freight, '#/freight');
  if (foreign) return foreign;
  const held = refuseHeld(fulfillment);
  if (held) return held;
  await shipLocked(viewer, work, fulfillment, body ?? {}, work.now);
  return readFulfillment(viewer, { ...work, queries: work.tx }, fulfillment.id);
}

/** A shipment and a delivery given with a pick: what is wrong with them, null when nothing. */
export function checkShipmentAndDelivery(
  body: { shipment?: Shipment | null; delivery?: Delivery | null },
  work: Work,
): Refusal | null {
  const { shipment, delivery } = body;
  if (delivery && !shipment) return { code: 'delivery_without_shipment' };
  const { today, now } = work;
  // What left and arrived earlier may be recorded afterwards, for a year; what is still to come may not.
  const recorded = recordedDays(today);
  const at = delivery?.deliveredAt;
  if (at && (isInTheFuture(at, now) || dateIn(work.company.timeZone, at) < recorded.earliest))
    return { code: 'delivered_before_shipped' };
  const days = delivery ? recorded : deliveryDays(today);
  return (
    checkDeliveryDay(shipment?.estimatedDeliveryOn, days, '#/shipment/estimatedDeliveryOn') ??
    refuseForeign(work, shipment?.freight, '#/shipment/freight')?.refusal ??
    null
  );
}

/** Freight in another currency than the company's; null where nothing speaks against it. */
export function refuseForeign(work: Work, freight: Shipment['freight'], pointer: string): { refusal: Refusal } | null {
  const normal = freight ? normalMoney(work, freight, pointer) : null;
  return normal && isRefused(normal) ? normal : null;
}

/** Why what is picked may not leave with it; null where it does not, or nothing speaks against it. */
export function refuseToLeave(
  of: SaleHold,
  { shipment, delivery }: { shipment?: Shipment | null; delivery?: Delivery | null },
): { refusal: Refusal } | null {
  return shipment ? refuseHeld(of, !delivery || delivery.cashCollected === true) : null;
}

/** Ships, and delivers where asked, what this transaction just picked. */
export async function shipAndDeliver(
  viewer: Viewer,
  work: Work,
  fulfillmentId: string,
  body: { shipment: Shipment; delivery?: Delivery | null },
): Promise<void> {
  const fulfillment = await lockFulfillment(viewer, work, fulfillmentId);
  if (isRefused(fulfillment))
    throw new Error(`a fulfillment made in this transaction was refused: ${fulfillment.refusal.code}`);
  const deliveredAt = body.delivery?.deliveredAt ?? work.now;
  const shippedAt = Date.parse(deliveredAt) < Date.parse(work.now) ? deliveredAt : work.now;
  await shipLocked(viewer, work, fulfillment, body.shipment, shippedAt);
  if (body.delivery) await deliverLocked(viewer, work, fulfillment, { ...body.delivery, deliveredAt });
}

/**
 * Ships what this transaction holds: with the shipment it is planned on, or on its own where there is none, or where another carrier
 * or address is named.
 */
export async function shipLocked(
  viewer: Viewer,
  work: Work,
  fulfillment: LockedFulfillment,
  shipment: Shipment,
  shippedAt: string,
): Promise<void> {
  const lines = await loadFulfillmentLines(work, fulfillment);
  const { carrier = null, trackingNumber = null } = shipment;
  const freight = parseAmount(shipment.freight?.amount ?? '0') as TenThousandths;
  await leaveWith(viewer, work, fulfillment, shipment, shippedAt);
  const changes = new Changes({ type: 'fulfillment', id: fulfillment.id });
  const charged = lines.map(toCharged);
  for (const line of lines) leave(changes, line);
  await Promise.all([changes.write(viewer, work), invoice(work, fulfillment, charged, freight)]);
  const { id: fulfillmentId, orderId, backorderId, number } = fulfillment;
  const shipped = lines.map(({ line, leaving }) => ({ sku: line.sku, quantity: leaving }));
  work.audit({
    action: 'fulfillment.ship',
    recordType: 'fulfillment',
    recordId: fulfillmentId,
    orderId,
    changes: { number, carrier, trackingNumber, ...(freight > 0n && { freight: shipment.freight }), lines: shipped },
  });
  work.tell('fulfillment_shipped', { fulfillmentId, backorderId, orderId });
}

async function leaveWith(
  viewer: Viewer,
  work: Work,
  { id, shipmentId }: LockedFulfillment,
  { carrier = null, trackingNumber = null, estimatedDeliveryOn = null, deliveryAddress: to, freight }: Shipment,
  shippedAt: string,
): Promise<void> {
  if (shipmentId && !(await isAnotherWay(work, shipmentId, { carrier, to }))) {
    const planned = [trackingNumber, estimatedDeliveryOn, shippedAt, viewer.actor, freight?.amount ?? 0];
    await work.tx.rows(SHIP_AS_PLANNED, [id, ...planned]);
    return;
  }
  const { carrierId, deliveryOn } = await recognizeCarrier(work, carrier);
  const address = to ? JSON.stringify(to) : null;
  const how = [carrier, trackingNumber, estimatedDeliveryOn ?? deliveryOn, address, shippedAt, viewer.actor, carrierId];
  await work.tx.rows(SHIP, [id, ...how, freight?.amount ?? 0]);
}

/** Whether another carrier or address is named than the shipment is planned with. */
async function isAnotherWay(
  work: Work,
  shipmentId: string,
  { carrier, to }: { carrier: string | null; to: Shipment['deliveryAddress'] },
): Promise<boolean> {
  if (!carrier && !to) return false;
  const planned = await work.tx.row<{ carrier: string | null; address: unknown }>(PLANNED, [shipmentId]);
  const isOtherCarrier = carrier && carrier.trim().toLowerCase() !== planned.carrier?.trim().toLowerCase();
  return Boolean(isOtherCarrier || (to && !isDeepStrictEqual(to, planned.address)));
}

/** The units of a line leave: allocations and stock fall, the line counts as filled. */
function leave(changes: Changes, { id, line, leaving }: FulfillmentLine): void {
  for (const hold of takePicked(line.allocations, leaving)) {
    changes.allocation(line, hold.id, { live: -hold.quantity, picked: -hold.quantity });
  }
  const prepaid = Math.min(leaving, line.prepaid);
  if (prepaid > 0) changes.shippedPrepaid(line, prepaid);
  changes.demand(line, 'shipped', leaving);
  changes.moveStock(line, { quantity: -leaving, fulfillmentLineId: id });
}

type ChargedLine = FulfillmentLine & { charged: Quantity };

const toCharged = (of: FulfillmentLine): ChargedLine => ({
  ...of,
  charged: of.leaving - Math.min(of.leaving, of.line.prepaid),
});

/**
 * One invoice for the fulfillment. What another invoice charges is left out, because its order was invoiced in advance or because it
 * was lost and goes again; where that is all, there is an invoice of its freight alone, or none.
 */
async function invoice(
  work: Work,
  fulfillment: LockedFulfillment,
  lines: readonly ChargedLine[],
  freight: TenThousandths,
): Promise<void> {
  const prepaid = lines.filter(({ leaving, charged }) => charged < leaving);
  if (prepaid.length > 0)
    await work.tx.rows(LEAVE_OUT, [
      prepaid.map(({ id }) => id),
      prepaid.map(({ leaving, charged }) => leaving - charged),
    ]);
  const charged = lines.filter((line) => line.charged > 0);
  if (charged.length === 0 && freight === 0n) return;
  const { id: fulfillmentId, orderId, customerId, currency } = fulfillment;
  const units = charged.map(({ id, line, charged: quantity }) => ({ ...line, fulfillmentLineId: id, quantity }));
  await invoiceUnits(work, { fulfillmentId, orderId, customerId, currency, freight, lines: units });
}

const LEAVE_OUT = `
  update fulfillment_lines l set prepaid = d.quantity from unnest($1::bigint[], $2::integer[]) d(id, quantity) where l.id = d.id`;

const PLANNED = 'select carrier, delivery_address as address from shipments where id = $1';

const SHIP = `
  with shipment as (
    insert into shipments (customer_id, warehouse_id, delivery_address, carrier, tracking_number, estimated_delivery_on, shipped_at, shipped_by,
      created_at, created_by, carrier_id)
    select f.customer_id, f.warehouse_id, coalesce($5::jsonb, b.delivery_address, o.delivery_address), $2, $3, $4, $6, $7, $6, $7, $8
    from fulfillments f join orders o on o.id = f.order_id left join backorders b on b.id = f.backorder_id where f.id = $1
    returning id)
  update fulfillments f set shipment_id = shipment.id, shipped_at = $6, freight = $9, version = version + 1 from shipment where f.id = $1`;

// Of several that leave one after the other, the first says when their shipment left.
const SHIP_AS_PLANNED = `
  with shipment as (
    update shipments s set tracking_number = coalesce($2, s.tracking_number), estimated_delivery_on = coalesce($3, s.estimated_delivery_on),
      shipped_at = coalesce(s.shipped_at, $4), shipped_by = coalesce(s.shipped_by, $5), version = s.version + 1
    from fulfillments f where f.id = $1 and s.id = f.shipment_id returning s.id)
  update fulfillments f set shipped_at = $4, freight = $6, version = version + 1 from shipment where f.id = $1`;
