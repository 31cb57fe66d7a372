import { z } from 'zod';
import { byId, type SomeOperations } from '#contract/operation.ts';
import { changed, changes, date, flag, id, line, name, page, pageOf, text } from '#contract/primitives.ts';

/** A follow-up of an order or a backorder, due today or later (`follow_up_in_the_past`). */
export const followUpBody = z
  .object({
    backorderId: id.optional(),
    orderId: id.optional(),
    dueOn: date,
    subject: line(500).nullish(),
    /** The customer's sales representative when left out. */
    assignedToId: id.nullish(),
  })
  .refine(({ backorderId, orderId }) => (backorderId === undefined) !== (orderId === undefined), {
    path: ['backorderId'],
    error: 'names either a backorder or an order',
  });

/** What came of it. `nextFollowUpOn` plans the next one. */
export const followUpOutcomeBody = z.object({
  outcome: name(200),
  notes: text(4000).nullish(),
  nextFollowUpOn: date.nullish(),
});

/** The new due date, today or later (`follow_up_in_the_past`). */
export const followUpSnoozeBody = z.object({ until: date });

/** Whom to speak with again, about what, and when. It is open while `closedAt` is null. */
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
  /** `tell_…`: somebody asked that the customer is told of it. The last two: the customer did so on their page. */
  cause: z.enum([
    'communication',
    'delivery',
    'outcome',
    'by_hand',
    'tell_cancelled',
    'tell_created',
    'tell_promised',
    'customer_asked',
    'send_available',
  ]),
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
  ...changes,
  whose: z.enum(['mine', 'all']).default('all'),
  due: z.enum(['overdue', 'today', 'upcoming', 'closed']).optional(),
  unassigned: flag.optional(),
  assignedToId: id.optional(),
  customerId: id.optional(),
  orderId: id.optional(),
  backorderId: id.optional(),
});

/** One page of follow-ups. */
export const followUpPage = pageOf(followUp.extend(changed));

/** Follow-ups: planning, putting off and closing them. Who answers for one closes it (`not_your_follow_up`). */
export const operations = {
  listFollowUps: {
    summary: 'Whom to speak with again, by due date',
    query: followUpQuery,
    status: 200,
    answer: followUpPage,
    refusals: [],
  },
  planFollowUp: {
    summary: 'Plan to speak with a customer again',
    body: followUpBody,
    status: 201,
    answer: followUp,
    refusals: ['not_your_customer', 'unknown_reference', 'follow_up_in_the_past'],
  },
  closeFollowUp: {
    summary: 'Say what came of a follow-up, which closes it',
    ...byId,
    body: followUpOutcomeBody,
    status: 201,
    answer: followUp,
    refusals: ['not_your_customer', 'not_found', 'follow_up_in_the_past', 'follow_up_closed', 'not_your_follow_up'],
  },
  snoozeFollowUp: {
    summary: 'Put a follow-up off to another day',
    ...byId,
    body: followUpSnoozeBody,
    status: 201,
    answer: followUp,
    refusals: ['not_your_customer', 'not_found', 'follow_up_in_the_past', 'follow_up_closed', 'not_your_follow_up'],
  },
} as const satisfies SomeOperations;
