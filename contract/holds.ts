import { z } from 'zod';
import { byId, type SomeOperations } from '#contract/operation.ts';
import { date, id, name, text } from '#contract/primitives.ts';

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
  /** A price had ended: releasing it lets what it holds go at the locked price. */
  priceEnded: z.boolean(),
});

/**
 * Why to hold, and until when. `until` is a day after today (`hold_ends_in_the_past`); without it a person releases
 * it. What is held keeps its place and its stock (rule 7).
 */
export const holdBody = z.object({ reason: name(200), until: date.nullish(), notes: text(4000).nullish() });

/** Which record, and which of its holds. */
export const releaseParameters = z.object({ id, holdId: id });

/** Notes on the release, if any. */
export const releaseBody = z.object({ notes: text(4000).nullish() }).nullish();

/** Holding and releasing orders and backorders. A record has one open hold at a time (`already_on_hold`). */
export const operations = {
  holdOrder: {
    summary: 'Hold an order and its backorders: they keep their place and their stock, and nothing is picked',
    ...byId,
    body: holdBody,
    status: 201,
    answer: hold,
    refusals: [
      'not_your_customer',
      'not_found',
      'order_not_confirmed',
      'order_cancelled',
      'already_on_hold',
      'hold_ends_in_the_past',
      'nothing_outstanding',
    ],
  },
  releaseOrder: {
    summary: 'Release a held order: what waits gets free stock at once',
    params: releaseParameters,
    body: releaseBody,
    status: 201,
    answer: hold,
    refusals: ['not_your_customer', 'not_found', 'hold_already_released'],
  },
  holdBackorder: {
    summary: 'Hold a backorder: it keeps its place and its stock, and nothing is picked',
    ...byId,
    body: holdBody,
    status: 201,
    answer: hold,
    refusals: ['not_your_customer', 'not_found', 'already_on_hold', 'hold_ends_in_the_past', 'nothing_outstanding'],
  },
  releaseBackorder: {
    summary: 'Release a held backorder: what waits gets free stock at once',
    params: releaseParameters,
    body: releaseBody,
    status: 201,
    answer: hold,
    refusals: ['not_your_customer', 'not_found', 'hold_already_released'],
  },
} as const satisfies SomeOperations;
