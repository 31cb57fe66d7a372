import { z } from 'zod';
import { byId, type SomeOperations } from '#contract/operation.ts';
import { changed, changes, externalId, flag, line, name, pageOf, searchablePage } from '#contract/primitives.ts';

/** A supplier to add. The name is unique, and so is `externalId` among what the same sender sent (`already_exists`). */
export const supplierBody = z.object({
  name: name(200),
  email: z.email().max(200).nullish(),
  phone: line(40).nullish(),
  externalId: externalId.nullish(),
});

/** Whom stock is bought from. */
export const supplier = z.object({
  id: z.string(),
  name: z.string(),
  email: z.string().nullable(),
  phone: z.string().nullable(),
  externalId: z.string().nullable(),
  createdAt: z.string(),
  version: z.number(),
});

/** Suppliers by name; `withPurchaseOrders` counts what each still has to bring. */
export const supplierQuery = z.object({
  ...searchablePage,
  ...changes,
  externalId: externalId.optional(),
  withPurchaseOrders: flag.optional(),
});

/**
 * A supplier of a list. Its open purchase orders, and those among them of which something should have come already, are counted
 * when `withPurchaseOrders` asks for it, else null.
 */
export const supplierRow = supplier.extend({
  purchaseOrders: z.object({ open: z.number(), late: z.number() }).nullable(),
});

/** One page of suppliers. */
export const supplierPage = pageOf(supplierRow.extend(changed));

/** Suppliers. */
export const operations = {
  listSuppliers: {
    summary: 'Suppliers by name',
    query: supplierQuery,
    status: 200,
    answer: supplierPage,
    refusals: [],
  },
  getSupplier: { summary: 'One supplier', ...byId, status: 200, answer: supplier, refusals: ['not_found'] },
  createSupplier: {
    summary: 'Add a supplier',
    body: supplierBody,
    status: 201,
    answer: supplier,
    refusals: ['already_exists'],
  },
  updateSupplier: {
    summary: 'Change a supplier',
    ...byId,
    body: supplierBody.partial(),
    status: 200,
    answer: supplier,
    refusals: ['not_found', 'already_exists', 'changed_meanwhile'],
  },
} as const satisfies SomeOperations;
