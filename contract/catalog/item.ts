import { z } from 'zod';

/**
 * What every line says of its item. People read `itemName`, which names product and variant: "Chianti Classico · 2021,
 * 750 ml"; a variant that already begins with the product's name does not say it twice.
 */
export const item = {
  sku: z.string(),
  productName: z.string(),
  variantName: z.string(),
  itemName: z.string(),
  /** How many base units make a case. */
  unitsPerCase: z.number(),
};
