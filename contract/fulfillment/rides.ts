import { z } from 'zod';
import { fulfillment } from '#contract/fulfillment/fulfillments.ts';
import { byId, type SomeOperations } from '#contract/operation.ts';

/** What a small fill could go with: what is planned for the customer, their next order, or the next day of their route. */
export const rideProposal = z.object({
  kind: z.enum(['shipment', 'order', 'route']),
  deliveryOn: z.string(),
  extraDays: z.number(),
  shipmentId: z.string().nullable(),
  shipmentNumber: z.string().nullable(),
  orderId: z.string().nullable(),
  orderNumber: z.string().nullable(),
  routeId: z.string().nullable(),
  routeName: z.string().nullable(),
});
/** What a small fill could go with. */
export type RideProposal = z.infer<typeof rideProposal>;

/**
 * A fulfillment with what it could go with; `rideProposal` is null where it is not small, has left, or is on a shipment.
 * `isFreightUsual`: freight is charged for it as a rule, not where all of it replaces what came back or goes again after it was lost.
 */
export const fulfillmentToShip = fulfillment.extend({
  rideProposal: rideProposal.nullable(),
  isFreightUsual: z.boolean(),
});

/** A small fill rides with what goes anyway. */
export const operations = {
  getFulfillment: {
    summary: 'One fulfillment',
    ...byId,
    status: 200,
    answer: fulfillmentToShip,
    refusals: ['not_found'],
  },
  joinRide: {
    summary: 'It goes as proposed: with what is planned, or planned for that day',
    ...byId,
    body: z.object({}).nullish(),
    status: 201,
    answer: fulfillmentToShip,
    refusals: ['not_found', 'no_ride'],
  },
} as const satisfies SomeOperations;
