import { z } from 'zod';
import {
  address,
  flag,
  id,
  money,
  moneyOut,
  page,
  pageOf,
  shipPolicy,
  shortageRule,
  text,
  words,
} from '#contract/primitives.ts';

const search = { ...page, q: text(100).optional() };

export const productBody = z.object({
  name: words(200),
  family: text(100).nullish(),
  description: text(4000).nullish(),
});
export const product = z.object({
  id: z.string(),
  name: z.string(),
  family: z.string().nullable(),
  description: z.string().nullable(),
  createdAt: z.string(),
  version: z.number(),
});
export const productQuery = z.object(search);
/** A product of a list: how many variants it has, and the first few of them, those that match the search first. */
export const productRow = product.extend({
  variantCount: z.number(),
  variants: z.array(z.object({ id: z.string(), sku: z.string(), name: z.string() })),
});
export const productPage = pageOf(productRow);

export const variantBody = z.object({
  productId: id,
  sku: words(64),
  upc: z
    .string()
    .regex(/^\d{6,14}$/, 'is not a UPC or GTIN of 6 to 14 digits')
    .nullish(),
  name: words(200),
  description: text(4000).nullish(),
  baseUnit: z.enum(['bottle', 'can', 'keg', 'case', 'unit']).default('bottle'),
  unitsPerCase: z.int().min(1).max(10_000).default(1),
  orderMultiple: z.int().min(1).max(10_000).default(1),
  price: money,
  shortageRule: shortageRule.nullish(),
  /** Who it is usually bought from. */
  supplierId: id.nullish(),
  discontinued: z.boolean().default(false),
});
/** A changed field; one that is left out stays. Defaults of creation do not apply. */
export const variantChanges = variantBody
  .omit({ productId: true, baseUnit: true, unitsPerCase: true, orderMultiple: true, discontinued: true })
  .extend({
    unitsPerCase: z.int().min(1).max(10_000),
    orderMultiple: z.int().min(1).max(10_000),
    discontinued: z.boolean(),
  })
  .partial();
export const variant = z.object({
  id: z.string(),
  productId: z.string(),
  productName: z.string(),
  sku: z.string(),
  upc: z.string().nullable(),
  name: z.string(),
  description: z.string().nullable(),
  baseUnit: z.string(),
  unitsPerCase: z.number(),
  orderMultiple: z.number(),
  price: moneyOut,
  shortageRule: shortageRule.nullable(),
  supplierId: z.string().nullable(),
  supplierName: z.string().nullable(),
  discontinued: z.boolean(),
  createdAt: z.string(),
  version: z.number(),
});
export const variantQuery = z.object({ ...search, productId: id.optional(), withStock: flag.optional() });
/** A variant of a list. Its stock in all warehouses together is answered when `withStock` asks for it, else null. */
export const variantRow = variant.extend({
  stock: z
    .object({
      onHand: z.number(),
      allocated: z.number(),
      available: z.number(),
      onOrder: z.number(),
      backordered: z.number(),
    })
    .nullable(),
});
export const variantPage = pageOf(variantRow);

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
  ...search,
  salesRepId: id.optional(),
  tier: z.enum(['vip', 'standard', 'low']).optional(),
  withBackorders: flag.optional(),
});
export const customerPage = pageOf(customerFound);

export const supplierBody = z.object({
  name: words(200),
  email: z.email().max(200).nullish(),
  phone: text(40).nullish(),
});
export const supplier = z.object({
  id: z.string(),
  name: z.string(),
  email: z.string().nullable(),
  phone: z.string().nullable(),
  createdAt: z.string(),
  version: z.number(),
});
export const supplierQuery = z.object(search);
export const supplierPage = pageOf(supplier);

export const warehouseBody = z.object({ code: words(20), name: words(100), address: address.nullish() });
export const warehouse = z.object({
  id: z.string(),
  code: z.string(),
  name: z.string(),
  address: address.nullable(),
  createdAt: z.string(),
  version: z.number(),
});
export const warehouseQuery = z.object(search);
export const warehousePage = pageOf(warehouse);
