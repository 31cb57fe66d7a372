import { z } from 'zod';
import { item } from '#contract/catalog/item.ts';
import { byId, type SomeOperations } from '#contract/operation.ts';
import {
  changed,
  changes,
  externalId,
  flag,
  id,
  money,
  moneyOut,
  name,
  pageOf,
  searchablePage,
  shortageRule,
  text,
} from '#contract/primitives.ts';

/** A code as it is printed or scanned: blanks and dashes do not matter. */
const upc = z
  .string()
  .max(40)
  .transform((value) => value.replace(/[\s-]+/g, ''))
  .pipe(z.string().regex(/^\d{6,14}$/, 'is not a UPC or GTIN of 6 to 14 digits'));

/**
 * A variant to add. Quantities of it are whole base units everywhere; `unitsPerCase` says how many make a case.
 * Orders, allocations and picks are whole multiples of `orderMultiple` (rule 35). `sku` is unique
 * (`already_exists`).
 */
export const variantBody = z.object({
  productId: id,
  sku: name(64),
  upc: upc.nullish(),
  name: name(200),
  description: text(4000).nullish(),
  baseUnit: z.enum(['bottle', 'can', 'keg', 'case', 'unit']).default('bottle'),
  unitsPerCase: z.int().min(1).max(10_000).default(1),
  orderMultiple: z.int().min(1).max(10_000).default(1),
  price: money,
  shortageRule: shortageRule.nullish(),
  /** Who it is usually bought from. */
  supplierId: id.nullish(),
  discontinued: z.boolean().default(false),
  externalId: externalId.nullish(),
});

/** A changed field; one that is left out stays. Defaults of creation do not apply. */
export const variantChanges = variantBody
  .omit({ productId: true, baseUnit: true, unitsPerCase: true, orderMultiple: true, discontinued: true })
  .extend({
    unitsPerCase: z.int().min(1).max(10_000),
    orderMultiple: z.int().min(1).max(10_000),
    discontinued: z.boolean(),
    /** Lines that wait keep their order multiple: said after `order_multiple_unconfirmed`. */
    confirmed: z.boolean(),
  })
  .partial();

/**
 * A variant: what is ordered, stocked and shipped. `price` is the list price of one base unit; confirmed orders keep
 * theirs (rule 21). `shortageRule` is null where the customer's holds (rule 36).
 */
export const variant = z.object({
  id: z.string(),
  productId: z.string(),
  ...item,
  upc: z.string().nullable(),
  isUpcRight: z.boolean().nullable(),
  /** What tells it from the other variants of its product: the same as `variantName`. */
  name: z.string(),
  description: z.string().nullable(),
  baseUnit: z.string(),
  orderMultiple: z.number(),
  price: moneyOut,
  shortageRule: shortageRule.nullable(),
  supplierId: z.string().nullable(),
  supplierName: z.string().nullable(),
  discontinued: z.boolean(),
  externalId: z.string().nullable(),
  createdAt: z.string(),
  version: z.number(),
});

/**
 * Variants by SKU. `q` finds by words of product and variant in any order, by SKU and by UPC; `withStock` adds the stock of each, summed over all
 * warehouses.
 */
export const variantQuery = z.object({
  ...searchablePage,
  ...changes,
  productId: id.optional(),
  withStock: flag.optional(),
  /** Exactly this one. */
  sku: name(64).optional(),
  /** Exactly this code, as UPC, EAN or GTIN: zeros before it do not matter. Several variants may have it. */
  upc: upc.optional(),
  externalId: externalId.optional(),
  /** Exactly those of these SKUs, in upper or lower case, or UPCs, as a column of a spreadsheet has them. */
  codes: z
    .string()
    .max(7000)
    .transform((value) => value.split(','))
    .pipe(z.array(name(64)).max(100))
    .optional(),
});

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

/** One page of variants. */
export const variantPage = pageOf(variantRow.extend(changed));

/** Variants of products: SKU, units, price, and what becomes of a shortage. */
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
    refusals: ['unknown_reference', 'already_exists'],
  },
  updateVariant: {
    summary: 'Change a variant; confirmed orders keep their prices',
    ...byId,
    body: variantChanges,
    status: 200,
    answer: variant,
    refusals: ['not_found', 'unknown_reference', 'already_exists', 'changed_meanwhile', 'order_multiple_unconfirmed'],
  },
} as const satisfies SomeOperations;
