import { z } from 'zod';
import { item } from '#contract/catalog/item.ts';
import { byId, type SomeOperations } from '#contract/operation.ts';
import {
  address,
  changed,
  changes,
  externalId,
  flag,
  id,
  idList,
  line,
  moneyOut,
  name,
  pageOf,
  searchablePage,
  shipPolicy,
  shortageRule,
  text,
} from '#contract/primitives.ts';
import { LANGUAGES } from '#domain/messages/words.ts';

/** Whether a customer gets anything now: nothing, or only against cash. */
export const SALE_HOLDS = ['none', 'no_sale', 'cash_only'] as const;

/**
 * A customer to add. `accountNumber` is unique (`already_exists`). `tier` ranks their demand under the policy
 * `priority` (rule 9); `shipPolicy` (rule 11) and `shortageRule` (rule 36) are the defaults of their orders, null for
 * the company's.
 */
export const customerBody = z.object({
  accountNumber: name(40),
  name: name(200),
  email: z.email().max(200).nullish(),
  phone: line(40).nullish(),
  tier: z.enum(['vip', 'standard', 'low']).default('standard'),
  terms: name(40).default('net_30'),
  salesRepId: id.nullish(),
  shipPolicy: shipPolicy.nullish(),
  shortageRule: shortageRule.nullish(),
  /** How they want to be told, lasting. */
  contactPreference: text(1000).nullish(),
  /** For whoever brings the goods; printed on slips, labels and manifests. */
  deliveryInstructions: line(500).nullish(),
  /** The language they are written to in, and whether messages go to them at all. */
  language: z.enum(LANGUAGES).default('en'),
  receivesMessages: z.boolean().default(true),
  address: address.nullish(),
  externalId: externalId.nullish(),
});

/**
 * What may change of a customer; what is left out stays. A new tier ranks what waits anew, and moves no stock that is
 * already allocated (rule 12).
 */
export const customerChanges = customerBody
  .omit({ tier: true, terms: true, language: true, receivesMessages: true })
  .extend({
    tier: z.enum(['vip', 'standard', 'low']),
    terms: name(40),
    language: z.enum(LANGUAGES),
    receivesMessages: z.boolean(),
    /** A manager's to say (`sale_hold_not_yours`). */
    saleHold: z.enum(SALE_HOLDS),
    saleHoldReason: line(200).nullable(),
  })
  .partial();

/** A customer. `terms` are words such as `net_30`; `version` is the record's ETag. */
export const customer = z.object({
  id: z.string(),
  accountNumber: z.string(),
  name: z.string(),
  email: z.string().nullable(),
  phone: z.string().nullable(),
  tier: z.enum(['vip', 'standard', 'low']),
  terms: z.string(),
  salesRepId: z.string().nullable(),
  salesRepName: z.string().nullable(),
  shipPolicy: shipPolicy.nullable(),
  shortageRule: shortageRule.nullable(),
  contactPreference: z.string().nullable(),
  deliveryInstructions: z.string().nullable(),
  language: z.enum(LANGUAGES),
  receivesMessages: z.boolean(),
  saleHold: z.enum(SALE_HOLDS),
  saleHoldReason: z.string().nullable(),
  address: address.nullable(),
  externalId: z.string().nullable(),
  createdAt: z.string(),
  version: z.number(),
});

/** Whom a record is for and how to reach them, as it stands on the record. */
export const customerContact = customer.pick({
  saleHold: true,
  saleHoldReason: true,
  id: true,
  accountNumber: true,
  name: true,
  email: true,
  phone: true,
  tier: true,
});

/** A customer with what waits for them: in a list only when `withBackorders` asks for it, else null. */
export const customerFound = customer.extend({
  openBackorders: z.object({ count: z.number(), outstandingValue: moneyOut }).nullable(),
  ...changed,
});

/** Customers by name. `q` finds them by a part of the name or the account number. */
export const customerQuery = z.object({
  ...searchablePage,
  ...changes,
  salesRepId: id.optional(),
  tier: z.enum(['vip', 'standard', 'low']).optional(),
  withBackorders: flag.optional(),
  /** Exactly these. */
  accountNumber: name(40).optional(),
  externalId: externalId.optional(),
});

/** One page of customers. */
export const customerPage = pageOf(customerFound);

/** Which variants are about to be ordered. */
export const openDemandQuery = z.object({
  variantIds: idList,
  warehouseId: id.optional(),
});

/**
 * The lines of the customer's open backorders for these variants, so that an order at hand can add to them, be merged
 * with them or replace them. Quantities are base units.
 */
export const openDemand = z.object({
  lines: z.array(
    z.object({
      backorderId: z.string(),
      backorderNumber: z.string(),
      backorderLineId: z.string(),
      orderId: z.string(),
      orderNumber: z.string(),
      orderedOn: z.string(),
      warehouseId: z.string(),
      variantId: z.string(),
      ...item,
      outstanding: z.number(),
      allocated: z.number(),
      picked: z.number(),
      promisedOn: z.string().nullable(),
    }),
  ),
});

/** Customers, and what they already wait for. A sales representative changes only their own (`not_your_customer`). */
export const operations = {
  listCustomers: {
    summary: 'Customers by name',
    query: customerQuery,
    status: 200,
    answer: customerPage,
    refusals: [],
  },
  getCustomer: {
    summary: 'One customer',
    ...byId,
    status: 200,
    answer: customerFound,
    refusals: ['not_found'],
  },
  createCustomer: {
    summary: 'Add a customer',
    body: customerBody,
    status: 201,
    answer: customer,
    refusals: ['not_your_customer', 'tier_not_yours', 'unknown_reference', 'already_exists'],
  },
  updateCustomer: {
    summary: 'Change a customer',
    ...byId,
    body: customerChanges,
    status: 200,
    answer: customer,
    refusals: [
      'not_your_customer',
      'tier_not_yours',
      'sale_hold_not_yours',
      'not_found',
      'unknown_reference',
      'already_exists',
      'changed_meanwhile',
    ],
  },
  getOpenDemand: {
    summary: 'What the customer already waits for of some variants',
    ...byId,
    query: openDemandQuery,
    status: 200,
    answer: openDemand,
    refusals: ['not_found'],
  },
} as const satisfies SomeOperations;
