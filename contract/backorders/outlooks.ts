import { z } from 'zod';
import type { SomeOperations } from '#contract/operation.ts';
import { id } from '#contract/primitives.ts';

/** What open backorders may expect, as kept for lists: a second or so behind. Closed and unknown ones are left out. */
export const outlook = z.object({
  backorderId: z.string(),
  projectedOn: z.string().nullable(),
  noDateBecause: z.enum(['no_supply', 'late_supply', 'on_hold']).nullable(),
  placeInQueue: z.number().nullable(),
  quantityAhead: z.number(),
  isAtRisk: z.boolean(),
  dateMoved: z.boolean(),
  toldOn: z.string().nullable(),
  toldAt: z.string().nullable(),
  refreshedAt: z.string(),
});

/** Ids of up to 500 backorders with commas between. */
export const outlookQuery = z.object({
  ids: z
    .string()
    .max(10_000)
    .transform((value) => value.split(','))
    .pipe(z.array(id).min(1).max(500)),
});

/** The outlooks that are known. */
export const outlookList = z.object({ data: z.array(outlook) });

/** Dates and places in the queue for lists. */
export const operations = {
  listOutlooks: {
    summary: 'What some open backorders may expect, as kept for lists',
    query: outlookQuery,
    status: 200,
    answer: outlookList,
    refusals: [],
  },
} as const satisfies SomeOperations;
