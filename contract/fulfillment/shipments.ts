import { z } from 'zod';
import { FULFILLMENT_STATUSES } from '#contract/fulfillment/fulfillments.ts';
import { byId, type SomeOperations } from '#contract/operation.ts';
import { address, changed, changes, date, id, moneyToCent, name, page, pageOf } from '#contract/primitives.ts';
import { SHIPMENT_STATUSES } from '#domain/fulfillment/shipment-status.ts';

const fulfillmentIds = z
  .array(id)
  .min(1)
  .max(200)
  .refine((ids) => new Set(ids).size === ids.length, 'names a fulfillment twice');

const fields = {
  fulfillmentIds,
  carrierId: id.nullish(),
  routeId: id.nullish(),
  deliveryOn: date.nullish(),
  trackingNumber: name(100).nullish(),
};
type Ways = { carrierId?: string | null | undefined; routeId?: string | null | undefined };
const isOneWay = ({ carrierId, routeId }: Ways) => !(carrierId && routeId);
const NOT_BOTH = { path: ['routeId'], error: 'gives either a carrier or a route' };

/**
 * A shipment to plan: fulfillments of one customer from one warehouse, picked and not shipped, with a carrier or on one of our
 * routes. Without a day it is the carrier's usual days from today, or the next day of the route.
 */
export const shipmentPlan = z.object(fields).refine(isOneWay, NOT_BOTH);

/**
 * What may change: all of it while it is planned, `fulfillmentIds` then naming everything it carries. Of one that left, the tracking
 * number and the day (`shipment_left`).
 */
export const shipmentChanges = z.object(fields).partial().refine(isOneWay, NOT_BOTH);

/** What is charged for carriage of the whole: on the invoice of the first of its fulfillments. */
export const departureBody = z.object({ freight: moneyToCent.nullish() }).nullish();

/** What goes to one customer at once. */
export const shipment = z.object({
  id: z.string(),
  number: z.string(),
  status: z.enum(SHIPMENT_STATUSES),
  customerId: z.string(),
  customerName: z.string(),
  warehouseId: z.string(),
  carrierId: z.string().nullable(),
  carrier: z.string().nullable(),
  trackingNumber: z.string().nullable(),
  trackingUrl: z.string().nullable(),
  routeId: z.string().nullable(),
  routeName: z.string().nullable(),
  driverName: z.string().nullable(),
  driverPhone: z.string().nullable(),
  stop: z.number().nullable(),
  deliveryOn: z.string().nullable(),
  deliveryAddress: address.nullable(),
  fulfillments: z.array(
    z.object({
      id: z.string(),
      number: z.string(),
      status: z.enum(FULFILLMENT_STATUSES),
      orderId: z.string(),
      orderNumber: z.string(),
      backorderId: z.string().nullable(),
      backorderNumber: z.string().nullable(),
      lineCount: z.number(),
      quantity: z.number(),
    }),
  ),
  createdAt: z.string(),
  createdBy: z.string(),
  shippedAt: z.string().nullable(),
  shippedBy: z.string().nullable(),
  ...changed,
  version: z.number(),
});

/** Shipments, newest first. */
export const shipmentQuery = z.object({
  ...page,
  ...changes,
  status: z.enum(SHIPMENT_STATUSES).optional(),
  customerId: id.optional(),
  routeId: id.optional(),
  deliveryOn: date.optional(),
});
/** One page of shipments. */
export const shipmentPage = pageOf(shipment);

const PUT_TOGETHER = [
  'unknown_reference',
  'fulfillment_voided',
  'fulfillment_already_shipped',
  'not_one_shipment',
  'fulfillment_on_shipment',
  'delivery_day_out_of_reach',
] as const;

/** Several fulfillments of one customer on their way together. */
export const operations = {
  listShipments: {
    summary: 'Shipments, newest first',
    query: shipmentQuery,
    status: 200,
    answer: shipmentPage,
    refusals: [],
  },
  getShipment: { summary: 'One shipment', ...byId, status: 200, answer: shipment, refusals: ['not_found'] },
  createShipment: {
    summary: 'Plan a shipment of fulfillments that are picked',
    body: shipmentPlan,
    status: 201,
    answer: shipment,
    refusals: PUT_TOGETHER,
  },
  updateShipment: {
    summary: 'Change what goes with a shipment, how, and when',
    ...byId,
    body: shipmentChanges,
    status: 200,
    answer: shipment,
    refusals: [
      'not_found',
      'unknown_reference',
      'changed_meanwhile',
      'fulfillment_voided',
      'fulfillment_already_shipped',
      'shipment_left',
      'not_one_shipment',
      'fulfillment_on_shipment',
      'delivery_day_out_of_reach',
    ],
  },
  departShipment: {
    summary: 'A planned shipment leaves with all that is on it',
    ...byId,
    body: departureBody,
    status: 201,
    answer: shipment,
    refusals: ['not_found', 'idempotency_key_reused', 'nothing_to_ship', 'customer_on_no_sale'],
  },
} as const satisfies SomeOperations;
