import { z } from 'zod';
import { historyEvent } from '#contract/orders.ts';
import { date, flag, id, instant, page, pageOf, text, words } from '#contract/primitives.ts';
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
export const communicationQuery = z.object(page);
export const communicationPage = pageOf(communication);

export const noteBody = z.object({ text: words(4000) });
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
export const timelineQuery = z.object({ ...page, about: z.enum(TIMELINE_SUBJECTS).optional() });
/** A fact of the history, or a `communication.record`, `note.add` or `notification.tell` with what it says in `changes`. */
export const timelineEntry = historyEvent.extend({ about: z.enum(TIMELINE_SUBJECTS) });
export const timelinePage = pageOf(timelineEntry);

export const followUpBody = z
  .object({
    backorderId: id.optional(),
    orderId: id.optional(),
    dueOn: date,
    subject: text(500).nullish(),
    /** The customer's sales representative when left out. */
    assignedToId: id.nullish(),
  })
  .refine(({ backorderId, orderId }) => (backorderId === undefined) !== (orderId === undefined), {
    path: ['backorderId'],
    error: 'names either a backorder or an order',
  });
export const followUpOutcomeBody = z.object({
  outcome: words(200),
  notes: text(4000).nullish(),
  nextFollowUpOn: date.nullish(),
});
export const followUpSnoozeBody = z.object({ until: date });
export const followUp = z.object({
  id: z.string(),
  orderId: z.string(),
  orderNumber: z.string(),
  backorderId: z.string().nullable(),
  backorderNumber: z.string().nullable(),
  customerId: z.string(),
  customerName: z.string(),
  customerPhone: z.string().nullable(),
  contactPreference: z.string().nullable(),
  assignedToId: z.string().nullable(),
  assignedToName: z.string().nullable(),
  cause: z.enum(['communication', 'delivery', 'outcome', 'by_hand']),
  subject: z.string().nullable(),
  /** What was last said, when this follow-up comes from a communication. */
  said: z.string().nullable(),
  dueOn: z.string(),
  isOverdue: z.boolean(),
  createdAt: z.string(),
  createdBy: z.string(),
  outcome: z.string().nullable(),
  outcomeNotes: z.string().nullable(),
  closedAt: z.string().nullable(),
  closedBy: z.string().nullable(),
  version: z.number(),
});
/** The open ones by due date; `closed` shows what came of the others, the oldest first. */
export const followUpQuery = z.object({
  ...page,
  whose: z.enum(['mine', 'all']).default('all'),
  due: z.enum(['overdue', 'today', 'upcoming', 'closed']).optional(),
  unassigned: flag.optional(),
  assignedToId: id.optional(),
  customerId: id.optional(),
  orderId: id.optional(),
  backorderId: id.optional(),
});
export const followUpPage = pageOf(followUp);
