import { z } from 'zod';
import { backorderIds, manyOf } from '#contract/backorders/many-at-once.ts';
import { deliveryBody, fulfillment, fulfillmentLine, shipmentBody } from '#contract/fulfillment/fulfillments.ts';
import { byId, type SomeOperations } from '#contract/operation.ts';
import { id, name, quantityOrZero, reference } from '#contract/primitives.ts';

/**
 * What was picked and what was short of each line of an order, in base units. Together they are at most what the line
 * has outstanding and unpicked (`more_than_outstanding`), and picked at most what can be had (`more_than_allocated`). A short quantity corrects
 * the stock and becomes a backorder (rule 5). Shipment and delivery may be recorded with it.
 */
export const orderFulfillmentBody = z.object({
  lines: z
    .array(
      z.object({
        orderLineId: id,
        picked: quantityOrZero,
        short: quantityOrZero.default(0),
        lot: name(100).nullish(),
      }),
    )
    .min(1)
    .max(2000),
  shipment: shipmentBody.nullish(),
  delivery: deliveryBody.nullish(),
});

/**
 * What was picked and what was short of each line of a backorder, in base units: at most what is outstanding
 * (`more_than_outstanding`). A short quantity stays on the backorder (rule 5).
 */
export const backorderFulfillmentBody = z.object({
  lines: z
    .array(
      z.object({
        backorderLineId: id,
        quantity: quantityOrZero,
        short: quantityOrZero.default(0),
        lot: name(100).nullish(),
      }),
    )
    .min(1)
    .max(2000),
  shipment: shipmentBody.nullish(),
  delivery: deliveryBody.nullish(),
});

/** Up to 200 backorders of which is picked what is allocated to each. */
export const backorderFulfillmentsBody = z.object({ backorderIds });

/** For each backorder, in the order they were named: its fulfillment, or why it was refused. */
export const backorderFulfillmentList = manyOf('fulfillment', reference);

/** What recording a pick made. Without a picked unit there is a backorder and no fulfillment: `id` is null then. */
export const pickResult = z.union([
  fulfillment.extend({ backorder: reference.nullable() }),
  z.object({
    id: z.null(),
    number: z.null(),
    status: z.null(),
    lines: z.array(fulfillmentLine),
    backorder: reference.nullable(),
  }),
]);

/** Recording what was picked. */
export const operations = {
  fulfillOrder: {
    summary: 'Record what was picked and what was short',
    ...byId,
    body: orderFulfillmentBody,
    status: 201,
    answer: pickResult,
    refusals: [
      'not_found',
      'idempotency_key_reused',
      'order_not_confirmed',
      'order_cancelled',
      'quantity_not_whole_multiple',
      'nothing_picked',
      'more_than_allocated',
      'more_than_outstanding',
      'line_not_on_record',
      'line_named_twice',
      'not_whole_order',
      'on_hold',
      'delivered_before_shipped',
      'delivery_day_out_of_reach',
      'delivery_without_shipment',
      'customer_on_no_sale',
      'cash_not_collected',
    ],
  },
  fulfillBackorder: {
    summary: 'Fill a backorder wholly or in part',
    ...byId,
    body: backorderFulfillmentBody,
    status: 201,
    answer: pickResult,
    refusals: [
      'not_found',
      'idempotency_key_reused',
      'quantity_not_whole_multiple',
      'nothing_picked',
      'more_than_allocated',
      'more_than_outstanding',
      'line_not_on_record',
      'line_named_twice',
      'not_whole_order',
      'on_hold',
      'delivered_before_shipped',
      'delivery_day_out_of_reach',
      'delivery_without_shipment',
      'nothing_outstanding',
      'customer_on_no_sale',
      'cash_not_collected',
    ],
  },
  fulfillBackorders: {
    summary: 'Record as picked what is allocated to many backorders: each is done, or refused with its reason',
    body: backorderFulfillmentsBody,
    status: 201,
    answer: backorderFulfillmentList,
    refusals: ['unknown_reference', 'idempotency_key_reused'],
  },
} as const satisfies SomeOperations;
