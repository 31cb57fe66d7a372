import { z } from 'zod';
import { isDistinct, refusal } from '#contract/backorders/many-at-once.ts';
import { byId, type SomeOperations } from '#contract/operation.ts';
import { date, id, pageOf, text } from '#contract/primitives.ts';
import { historyQuery } from '#contract/records.ts';

export const promise = z.object({
  id: z.string(),
  promisedOn: z.string().nullable(),
  cause: z.string(),
  reason: z.string().nullable(),
  promisedAt: z.string(),
  promisedBy: z.string(),
});

export const promisePage = pageOf(promise);

export const promiseBody = z.object({
  promisedOn: date.nullable(),
  reason: text(500).nullish(),
  notifyCustomer: z.boolean().default(false),
});

export const promisesBody = z.object({
  promises: z
    .array(promiseBody.extend({ backorderId: id }))
    .min(1)
    .max(200)
    .refine((promises) => isDistinct(promises.map(({ backorderId }) => backorderId)), 'names a backorder twice'),
});

export const promiseList = z.object({
  data: z.array(z.object({ backorderId: z.string(), promise: promise.nullable(), refusal })),
});

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
    answer: promise,
    refusals: [
      'not_found',
      'nothing_outstanding',
      'promise_in_the_past',
      'promise_reason_required',
      'not_your_customer',
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
