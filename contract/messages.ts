import { z } from 'zod';
import { byId, type SomeOperations } from '#contract/operation.ts';
import { id, page, pageOf } from '#contract/primitives.ts';
import { LANGUAGES, MESSAGE_EVENTS, MESSAGE_STATUSES, TEMPLATES } from '#domain/messages/words.ts';

/**
 * A message to a customer. Its words are null until it leaves, because they are written from the records at that moment;
 * what was not sent on purpose has none. `messageId` is the Message-ID of the mail, the same at every try.
 */
export const message = z.object({
  id: z.string(),
  event: z.enum(TEMPLATES),
  customerId: z.string(),
  customerName: z.string(),
  to: z.string().nullable(),
  language: z.enum(LANGUAGES).nullable(),
  subject: z.string().nullable(),
  text: z.string().nullable(),
  html: z.string().nullable(),
  status: z.enum(MESSAGE_STATUSES),
  /** Why it was not sent, or what the mail server said last. */
  reason: z.string().nullable(),
  messageId: z.string().nullable(),
  orderId: z.string().nullable(),
  orderNumber: z.string().nullable(),
  backorderId: z.string().nullable(),
  backorderNumber: z.string().nullable(),
  /** The mail that said this among others. */
  carriedById: z.string().nullable(),
  /** Sent to try a text out; no customer got it. */
  isTest: z.boolean(),
  attempts: z.number(),
  queuedAt: z.string(),
  queuedBy: z.string(),
  /** When it leaves, or is tried again; null once it is settled. */
  nextTryAt: z.string().nullable(),
  sentAt: z.string().nullable(),
});

/** Messages of a customer, an order with its backorders, or a backorder; by event and by what became of them. */
export const mailboxQuery = z.object({
  ...page,
  customerId: id.optional(),
  orderId: id.optional(),
  backorderId: id.optional(),
  event: z.enum(TEMPLATES).optional(),
  status: z.enum(MESSAGE_STATUSES).optional(),
});

/**
 * One page of messages, newest first, with how mail leaves: whether a mail server is set up, and since when it does not
 * answer. Without one, messages are recorded as they would have been sent.
 */
export const mailboxPage = pageOf(message).extend({
  server: z.object({
    isSetUp: z.boolean(),
    failingSince: z.string().nullable(),
    lastError: z.string().nullable(),
  }),
});

const timeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'is not a time of day, HH:MM');

/**
 * How the company writes to its customers. `gathers`: several backorders of a customer that wait to be told go in one
 * mail. Nothing leaves from `quietFrom` until `quietUntil`, in the company's time zone; what the night found leaves at
 * `morning`. Every message waits `waitMinutes` first, so that what is put right at once tells nobody.
 */
export const messageRules = z.object({
  eventsOff: z.array(z.enum(MESSAGE_EVENTS)),
  gathers: z.boolean(),
  quietFrom: timeOfDay.nullable(),
  quietUntil: timeOfDay.nullable(),
  morning: timeOfDay,
  waitMinutes: z.int().min(0).max(120),
  updatedAt: z.string().nullable(),
  updatedBy: z.string().nullable(),
  version: z.number(),
});

/** The rules to change; what is left out stays. Quiet hours are given whole: both ends, or null for both. */
export const messageRulesChanges = messageRules
  .omit({ updatedAt: true, updatedBy: true, version: true })
  .partial()
  .refine(({ quietFrom, quietUntil }) => (quietFrom === undefined) === (quietUntil === undefined), {
    path: ['quietUntil'],
    error: 'is given together with quietFrom',
  })
  .refine(({ quietFrom, quietUntil }) => (quietFrom == null) === (quietUntil == null), {
    path: ['quietUntil'],
    error: 'quiet hours have both ends or none',
  })
  .refine(({ quietFrom, quietUntil }) => quietFrom == null || quietFrom !== quietUntil, {
    path: ['quietUntil'],
    error: 'quiet hours begin and end at one time',
  })
  .refine(({ eventsOff = [] }) => new Set(eventsOff).size === eventsOff.length, {
    path: ['eventsOff'],
    error: 'names an event twice',
  });

/** What customers are told, how, and what became of it. */
export const operations = {
  listMailbox: {
    summary: 'Messages to customers, newest first: sent, waiting, or why not',
    query: mailboxQuery,
    status: 200,
    answer: mailboxPage,
    refusals: [],
  },
  getMessage: {
    summary: 'One message as it was sent, or would have been',
    ...byId,
    status: 200,
    answer: message,
    refusals: ['not_found'],
  },
  resendMessage: {
    summary: 'Send again what the mail server refused, written anew to the address of today',
    ...byId,
    status: 201,
    answer: message,
    refusals: ['not_your_customer', 'not_found', 'message_not_refused'],
  },
  getMessageRules: {
    summary: 'How the company writes to its customers',
    status: 200,
    answer: messageRules,
    refusals: [],
  },
  updateMessageRules: {
    summary: 'Change how the company writes to its customers',
    body: messageRulesChanges,
    status: 200,
    answer: messageRules,
    refusals: ['changed_meanwhile'],
  },
} as const satisfies SomeOperations;
