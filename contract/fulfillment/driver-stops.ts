import { z } from 'zod';
import { item } from '#contract/catalog/item.ts';
import { FULFILLMENT_STATUSES } from '#contract/fulfillment/fulfillments.ts';
import type { SomeOperations } from '#contract/operation.ts';
import { address, date, id, moneyOut } from '#contract/primitives.ts';

/** What one truck brings on a day; today and all routes when left out. */
export const deliveryDayQuery = z.object({ on: date.optional(), routeId: id.optional() });

/** What is on the truck for one customer. */
const stop = z.object({
  shipmentId: z.string(),
  shipmentNumber: z.string(),
  status: z.enum(['planned', 'shipped', 'delivered']),
  stop: z.number().nullable(),
  routeId: z.string(),
  routeName: z.string(),
  deliveryOn: z.string().nullable(),
  customerId: z.string(),
  customerName: z.string(),
  phone: z.string().nullable(),
  deliveryAddress: address.nullable(),
  deliveryInstructions: z.string().nullable(),
  saleHold: z.enum(['none', 'no_sale', 'cash_only']),
  saleHoldReason: z.string().nullable(),
  /** To take at the door from who pays in cash only; null for everybody else. */
  cashDue: moneyOut.nullable(),
  fulfillments: z.array(
    z.object({
      id: z.string(),
      number: z.string(),
      status: z.enum(FULFILLMENT_STATUSES),
      orderNumber: z.string(),
      deliveredAt: z.string().nullable(),
      receivedBy: z.string().nullable(),
      version: z.number(),
      lines: z.array(
        z.object({
          id: z.string(),
          ...item,
          lot: z.string().nullable(),
          quantity: z.number(),
          undelivered: z.number(),
        }),
      ),
      /** What the customer gives back for what this brings, to be taken along. */
      takeAlong: z.array(
        z.object({ returnLineId: z.string(), returnNumber: z.string(), ...item, quantity: z.number() }),
      ),
    }),
  ),
});

/** The deliveries of a day, stop by stop, with those of days before that are still on the truck. */
export const operations = {
  listDeliveries: {
    summary: 'What our trucks bring on a day, in the order of the stops; a driver gets their own routes',
    query: deliveryDayQuery,
    status: 200,
    answer: z.object({ on: z.string(), stops: z.array(stop) }),
    refusals: [],
  },
} as const satisfies SomeOperations;
