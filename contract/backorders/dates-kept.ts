import { z } from 'zod';
import type { SomeOperations } from '#contract/operation.ts';
import { date } from '#contract/primitives.ts';
import { WAITING_CAUSES } from '#domain/backorders/waiting-days.ts';

/** Backorders made from `from` to `to`, the last 90 days when left out, by whom they belong to, against one date. */
export const promiseRecordsQuery = z.object({
  by: z.enum(['rep', 'customer', 'supplier']).default('rep'),
  basis: z.enum(['requested', 'first_promise', 'last_promise']).default('first_promise'),
  from: date.optional(),
  to: date.optional(),
});

/**
 * How promises were kept, the most backorders first. Measured are those with a date of that basis and not cancelled whole; a
 * backorder of several suppliers stands with each.
 */
export const promiseRecords = z.object({
  basis: z.enum(['requested', 'first_promise', 'last_promise']),
  from: z.string(),
  to: z.string(),
  data: z.array(
    z.object({
      /** Null for what has no representative or supplier. */
      id: z.string().nullable(),
      name: z.string().nullable(),
      measured: z.number(),
      kept: z.number(),
      late: z.number(),
      /** Not due yet. */
      pending: z.number(),
      slippedOnce: z.number(),
      slippedTwice: z.number(),
    }),
  ),
});

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

/** Promises and waiting in figures. */
export const operations = {
  getPromiseRecords: {
    summary: 'How promises were kept, by representative, customer or supplier, against one date',
    query: promiseRecordsQuery,
    status: 200,
    answer: promiseRecords,
    refusals: [],
  },
  getWaitedDays: {
    summary: 'Days backorders waited by cause, by month or supplier',
    query: waitedDaysQuery,
    status: 200,
    answer: waitedDays,
    refusals: [],
  },
} as const satisfies SomeOperations;
