import { z } from 'zod';
import { backorderIds, manyOf } from '#contract/backorders/many-at-once.ts';
import { byId, type SomeOperations } from '#contract/operation.ts';
import { words } from '#contract/primitives.ts';

/**
 * How a backorder stands in the queue by a person's will: the mark, and the manual rank, which goes before it (rule 9).
 * Raising it takes soft stock from lines now below it; taking that back returns what is not picked (rule 12).
 */
export const priority = z.object({
  /** The change it was set by; null when it never was. */
  id: z.string().nullable(),
  backorderId: z.string(),
  highPriority: z.boolean(),
  /** A person's override: -1 goes ahead of the queue, 1 behind it. */
  manualRank: z.number(),
  reason: z.string().nullable(),
  setAt: z.string().nullable(),
  setBy: z.string().nullable(),
  /** Reserved units that changed their line by this change, and whose they were or are; others only where readable. */
  moved: z.array(
    z.object({
      direction: z.enum(['gained', 'returned', 'freed']),
      variantId: z.string(),
      quantity: z.number(),
      orderNumber: z.string().nullable(),
      customerName: z.string().nullable(),
    }),
  ),
});

const wantedPriority = {
  highPriority: z.boolean().optional(),
  manualRank: z.literal([-1, 0, 1]).optional(),
  reason: words(500),
};

const saysSomething = (body: { highPriority?: boolean | undefined; manualRank?: number | undefined }) =>
  body.highPriority !== undefined || body.manualRank !== undefined;

const SAYS_NOTHING = 'names neither highPriority nor manualRank';

/** The mark, the manual rank, or both, with the reason. */
export const priorityBody = z.object(wantedPriority).refine(saysSomething, SAYS_NOTHING);

/** The same for up to 200 backorders. */
export const prioritiesBody = z
  .object({
    backorderIds,
    ...wantedPriority,
  })
  .refine(saysSomething, SAYS_NOTHING);

/** For each backorder, in the order they were named: its priority, or why it was refused. */
export const priorityList = manyOf('priority', priority);

/** Priority of one backorder or many. */
export const operations = {
  prioritizeBackorder: {
    summary: 'Mark a backorder as high priority, or override its rank by hand',
    ...byId,
    body: priorityBody,
    status: 201,
    answer: priority,
    refusals: ['not_your_customer', 'not_found', 'nothing_outstanding'],
  },
  prioritizeBackorders: {
    summary: 'Give many backorders a priority at once: each is done, or refused with its reason',
    body: prioritiesBody,
    status: 201,
    answer: priorityList,
    refusals: ['unknown_reference'],
  },
} as const satisfies SomeOperations;
