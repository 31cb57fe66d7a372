import { z } from 'zod';
import { byId, type SomeOperations } from '#contract/operation.ts';
import { page, pageOf, text } from '#contract/primitives.ts';
import { EXCEPTION_KINDS } from '#domain/exceptions/exception-kinds.ts';

const exceptionKind = z.enum(EXCEPTION_KINDS);

/** Something that needs a person: which record, since when, and what a sentence about it needs. */
export const exception = z.object({
  /** A number for what is kept until somebody closes it; `kind-record` for what is derived and goes with its cause. */
  id: z.string(),
  kind: exceptionKind,
  recordType: z.enum([
    'exception',
    'backorder',
    'fulfillment',
    'order',
    'return',
    'follow_up',
    'customer',
    'message',
    'invoice',
    'credit_note',
    'work',
  ]),
  recordId: z.string(),
  variantId: z.string().nullable(),
  warehouseId: z.string().nullable(),
  facts: z.record(z.string(), z.unknown()),
  /** The day it became true, for what is about a day, such as a promise that passed; null where it is about a moment. */
  openedOn: z.string().nullable(),
  /** Since when; of a day its first moment in the company's time zone. */
  openedAt: z.string(),
  closedAt: z.string().nullable(),
});

/** Exceptions of all kinds or one, of everyone's or one's own customers. */
export const exceptionQuery = z.object({
  ...page,
  kind: exceptionKind.optional(),
  whose: z.enum(['mine', 'all']).default('all'),
});

/** `counts` come with the first page, to 10,000 of each kind; 10,001 is more. */
export const exceptionPage = pageOf(exception).extend({
  counts: z.array(z.object({ kind: exceptionKind, count: z.number() })).nullable(),
});

/** Notes on the closure, if any. */
export const exceptionClosureBody = z.object({ notes: text(4000).nullish() }).nullish();

/** What closing did: the units that could be posted now. */
export const exceptionClosure = z.object({
  id: z.string(),
  posted: z.number(),
  closedAt: z.string(),
  closedBy: z.string(),
});

/** What needs a person. */
export const operations = {
  listExceptions: {
    summary: 'What needs a person, kind after kind',
    query: exceptionQuery,
    status: 200,
    answer: exceptionPage,
    refusals: [],
  },
  closeException: {
    summary: 'Close a count that stood below what was picked: the rest is posted now',
    ...byId,
    body: exceptionClosureBody,
    status: 201,
    answer: exceptionClosure,
    refusals: ['not_found', 'exception_closed', 'exception_closes_itself', 'stock_still_picked'],
  },
} as const satisfies SomeOperations;
