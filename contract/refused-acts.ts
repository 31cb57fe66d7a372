import { z } from 'zod';
import type { SomeOperations } from '#contract/operation.ts';
import { page, pageOf } from '#contract/primitives.ts';

/** An act that was refused for lack of right; the same again on the same day counts here. */
export const refusedAct = z.object({
  id: z.string(),
  /** The person or program as records name them. */
  actor: z.string(),
  role: z.string(),
  /** The operation, by its name in the API document. */
  operation: z.string(),
  /** The first part of the address, and the record in it. Null where the act names none, or there were too many to keep. */
  kind: z.string(),
  recordId: z.string().nullable(),
  /** With `not_found` the record is there, and not theirs. */
  code: z.string(),
  times: z.number(),
  firstAt: z.string(),
  lastAt: z.string(),
});

/** A page of them. */
export const refusedActQuery = z.object(page);

/** One page of refused acts. */
export const refusedActPage = pageOf(refusedAct);

/** Operations on refused acts. */
export const operations = {
  listRefusedActs: {
    summary: 'Acts that were refused for lack of right, newest first',
    query: refusedActQuery,
    status: 200,
    answer: refusedActPage,
    refusals: [],
  },
} as const satisfies SomeOperations;
