import { z } from 'zod';
import type { SomeOperations } from '#contract/operation.ts';
import { date } from '#contract/primitives.ts';
import { WAITING_CAUSES } from '#domain/backorders/waiting-days.ts';

/** Backorders made from `from` to `to`, the last 90 days when left out. */
export const waitedDaysQuery = z.object({
  by: z.enum(['month', 'supplier']).default('month'),
  from: date.optional(),
  to: date.optional(),
});

/** Days waited by cause. `isWhole` is false where there were more backorders than the newest 2,000, which are counted. */
export const waitedDays = z.object({
  from: z.string(),
  to: z.string(),
  isWhole: z.boolean(),
  data: z.array(
    z.object({
      /** The month as `YYYY-MM`, or the id of the supplier; null for what has none. */
      key: z.string().nullable(),
      name: z.string().nullable(),
      days: z.number(),
      causes: z.array(z.object({ cause: z.enum(WAITING_CAUSES), days: z.number() })),
    }),
  ),
});

/** Waiting in figures. */
export const operations = {
  getWaitedDays: {
    summary: 'Days backorders waited by cause, by month or supplier',
    query: waitedDaysQuery,
    status: 200,
    answer: waitedDays,
    refusals: [],
  },
} as const satisfies SomeOperations;
