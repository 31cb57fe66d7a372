import { z } from 'zod';
import { byId, type SomeOperations } from '#contract/operation.ts';
import { id, page, pageOf } from '#contract/primitives.ts';
import { CUSTOMER_ANSWERS } from '#domain/customer-page/answers.ts';

/** A link to the private page of a customer, or of one backorder. What it reads is known to who got it, and kept nowhere. */
export const customerLink = z.object({
  id: z.string(),
  customerId: z.string(),
  /** Null where it shows all that the customer waits for. */
  backorderId: z.string().nullable(),
  backorderNumber: z.string().nullable(),
  /** The mail that carries it; null where a person made it. */
  messageId: z.string().nullable(),
  createdAt: z.string(),
  createdBy: z.string(),
  expiresAt: z.string(),
  revokedAt: z.string().nullable(),
  revokedBy: z.string().nullable(),
  /** When somebody last answered by it. Opening the page is not counted: mail scanners open links. */
  lastUsedAt: z.string().nullable(),
});

/** A new link, with its address: in this answer and nowhere else. */
export const createdCustomerLink = customerLink.extend({ url: z.string() });

/** Newest first. */
export const customerLinkQuery = z.object(page);

/** One page of links. */
export const customerLinkPage = pageOf(customerLink);

/** What a customer decided on their page. */
export const customerAnswer = z.object({
  id: z.string(),
  customerId: z.string(),
  customerName: z.string(),
  orderId: z.string().nullable(),
  orderNumber: z.string().nullable(),
  backorderId: z.string().nullable(),
  backorderNumber: z.string().nullable(),
  fulfillmentId: z.string().nullable(),
  answer: z.enum(CUSTOMER_ANSWERS),
  quantity: z.number().nullable(),
  notBefore: z.string().nullable(),
  text: z.string().nullable(),
  /** `done`: the records changed; `noted`: nothing had to; `asked`: a person has to act. */
  outcome: z.enum(['done', 'noted', 'asked']),
  followUpId: z.string().nullable(),
  answeredAt: z.string(),
});

/** Answers of a customer, or about a backorder; newest first. */
export const customerAnswerQuery = z.object({ ...page, customerId: id.optional(), backorderId: id.optional() });

/** One page of answers. */
export const customerAnswerPage = pageOf(customerAnswer);

/** Links by which customers see what they wait for and decide about it. */
export const operations = {
  listBackorderLinks: {
    summary: 'The links that show a backorder to its customer, newest first',
    ...byId,
    query: customerLinkQuery,
    status: 200,
    answer: customerLinkPage,
    refusals: ['not_found'],
  },
  createBackorderLink: {
    summary: 'Make a link that shows one backorder to its customer',
    ...byId,
    status: 201,
    answer: createdCustomerLink,
    refusals: ['not_your_customer', 'not_found'],
  },
  listCustomerLinks: {
    summary: 'The links that show a customer what they wait for, newest first',
    ...byId,
    query: customerLinkQuery,
    status: 200,
    answer: customerLinkPage,
    refusals: ['not_found'],
  },
  createCustomerLink: {
    summary: 'Make a link that shows a customer all they wait for',
    ...byId,
    status: 201,
    answer: createdCustomerLink,
    refusals: ['not_your_customer', 'not_found'],
  },
  listCustomerAnswers: {
    summary: 'What customers decided on their pages, newest first',
    query: customerAnswerQuery,
    status: 200,
    answer: customerAnswerPage,
    refusals: [],
  },
  revokeCustomerLink: {
    summary: 'End a link at once; one that has ended stays as it was',
    ...byId,
    status: 201,
    answer: customerLink,
    refusals: ['not_your_customer', 'not_found'],
  },
} as const satisfies SomeOperations;
