import { z } from 'zod';
import { byId, type SomeOperations } from '#contract/operation.ts';
import { flag, id, money, moneyOut, pageOf, searchablePage, shortageRule, text, words } from '#contract/primitives.ts';

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

export const variantQuery = z.object({ ...searchablePage, productId: id.optional(), withStock: flag.optional() });

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

export const operations = {
  listVariants: {
    summary: 'Variants by SKU',
    query: variantQuery,
    status: 200,
    answer: variantPage,
    refusals: [],
  },
  getVariant: { summary: 'One variant', ...byId, status: 200, answer: variant, refusals: ['not_found'] },
  createVariant: {
    summary: 'Add a variant of a product',
    body: variantBody,
    status: 201,
    answer: variant,
    refusals: ['already_exists', 'unknown_reference'],
  },
  updateVariant: {
    summary: 'Change a variant; confirmed orders keep their prices',
    ...byId,
    body: variantChanges,
    status: 200,
    answer: variant,
    refusals: ['not_found', 'already_exists', 'changed_meanwhile', 'unknown_reference'],
  },
} as const satisfies SomeOperations;
