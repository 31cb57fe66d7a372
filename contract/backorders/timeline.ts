import { z } from 'zod';
import { backorderFilters } from '#contract/backorders/backorder-list.ts';
import type { SomeOperations } from '#contract/operation.ts';
import { date, moneyOut } from '#contract/primitives.ts';
import { PROMISE_BUCKETS } from '#domain/backorders/promise-buckets.ts';

const { tab: _, ...filters } = backorderFilters;

/** Which promises, by span or by day, and of them what the filters of the list leave. At most 92 days are told one by one. */
export const timelineQuery = z.object({
  bucket: z.enum(PROMISE_BUCKETS).optional(),
  from: date.optional(),
  to: date.optional(),
  ...filters,
});

const sums = {
  backorders: z.number(),
  /** Lines of which something is outstanding: what there is to pick. */
  lines: z.number(),
  quantity: z.number(),
  value: moneyOut,
};

const promised = {
  backorderId: z.string(),
  number: z.string(),
  customerName: z.string(),
  promisedOn: z.string().nullable(),
  projectedOn: z.string().nullable(),
  isAtRisk: z.boolean(),
};

/** Open backorders by the day they are promised for, and the supply they depend on. */
export const timeline = z.object({
  from: z.string(),
  to: z.string(),
  buckets: z.array(
    z.object({ bucket: z.enum(PROMISE_BUCKETS), from: z.string().nullable(), to: z.string().nullable(), ...sums }),
  ),
  /** Lines picked on a working day of the last four weeks, in the mean; null while nothing was. */
  usualLinesPerDay: z.number().nullable(),
  /** Days from `from` to `to` for which something is promised. */
  days: z.array(
    z.object({
      on: z.string(),
      ...sums,
      atRisk: z.number(),
      /** The first few, those at risk first and then the most valuable. */
      first: z.array(z.object({ ...promised, itemName: z.string(), lineCount: z.number(), quantity: z.number() })),
    }),
  ),
  /** Purchase orders of which something is to come, by the day it is expected; late and undated ones first. */
  supply: z.array(
    z.object({
      purchaseOrderId: z.string(),
      number: z.string(),
      supplierName: z.string(),
      orderedOn: z.string(),
      /** The last day something of it is expected; null where a line has no date. */
      expectedOn: z.string().nullable(),
      firstExpectedOn: z.string().nullable(),
      isLate: z.boolean(),
      quantity: z.number(),
      /** How many backorders depend on it, how many of their promises it breaks, and how many could now be better. */
      dependents: z.number(),
      breaks: z.number(),
      better: z.number(),
      /** The first of them: broken promises first, then by promised day. */
      promises: z.array(z.object(promised)),
    }),
  ),
});

/** Promised dates on a calendar, and the supply beside them. */
export const operations = {
  getTimeline: {
    summary: 'What is promised for which day, and which supply it depends on',
    query: timelineQuery,
    status: 200,
    answer: timeline,
    refusals: [],
  },
} as const satisfies SomeOperations;
