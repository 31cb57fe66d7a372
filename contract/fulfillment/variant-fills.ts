import { z } from 'zod';
import { isDistinct, refusal } from '#contract/backorders/many-at-once.ts';
import { shipmentBody } from '#contract/fulfillment/fulfillments.ts';
import { byId, type SomeOperations } from '#contract/operation.ts';
import { id, quantity, reference } from '#contract/primitives.ts';

/** In which warehouse. */
export const variantFillsQuery = z.object({ warehouseId: id });

/**
 * Everyone on a backorder for a variant, in rank order, with what each could have now: what is reserved for them and not
 * picked, and what a run would give them of what is free.
 */
export const variantFills = z.object({
  variantId: z.string(),
  warehouseId: z.string(),
  available: z.number(),
  lines: z.array(
    z.object({
      backorderLineId: z.string(),
      backorderId: z.string(),
      backorderNumber: z.string(),
      orderNumber: z.string(),
      customerName: z.string(),
      outstanding: z.number(),
      allocated: z.number(),
      picked: z.number(),
      /** What is proposed to fill, in base units. */
      quantity: z.number(),
      isOnHold: z.boolean(),
      /** Ships only as a whole. */
      isWhole: z.boolean(),
      promisedOn: z.string().nullable(),
    }),
  ),
});

/** How much of which backorder lines, each once, 1 to 200; with a shipment each leaves at once. */
export const variantFillsBody = z.object({
  warehouseId: id,
  lines: z
    .array(z.object({ backorderLineId: id, quantity }))
    .min(1)
    .max(200)
    .refine((lines) => isDistinct(lines.map(({ backorderLineId }) => backorderLineId)), 'names a line twice'),
  shipment: shipmentBody.omit({ freight: true }).nullish(),
});

/** For each line, in rank order: its fulfillment, or why it was refused. */
export const variantFillsResult = z.object({
  data: z.array(
    z.object({
      backorderLineId: z.string(),
      backorderId: z.string(),
      backorderNumber: z.string(),
      fulfillment: reference.nullable(),
      refusal,
    }),
  ),
});

/** A product arrived: everyone who waits for it, in one act. */
export const operations = {
  getVariantFills: {
    summary: 'Who is on a backorder for a variant, in rank order, and what each could have now',
    ...byId,
    query: variantFillsQuery,
    status: 200,
    answer: variantFills,
    refusals: ['not_found'],
  },
  fillVariant: {
    summary: 'Fill backorders that wait for a variant; each is done or refused by itself',
    ...byId,
    body: variantFillsBody,
    status: 201,
    answer: variantFillsResult,
    refusals: ['unknown_reference', 'idempotency_key_reused'],
  },
} as const satisfies SomeOperations;
