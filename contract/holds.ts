import { z } from 'zod';
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
