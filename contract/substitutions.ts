import { z } from 'zod';
import { item } from '#contract/catalog/item.ts';
import { byId, type SomeOperations } from '#contract/operation.ts';
import { id, line, money, moneyOut, page, pageOf, quantity, text } from '#contract/primitives.ts';
import { ACCEPTORS, SUBSTITUTION_STATUSES } from '#domain/substitutes/acceptance.ts';
import { CONSENT_ANSWERS } from '#domain/substitutes/consent.ts';
import { PRICE_KINDS } from '#domain/substitutes/price.ts';

const amount = z.union([money, money.shape.amount]);

/** What a substitute is offered at. Another price names its amount, in the company's currency, and says why. */
const offeredPrice = z
  .object({ kind: z.enum(PRICE_KINDS).default('locked'), amount: amount.nullish(), reason: line(200).nullish() })
  .refine(({ kind, amount: given }) => (kind === 'other') === (given != null), {
    path: ['amount'],
    error: 'is given for another price, and only there',
  })
  .refine(({ kind, reason }) => kind !== 'other' || !!reason?.trim(), {
    path: ['reason'],
    error: 'says why it is another price',
  });

const offerBody = z.object({ variantId: id, price: offeredPrice.default({ kind: 'locked' }) });

/**
 * What to offer in place of a quantity of one backorder line: variants in order of preference, each with its price. `locked` is
 * the price and the deal of the line, `list` the variant's own price today.
 */
export const substitutionBody = z.object({
  backorderLineId: id,
  quantity,
  offers: z
    .array(offerBody)
    .min(1)
    .max(10)
    .refine((offers) => new Set(offers.map(({ variantId }) => variantId)).size === offers.length, {
      error: 'names a variant twice',
    }),
  note: text(1000).nullish(),
  /** Whether the customer is written to now. */
  notifyCustomer: z.boolean().default(true),
});

/**
 * What is taken: one of the offers, and how much of it. A representative who accepts for the customer says in `note` what the
 * customer said (`consent_required`).
 */
export const acceptanceBody = z.object({
  variantId: id,
  quantity,
  acceptedBy: z.enum(ACCEPTORS),
  note: text(1000).nullish(),
  /** The standing consent that allows it, which a representative may go by. */
  consentId: id.nullish(),
});

/** Why, if anything was said. */
export const substitutionClosingBody = z.object({ note: text(1000).nullish() }).nullish();

const priceOut = z.object({ kind: z.enum(PRICE_KINDS), amount: moneyOut, reason: z.string().nullable() });

/**
 * Other variants in place of a quantity of one backorder line. Answered once: what is accepted closes that part of the line as
 * substituted and is sent by an order of its own; what is not keeps its place and waits.
 */
export const substitution = z.object({
  id: z.string(),
  status: z.enum(SUBSTITUTION_STATUSES),
  backorderId: z.string(),
  backorderNumber: z.string(),
  backorderLineId: z.string(),
  orderId: z.string(),
  orderNumber: z.string(),
  customerId: z.string(),
  customerName: z.string(),
  /** What was ordered. */
  ordered: z.object({ variantId: z.string(), ...item, unitPrice: moneyOut, dealName: z.string().nullable() }),
  quantity: z.number(),
  /** The most that can be accepted now. */
  acceptable: z.number(),
  note: z.string().nullable(),
  /** The customer's standing consent for it; null where there is none. */
  consentId: z.string().nullable(),
  offers: z.array(
    z.object({
      position: z.number(),
      variantId: z.string(),
      ...item,
      price: priceOut,
      /** Free base units in the warehouse now. */
      available: z.number(),
      consent: z.enum(CONSENT_ANSWERS).nullable(),
    }),
  ),
  acceptance: z
    .object({
      variantId: z.string(),
      ...item,
      quantity: z.number(),
      price: priceOut,
      acceptedBy: z.enum(ACCEPTORS),
      note: z.string().nullable(),
      consentId: z.string().nullable(),
      /** The order that sends it. */
      orderId: z.string(),
      orderNumber: z.string(),
      acceptedAt: z.string(),
      recordedBy: z.string(),
    })
    .nullable(),
  proposedAt: z.string(),
  proposedBy: z.string(),
  closedAt: z.string().nullable(),
  closedBy: z.string().nullable(),
  closingNote: z.string().nullable(),
  version: z.number(),
});

/** Proposals of a backorder, newest first. */
export const substitutionsQuery = z.object(page);

/** One page of proposals. */
export const substitutionPage = pageOf(substitution);

/** For which line; how many at most. */
export const suggestionsQuery = z.object({
  backorderLineId: id,
  limit: z.coerce.number().int().min(1).max(50).default(10),
});

/**
 * Variants with free stock that may stand in for a backorder line, the closest first: the next vintage, the same product in
 * the same size, the same family in the same size, then the rest of product and family.
 */
export const suggestionList = z.object({
  data: z.array(
    z.object({
      variantId: z.string(),
      ...item,
      family: z.string().nullable(),
      available: z.number(),
      orderMultiple: z.number(),
      listPrice: moneyOut,
      isSameProduct: z.boolean(),
      isSameFamily: z.boolean(),
      isSameSize: z.boolean(),
      isNextVintage: z.boolean(),
      /** There is enough of it for all that waits. */
      coversAll: z.boolean(),
      /** What the customer's standing consent says of it at the locked price; null without one. */
      consent: z.enum(CONSENT_ANSWERS).nullable(),
    }),
  ),
});

/** Another variant in place of what a customer waits for. A line has one open proposal at a time (`already_proposed`). */
export const operations = {
  listSubstitutions: {
    summary: 'What was proposed in place of a backorder’s items, and what the customer said',
    ...byId,
    query: substitutionsQuery,
    status: 200,
    answer: substitutionPage,
    refusals: ['not_found'],
  },
  listSuggestions: {
    summary: 'Variants with free stock that may stand in for a backorder line, the closest first',
    ...byId,
    query: suggestionsQuery,
    status: 200,
    answer: suggestionList,
    refusals: ['not_found', 'line_not_on_record'],
  },
  getSubstitution: {
    summary: 'One proposal as it stands',
    ...byId,
    status: 200,
    answer: substitution,
    refusals: ['not_found'],
  },
  proposeSubstitution: {
    summary: 'Propose other variants in place of what a line waits for; it keeps its place until the customer accepts',
    ...byId,
    body: substitutionBody,
    status: 201,
    answer: substitution,
    refusals: [
      'not_your_customer',
      'not_found',
      'unknown_reference',
      'quantity_not_whole_multiple',
      'line_not_on_record',
      'nothing_outstanding',
      'already_proposed',
      'more_than_substitutable',
      'substitute_not_in_stock',
    ],
  },
  acceptSubstitution: {
    summary: 'Accept a substitute, all or some of it: that part is closed and an order sends the other variant',
    ...byId,
    body: acceptanceBody,
    status: 201,
    answer: substitution,
    refusals: [
      'not_your_customer',
      'not_found',
      'quantity_not_whole_multiple',
      'on_hold',
      'nothing_outstanding',
      'substitution_closed',
      'substitute_not_offered',
      'more_than_substitutable',
      'consent_required',
      'substitute_not_in_stock',
    ],
  },
  refuseSubstitution: {
    summary: 'The customer wants none of it: the line keeps waiting in its place',
    ...byId,
    body: substitutionClosingBody,
    status: 201,
    answer: substitution,
    refusals: ['not_your_customer', 'not_found', 'substitution_closed'],
  },
  withdrawSubstitution: {
    summary: 'Take a proposal back before it is answered',
    ...byId,
    body: substitutionClosingBody,
    status: 201,
    answer: substitution,
    refusals: ['not_your_customer', 'not_found', 'substitution_closed'],
  },
} as const satisfies SomeOperations;
