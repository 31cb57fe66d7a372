import { z } from 'zod';
import { backorder } from '#contract/backorders/backorder.ts';
import { byId, type SomeOperations } from '#contract/operation.ts';
import { address, date, shipPolicy, text } from '#contract/primitives.ts';
import { BACKORDER_TERMS } from '#domain/backorders/terms.ts';

/**
 * Terms of an open backorder. What is named becomes its own: a change of the order leaves it as it is from then on (rule 20).
 * `followOrder` takes terms from the order again, as they are now, and from then on.
 */
export const backorderChanges = z
  .object({
    deliveryAddress: address.nullable(),
    requestedOn: date.nullable(),
    shipPolicy,
    notes: text(4000).nullable(),
    followOrder: z.array(z.enum(BACKORDER_TERMS)).max(4),
  })
  .partial()
  .refine((body) => !body.followOrder?.some((term) => body[term] !== undefined), {
    path: ['followOrder'],
    error: 'names a term that is given besides',
  });

/** Giving a backorder terms for itself. */
export const operations = {
  updateBackorder: {
    summary: 'Give a backorder its own delivery address, requested day, ship policy or notes',
    ...byId,
    body: backorderChanges,
    status: 200,
    answer: backorder,
    refusals: ['not_your_customer', 'not_found', 'changed_meanwhile', 'nothing_outstanding'],
  },
} as const satisfies SomeOperations;
