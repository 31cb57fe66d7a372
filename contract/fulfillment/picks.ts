import { z } from 'zod';
import { deliveryBody, fulfillment, fulfillmentLine, shipmentBody } from '#contract/fulfillment/fulfillments.ts';
import { byId, type SomeOperations } from '#contract/operation.ts';
import { id, quantityOrZero, reference, text } from '#contract/primitives.ts';

export const orderFulfillmentBody = z.object({
  lines: z
    .array(
      z.object({
        orderLineId: id,
        picked: quantityOrZero,
        short: quantityOrZero.default(0),
        lot: text(100).nullish(),
      }),
    )
    .min(1)
    .max(500),
  shipment: shipmentBody.nullish(),
  delivery: deliveryBody.nullish(),
});

export const backorderFulfillmentBody = z.object({
  lines: z
    .array(
      z.object({
        backorderLineId: id,
        quantity: quantityOrZero,
        short: quantityOrZero.default(0),
        lot: text(100).nullish(),
      }),
    )
    .min(1)
    .max(500),
  shipment: shipmentBody.nullish(),
  delivery: deliveryBody.nullish(),
});

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

export const operations = {
  fulfillOrder: {
    summary: 'Record what was picked and what was short',
    ...byId,
    body: orderFulfillmentBody,
    status: 201,
    answer: pickResult,
    refusals: [
      'not_found',
      'order_not_confirmed',
      'order_cancelled',
      'on_hold',
      'line_not_on_record',
      'line_named_twice',
      'nothing_picked',
      'quantity_not_whole_multiple',
      'more_than_open',
      'more_than_allocated',
      'not_whole_order',
      'delivery_without_shipment',
      'delivered_before_shipped',
      'idempotency_key_reused',
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
      'nothing_outstanding',
      'on_hold',
      'line_not_on_record',
      'line_named_twice',
      'nothing_picked',
      'quantity_not_whole_multiple',
      'more_than_outstanding',
      'more_than_allocated',
      'not_whole_order',
      'delivery_without_shipment',
      'delivered_before_shipped',
      'idempotency_key_reused',
    ],
  },
} as const satisfies SomeOperations;
