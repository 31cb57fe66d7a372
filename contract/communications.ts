import { z } from 'zod';
import { backorderIds, manyOf } from '#contract/backorders/many-at-once.ts';
import { byId, type SomeOperations } from '#contract/operation.ts';
import { date, instant, page, pageOf, text, words } from '#contract/primitives.ts';
import { namedEvent } from '#contract/records.ts';
import { COMMUNICATION_METHODS, REACTIONS } from '#domain/communications/words.ts';

/** A call, an e-mail or a visit. Without `at` it happened now; `nextFollowUpOn` makes a follow-up for the rep. */
export const communicationBody = z.object({
  at: instant.optional(),
  method: z.enum(COMMUNICATION_METHODS),
  direction: z.enum(['inbound', 'outbound']).default('outbound'),
  text: words(4000),
  /** How the customer wants to be told. */
  preference: text(1000).nullish(),
  /** Keeps the preference on the customer, for everyone who calls them next. */
  keepPreference: z.boolean().default(false),
  agreement: text(1000).nullish(),
  arrangements: text(1000).nullish(),
  reaction: z.enum(REACTIONS).nullish(),
  nextFollowUpOn: date.nullish(),
});

/** The same that was about up to 200 backorders: it stands in the record of each. */
export const backorderCommunicationsBody = communicationBody.extend({ backorderIds });

/** What was said to or by a customer about an order or a backorder. */
export const communication = z.object({
  id: z.string(),
  orderId: z.string(),
  backorderId: z.string().nullable(),
  at: z.string(),
  method: z.enum(COMMUNICATION_METHODS),
  direction: z.enum(['inbound', 'outbound']),
  text: z.string(),
  preference: z.string().nullable(),
  agreement: z.string().nullable(),
  arrangements: z.string().nullable(),
  reaction: z.enum(REACTIONS).nullable(),
  nextFollowUpOn: z.string().nullable(),
  /** The follow-up that this entry made. */
  followUpId: z.string().nullable(),
  recordedAt: z.string(),
  recordedBy: z.string(),
});

/** For each backorder, in the order they were named: what was recorded, or why it was refused. */
export const backorderCommunicationList = manyOf('communication', communication);

/** Newest first. */
export const communicationQuery = z.object(page);

/** One page of communications. */
export const communicationPage = pageOf(communication);

/** A note for colleagues; the customer never sees it. */
export const noteBody = z.object({ text: words(4000) });

/** A note for colleagues. */
export const note = z.object({
  id: z.string(),
  orderId: z.string(),
  backorderId: z.string().nullable(),
  text: z.string(),
  at: z.string(),
  actor: z.string(),
});

/** What an entry of a timeline is about, for the chips above it. */
export const TIMELINE_SUBJECTS = ['contact', 'dates', 'stock', 'edits'] as const;

/** Newest first, all of it or one subject. */
export const timelineQuery = z.object({ ...page, about: z.enum(TIMELINE_SUBJECTS).optional() });

/** A fact of the history, or a `communication.record`, `note.add` or `notification.tell` with what it says in `changes`. */
export const timelineEntry = namedEvent.extend({ about: z.enum(TIMELINE_SUBJECTS) });

/** One page of a timeline. */
export const timelinePage = pageOf(timelineEntry);

/** What was said about orders and backorders, notes, and all that happened in one line of time. */
export const operations = {
  listOrderCommunications: {
    summary: 'What was said to the customer about an order, newest first',
    ...byId,
    query: communicationQuery,
    status: 200,
    answer: communicationPage,
    refusals: ['not_found'],
  },
  recordOrderCommunication: {
    summary: 'Log a call, an e-mail or a visit about an order',
    ...byId,
    body: communicationBody,
    status: 201,
    answer: communication,
    refusals: ['not_your_customer', 'not_found', 'contact_in_the_future', 'follow_up_in_the_past'],
  },
  addOrderNote: {
    summary: 'Leave a note for colleagues',
    ...byId,
    body: noteBody,
    status: 201,
    answer: note,
    refusals: ['not_your_customer', 'not_found'],
  },
  getOrderTimeline: {
    summary: 'Everything that happened to an order, newest first: facts, dates, calls, notes',
    ...byId,
    query: timelineQuery,
    status: 200,
    answer: timelinePage,
    refusals: ['not_found'],
  },
  listBackorderCommunications: {
    summary: 'What was said to the customer about a backorder, newest first',
    ...byId,
    query: communicationQuery,
    status: 200,
    answer: communicationPage,
    refusals: ['not_found'],
  },
  recordBackorderCommunication: {
    summary: 'Log a call, an e-mail or a visit about a backorder',
    ...byId,
    body: communicationBody,
    status: 201,
    answer: communication,
    refusals: ['not_your_customer', 'not_found', 'contact_in_the_future', 'follow_up_in_the_past'],
  },
  recordBackorderCommunications: {
    summary: 'Record one contact about many backorders: each is done, or refused with its reason',
    body: backorderCommunicationsBody,
    status: 201,
    answer: backorderCommunicationList,
    refusals: ['unknown_reference'],
  },
  addBackorderNote: {
    summary: 'Leave a note for colleagues',
    ...byId,
    body: noteBody,
    status: 201,
    answer: note,
    refusals: ['not_your_customer', 'not_found'],
  },
  getBackorderTimeline: {
    summary: 'Everything that happened to a backorder and its order, newest first: facts, dates, calls, notes',
    ...byId,
    query: timelineQuery,
    status: 200,
    answer: timelinePage,
    refusals: ['not_found'],
  },
} as const satisfies SomeOperations;
