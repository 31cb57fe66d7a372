import { z } from 'zod';
import { item } from '#contract/catalog/item.ts';
import { byId, type SomeOperations } from '#contract/operation.ts';
import { reference } from '#contract/primitives.ts';

/**
 * Whether each line was filled, by what and when: the one right answer, the query that gives it, and the tempting query
 * with the answer it would give.
 */
export const backorderFills = z.object({
  rightQuery: z.string(),
  wrongQuery: z.string(),
  wrongBecause: z.string(),
  fields: z.array(z.object({ name: z.string(), meaning: z.string() })),
  lines: z.array(
    z.object({
      id: z.string(),
      orderLineId: z.string(),
      ...item,
      backordered: z.number(),
      fulfilled: z.number(),
      outstanding: z.number(),
      /** What the tempting query would call filled. */
      wrongAnswer: z.number(),
      /** The right answer of the line: of what left, what the customer keeps. */
      kept: z.number(),
      /** It replaces what came back on this return. */
      replacesReturn: reference.nullable(),
      fills: z.array(
        z.object({
          fulfillmentId: z.string(),
          fulfillmentNumber: z.string(),
          quantity: z.number(),
          status: z.enum(['shipped', 'delivered', 'not_delivered']),
          lost: z.number(),
          returned: z.number(),
          kept: z.number(),
          /** What is sent again for what came back, and on which backorders. */
          replaced: z.number(),
          replacements: z.array(reference),
          shippedAt: z.string(),
          deliveredAt: z.string().nullable(),
          receivedBy: z.string().nullable(),
          carrier: z.string().nullable(),
          trackingNumber: z.string().nullable(),
        }),
      ),
    }),
  ),
});

/** Whether each line of a backorder was filled, and the query that answers it. */
export const operations = {
  getBackorderFills: {
    summary: 'Was each line filled, by what and when: the right answer and the query that gives it',
    ...byId,
    status: 200,
    answer: backorderFills,
    refusals: ['not_found'],
  },
} as const satisfies SomeOperations;
