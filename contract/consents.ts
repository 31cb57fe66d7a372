import { z } from 'zod';
import { byId, type SomeOperations } from '#contract/operation.ts';
import { id, money, moneyOut, name, page, pageOf, text } from '#contract/primitives.ts';
import { CONSENT_RULES } from '#domain/substitutes/consent.ts';

const isPositive = ({ amount }: { amount: string }) => Number(amount) > 0;
const limit = z.union([money, money.shape.amount.transform((amount) => ({ amount, currency: null }))]);

/**
 * What the customer agreed to, for a product or for a family of products. `same_style` needs a `priceLimit`, `next_vintage` may
 * have one. It takes the place of what was agreed for the same before.
 */
export const consentBody = z
  .object({
    productId: id.optional(),
    family: name(200).optional(),
    rule: z.enum(CONSENT_RULES),
    priceLimit: limit.refine(isPositive, 'is above 0').nullish(),
    note: text(1000).nullish(),
  })
  .refine(({ productId, family }) => (productId === undefined) !== (family === undefined), {
    path: ['productId'],
    error: 'is given, or else a family',
  })
  .refine(({ rule, priceLimit }) => rule !== 'same_style' || !!priceLimit, {
    path: ['priceLimit'],
    error: 'says up to which price',
  })
  .refine(({ rule, priceLimit }) => !priceLimit || rule === 'same_style' || rule === 'next_vintage', {
    path: ['priceLimit'],
    error: 'goes with the next vintage or the same style alone',
  });

/** What a customer agreed to once and for all, and by whom it was written down. */
export const consent = z.object({
  id: z.string(),
  customerId: z.string(),
  productId: z.string().nullable(),
  productName: z.string().nullable(),
  family: z.string().nullable(),
  rule: z.enum(CONSENT_RULES),
  priceLimit: moneyOut.nullable(),
  note: z.string().nullable(),
  givenAt: z.string(),
  recordedBy: z.string(),
  revokedAt: z.string().nullable(),
  revokedBy: z.string().nullable(),
});

/** Consents of a customer, newest first, those that were revoked included. */
export const consentsQuery = z.object(page);

/** One page of consents. */
export const consentPage = pageOf(consent);

/** Standing consents: nothing else ships in place of what was ordered without one, or the customer's word. */
export const operations = {
  listConsents: {
    summary: 'What the customer agreed to once and for all',
    ...byId,
    query: consentsQuery,
    status: 200,
    answer: consentPage,
    refusals: ['not_found'],
  },
  recordConsent: {
    summary: 'Record what the customer agrees to for a product or a family, in place of what was agreed before',
    ...byId,
    body: consentBody,
    status: 201,
    answer: consent,
    refusals: ['not_your_customer', 'not_found', 'unknown_reference'],
  },
  revokeConsent: {
    summary: 'Take a consent back; what was accepted by it stays',
    ...byId,
    status: 201,
    answer: consent,
    refusals: ['not_your_customer', 'not_found', 'consent_revoked'],
  },
} as const satisfies SomeOperations;
