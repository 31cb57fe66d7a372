import { z } from 'zod';
import type { SomeOperations } from '#contract/operation.ts';
import { moneyOut, page, pageOf } from '#contract/primitives.ts';
import { keptPromisesQuery, serviceQuery } from '#contract/reports.ts';
import { KEPT_OUTCOMES, SERVICE_LINES, SLIPPED } from '#domain/reports/choices.ts';

const { groupBy: _, ...ofService } = serviceQuery.shape;
const { groupBy: __, ...ofPromises } = keptPromisesQuery.shape;
const IN_ORDER = { path: ['to'], error: 'is before from' };

/** The lines behind a report of service: of the same days and filters. */
export const serviceLinesQuery = z
  .object({ ...ofService, ...page, which: z.enum(SERVICE_LINES).default('all') })
  .refine(({ from, to }) => !from || !to || from <= to, IN_ORDER);

/** The backorders behind a report of kept promises: of the same days, filters and basis. */
export const keptBackordersQuery = z
  .object({
    ...ofPromises,
    ...page,
    outcome: z.enum(KEPT_OUTCOMES).optional(),
    slipped: z.enum(SLIPPED).optional(),
  })
  .refine(({ from, to }) => !from || !to || from <= to, IN_ORDER);

/** A page of lines of orders, as they were served until the day of the report; the oldest first. */
export const serviceLines = pageOf(
  z.object({
    id: z.string(),
    orderId: z.string(),
    orderNumber: z.string(),
    orderedOn: z.string(),
    customerId: z.string(),
    customerName: z.string(),
    variantId: z.string(),
    sku: z.string(),
    productName: z.string(),
    variantName: z.string(),
    unitsPerCase: z.number(),
    /** Of the line, without what a change of the order took back. */
    quantity: z.number(),
    /** Of it, what became a backorder or was cancelled for want of stock. */
    shortQuantity: z.number(),
    /** Until the last of it left, where it became a backorder that is filled. */
    daysToFill: z.number().nullable(),
    lostValue: moneyOut,
  }),
);

/** A page of backorders with what became of their promise, the oldest first. */
export const keptBackorders = pageOf(
  z.object({
    id: z.string(),
    number: z.string(),
    orderId: z.string(),
    orderNumber: z.string(),
    customerId: z.string(),
    customerName: z.string(),
    createdOn: z.string(),
    /** Against which day it is measured. */
    measuredOn: z.string(),
    /** When all of it was there. */
    doneOn: z.string().nullable(),
    outcome: z.enum(KEPT_OUTCOMES),
    slips: z.number(),
  }),
);

/** The records behind the figures of reports. */
export const operations = {
  listServiceLines: {
    summary: 'The lines of orders behind a report of service, as of any day',
    query: serviceLinesQuery,
    status: 200,
    answer: serviceLines,
    refusals: ['day_in_the_future'],
  },
  listKeptPromises: {
    summary: 'The backorders behind a report of kept promises, as of any day',
    query: keptBackordersQuery,
    status: 200,
    answer: keptBackorders,
    refusals: ['day_in_the_future'],
  },
} as const satisfies SomeOperations;
