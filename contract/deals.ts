import { z } from 'zod';
import { byId, type SomeOperations } from '#contract/operation.ts';
import { date, id, money, moneyOut, page, pageOf, quantity, text, words } from '#contract/primitives.ts';

const DEAL_KINDS = ['percent', 'amount', 'quantity_break'] as const;

/** A percentage with up to two decimals, above 0 and up to 100. */
const percent = z
  .string()
  .regex(/^\d{1,3}(\.\d{1,2})?$/, 'is not a percentage with at most 2 decimals')
  .refine((value) => Number(value) > 0 && Number(value) <= 100, 'is not above 0 and up to 100');

const fields = {
  name: words(100),
  kind: z.enum(DEAL_KINDS),
  /** Of a percentage, and of a quantity break without a price. */
  percent: percent.nullish(),
  /** Off the whole line. */
  amount: money.nullish(),
  /** What a unit costs from the minimum quantity on. */
  price: money.nullish(),
  minimumQuantity: quantity.nullish(),
  validFrom: date.nullish(),
  validTo: date.nullish(),
  customerId: id.nullish(),
  productId: id.nullish(),
  variantId: id.nullish(),
  active: z.boolean().optional(),
};

export const dealBody = z.object(fields);

export const dealChanges = z.object(fields).partial();

export const deal = z.object({
  id: z.string(),
  name: z.string(),
  kind: z.enum(DEAL_KINDS),
  percent: z.string().nullable(),
  amount: moneyOut.nullable(),
  price: moneyOut.nullable(),
  minimumQuantity: z.number().nullable(),
  validFrom: z.string().nullable(),
  validTo: z.string().nullable(),
  customerId: z.string().nullable(),
  customerName: z.string().nullable(),
  productId: z.string().nullable(),
  productName: z.string().nullable(),
  variantId: z.string().nullable(),
  variantName: z.string().nullable(),
  active: z.boolean(),
  /** Active, and today is one of its days. */
  appliesToday: z.boolean(),
  /** On how many lines it was frozen. */
  lineCount: z.number(),
  createdAt: z.string(),
  version: z.number(),
});

export const dealQuery = z.object({
  ...page,
  q: text(100).optional(),
  customerId: id.optional(),
  /** Those that this customer could get: their own and everybody's. */
  forCustomerId: id.optional(),
  variantId: id.optional(),
  status: z.enum(['current', 'ended', 'all']).default('current'),
});

export const dealPage = pageOf(deal);

export const operations = {
  listDeals: {
    summary: 'Deals by name',
    query: dealQuery,
    status: 200,
    answer: dealPage,
    refusals: [],
  },
  getDeal: { summary: 'One deal', ...byId, status: 200, answer: deal, refusals: ['not_found'] },
  createDeal: {
    summary: 'Offer a deal to the orders confirmed from now on',
    body: dealBody,
    status: 201,
    answer: deal,
    refusals: ['unknown_reference'],
  },
  updateDeal: {
    summary: 'Change or end a deal; confirmed lines keep theirs',
    ...byId,
    body: dealChanges,
    status: 200,
    answer: deal,
    refusals: ['not_found', 'changed_meanwhile', 'unknown_reference'],
  },
} as const satisfies SomeOperations;
