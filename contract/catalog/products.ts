import { z } from 'zod';
import { byId, type SomeOperations } from '#contract/operation.ts';
import { changed, changes, line, name, pageOf, searchablePage, text } from '#contract/primitives.ts';

/** A product to add: what its variants have in common. */
export const productBody = z.object({
  name: name(200),
  family: line(100).nullish(),
  description: text(4000).nullish(),
  /** False: no message to a customer speaks of it. */
  isWrittenAbout: z.boolean().default(true),
});

/** What may change of a product; what is left out stays. */
export const productChanges = productBody.extend({ isWrittenAbout: z.boolean() }).partial();

/** A product. What is ordered, stocked and sold are its variants. */
export const product = z.object({
  id: z.string(),
  name: z.string(),
  family: z.string().nullable(),
  description: z.string().nullable(),
  isWrittenAbout: z.boolean(),
  createdAt: z.string(),
  version: z.number(),
});

/** Products by name. `q` is looked for in name and family, and in SKU, UPC and name of their variants. */
export const productQuery = z.object({ ...searchablePage, ...changes });

/** A product of a list: how many variants it has, and the first few of them, those that match the search first. */
export const productRow = product.extend({
  variantCount: z.number(),
  variants: z.array(z.object({ id: z.string(), sku: z.string(), name: z.string(), itemName: z.string() })),
});

/** One page of products. */
export const productPage = pageOf(productRow.extend(changed));

/** Products. Only variants have stock and prices. */
export const operations = {
  listProducts: {
    summary: 'Products by name',
    query: productQuery,
    status: 200,
    answer: productPage,
    refusals: [],
  },
  getProduct: { summary: 'One product', ...byId, status: 200, answer: product, refusals: ['not_found'] },
  createProduct: {
    summary: 'Add a product',
    body: productBody,
    status: 201,
    answer: product,
    refusals: [],
  },
  updateProduct: {
    summary: 'Change a product',
    ...byId,
    body: productChanges,
    status: 200,
    answer: product,
    refusals: ['not_found', 'changed_meanwhile'],
  },
} as const satisfies SomeOperations;
