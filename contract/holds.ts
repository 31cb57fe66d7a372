import { z } from 'zod';
import { byId, type SomeOperations } from '#contract/operation.ts';
import { date, id, text, words } from '#contract/primitives.ts';

/** A hold of one backorder, or of an order with all its backorders: then `backorderId` is null. */
export const hold = z.object({
  id: z.string(),
  orderId: z.string(),
  backorderId: z.string().nullable(),
  reason: z.string(),
  /** The day it ends by itself. */
  until: z.string().nullable(),
  notes: z.string().nullable(),
  heldAt: z.string(),
  heldBy: z.string(),
  releasedAt: z.string().nullable(),
  releasedBy: z.string().nullable(),
  releaseNotes: z.string().nullable(),
});

export const holdBody = z.object({ reason: words(200), until: date.nullish(), notes: text(4000).nullish() });

export const releaseParameters = z.object({ id, holdId: id });

export const releaseBody = z.object({ notes: text(4000).nullish() }).nullish();

export const operations = {
  holdOrder: {
    summary: 'Hold an order and its backorders: they keep their place and their stock, and nothing is picked',
    ...byId,
    body: holdBody,
    status: 201,
    answer: hold,
    refusals: [
      'not_found',
      'order_cancelled',
      'order_not_confirmed',
      'nothing_outstanding',
      'hold_ends_in_the_past',
      'already_on_hold',
      'not_your_customer',
    ],
  },
  releaseOrder: {
    summary: 'Release a held order: what waits gets free stock at once',
    params: releaseParameters,
    body: releaseBody,
    status: 201,
    answer: hold,
    refusals: ['not_found', 'hold_already_released', 'not_your_customer'],
  },
  holdBackorder: {
    summary: 'Hold a backorder: it keeps its place and its stock, and nothing is picked',
    ...byId,
    body: holdBody,
    status: 201,
    answer: hold,
    refusals: ['not_found', 'nothing_outstanding', 'hold_ends_in_the_past', 'already_on_hold', 'not_your_customer'],
  },
  releaseBackorder: {
    summary: 'Release a held backorder: what waits gets free stock at once',
    params: releaseParameters,
    body: releaseBody,
    status: 201,
    answer: hold,
    refusals: ['not_found', 'hold_already_released', 'not_your_customer'],
  },
} as const satisfies SomeOperations;
