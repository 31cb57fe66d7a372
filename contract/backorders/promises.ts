import { z } from 'zod';
import { isDistinct, manyOf } from '#contract/backorders/many-at-once.ts';
import { communicationBody } from '#contract/communications.ts';
import { byId, type SomeOperations } from '#contract/operation.ts';
import { date, id, pageOf, text } from '#contract/primitives.ts';
import { historyQuery } from '#contract/records.ts';

/**
 * One date the customer was promised; `promisedOn` is null where the promise was taken back. Promises are never
 * overwritten (rule 22).
 */
export const backorderPromise = z.object({
  id: z.string(),
  promisedOn: z.string().nullable(),
  cause: z.string(),
  reason: z.string().nullable(),
  promisedAt: z.string(),
  promisedBy: z.string(),
});

/** One page of promises, newest first. */
export const promisePage = pageOf(backorderPromise);

/**
 * The date to promise, today or later (`promise_in_the_past`); null takes the promise back. A date earlier than supply
 * allows needs a reason (`promise_reason_required`, rule 27).
 */
export const promiseBody = z.object({
  promisedOn: date.nullable(),
  reason: text(500).nullish(),
  /** Leaves a follow-up to tell the customer, due today. */
  notifyCustomer: z.boolean().default(false),
});

/** Up to 500 promises, one for each backorder; with `told`, the customers know them already. */
export const promisesBody = z.object({
  promises: z
    .array(promiseBody.extend({ backorderId: id }))
    .min(1)
    .max(500)
    .refine((promises) => isDistinct(promises.map(({ backorderId }) => backorderId)), 'names a backorder twice'),
  /** How the customers were told: it stands in the record of each that is promised. */
  told: communicationBody.pick({ method: true, text: true, nextFollowUpOn: true }).nullish(),
});

/** For each backorder, in the order they were named: its promise, or why it was refused. */
export const promiseList = manyOf('promise', backorderPromise);

/** Promised dates, for one backorder or many. */
export const operations = {
  listPromises: {
    summary: 'Every date the customer was promised',
    ...byId,
    query: historyQuery,
    status: 200,
    answer: promisePage,
    refusals: ['not_found'],
  },
  promiseBackorder: {
    summary: 'Promise a date',
    ...byId,
    body: promiseBody,
    status: 201,
    answer: backorderPromise,
    refusals: [
      'not_your_customer',
      'not_found',
      'nothing_outstanding',
      'promise_reason_required',
      'promise_in_the_past',
    ],
  },
  promiseBackorders: {
    summary: 'Promise many dates at once: each is done, or refused with its reason',
    body: promisesBody,
    status: 201,
    answer: promiseList,
    refusals: ['unknown_reference'],
  },
} as const satisfies SomeOperations;
