import { z } from 'zod';
import { byId, type SomeOperations } from '#contract/operation.ts';
import {
  address,
  flag,
  id,
  moneyOut,
  pageOf,
  searchablePage,
  shipPolicy,
  shortageRule,
  text,
  words,
} from '#contract/primitives.ts';

export const customerBody = z.object({
  accountNumber: words(40),
  name: words(200),
  email: z.email().max(200).nullish(),
  phone: text(40).nullish(),
  tier: z.enum(['vip', 'standard', 'low']).default('standard'),
  terms: words(40).default('net_30'),
  salesRepId: id.nullish(),
  shipPolicy: shipPolicy.nullish(),
  shortageRule: shortageRule.nullish(),
  /** How they want to be told, lasting. */
  contactPreference: text(1000).nullish(),
  address: address.nullish(),
});

export const customerChanges = customerBody
  .omit({ tier: true, terms: true })
  .extend({ tier: z.enum(['vip', 'standard', 'low']), terms: words(40) })
  .partial();

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
  address: address.nullable(),
  createdAt: z.string(),
  version: z.number(),
});

/** Whom a record is for and how to reach them, as it stands on the record. */
export const customerContact = customer.pick({
  id: true,
  accountNumber: true,
  name: true,
  email: true,
  phone: true,
  tier: true,
});

/** A customer with what waits for them: in a list only when `withBackorders` asks for it, else null. */
export const customerFound = customer.extend({
  openBackorders: z.object({ count: z.number(), value: moneyOut }).nullable(),
});

export const customerQuery = z.object({
  ...searchablePage,
  salesRepId: id.optional(),
  tier: z.enum(['vip', 'standard', 'low']).optional(),
  withBackorders: flag.optional(),
});

export const customerPage = pageOf(customerFound);

/** Which variants are about to be ordered. */
export const openDemandQuery = z.object({
  variantIds: z
    .string()
    .max(4000)
    .transform((value) => value.split(','))
    .pipe(z.array(id).max(200)),
  warehouseId: id.optional(),
});

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
      sku: z.string(),
      name: z.string(),
      unitsPerCase: z.number(),
      outstanding: z.number(),
      allocated: z.number(),
      picked: z.number(),
      promisedOn: z.string().nullable(),
    }),
  ),
});

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
    refusals: ['already_exists', 'unknown_reference', 'not_your_customer'],
  },
  updateCustomer: {
    summary: 'Change a customer',
    ...byId,
    body: customerChanges,
    status: 200,
    answer: customer,
    refusals: ['not_found', 'already_exists', 'unknown_reference', 'changed_meanwhile', 'not_your_customer'],
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
