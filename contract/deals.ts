import { z } from 'zod';
import { byId, type SomeOperations } from '#contract/operation.ts';
import {
  changed,
  changes,
  date,
  id,
  money,
  moneyOut,
  name,
  page,
  pageOf,
  quantity,
  text,
} from '#contract/primitives.ts';

const DEAL_KINDS = ['percent', 'amount', 'quantity_break'] as const;

/** A percentage with up to two decimals, above 0 and up to 100. */
const percent = z
  .string()
  .regex(/^\d{1,3}(\.\d{1,2})?$/, 'is not a percentage with at most 2 decimals')
  .refine((value) => Number(value) > 0 && Number(value) <= 100, 'is not above 0 and up to 100');

const fields = {
  name: name(100),
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

/**
 * A deal to offer. `kind` says which figures count: `percent` a percentage, `amount` money off the whole line,
 * `quantity_break` a price or a percentage from `minimumQuantity` base units on. It is for everyone, or for one
 * customer, product or variant; `validFrom` and `validTo` are its first and last day.
 */
export const dealBody = z.object(fields);

/** What may change of a deal. Lines of confirmed orders keep the deal they have (rule 21). */
export const dealChanges = z.object(fields).partial();

/** A deal, and on how many lines it was frozen. */
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
  /** What people read of the variant: with the name of its product. */
  itemName: z.string().nullable(),
  active: z.boolean(),
  /** Active, and today is one of its days. */
  appliesToday: z.boolean(),
  /** On how many lines it was frozen. */
  lineCount: z.number(),
  createdAt: z.string(),
  version: z.number(),
});

/** Deals by name; `current` ones unless asked otherwise. */
export const dealQuery = z.object({
  ...page,
  ...changes,
  q: text(100).optional(),
  customerId: id.optional(),
  /** Those that this customer could get: their own and everybody's. */
  forCustomerId: id.optional(),
  variantId: id.optional(),
  status: z.enum(['current', 'ended', 'all']).default('current'),
});

/** One page of deals. */
export const dealPage = pageOf(deal.extend(changed));

/** Deals. Confirming an order gives each line the best one that applies. */
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
    refusals: ['not_found', 'unknown_reference', 'changed_meanwhile'],
  },
} as const satisfies SomeOperations;
