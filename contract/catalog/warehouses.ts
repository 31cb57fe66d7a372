import { z } from 'zod';
import { byId, type SomeOperations } from '#contract/operation.ts';
import { address, changed, changes, name, pageOf, searchablePage } from '#contract/primitives.ts';

/** A warehouse to add. The code is unique (`already_exists`). */
export const warehouseBody = z.object({ code: name(20), name: name(100), address: address.nullish() });

/** A place that holds stock. Stock and queue are kept per variant and warehouse (rules 3 and 7). */
export const warehouse = z.object({
  id: z.string(),
  code: z.string(),
  name: z.string(),
  address: address.nullable(),
  createdAt: z.string(),
  version: z.number(),
});

/** Warehouses by code. */
export const warehouseQuery = z.object({ ...searchablePage, ...changes });

/** One page of warehouses. */
export const warehousePage = pageOf(warehouse.extend(changed));

/** Warehouses. */
export const operations = {
  listWarehouses: {
    summary: 'Warehouses by code',
    query: warehouseQuery,
    status: 200,
    answer: warehousePage,
    refusals: [],
  },
  getWarehouse: { summary: 'One warehouse', ...byId, status: 200, answer: warehouse, refusals: ['not_found'] },
  createWarehouse: {
    summary: 'Add a warehouse',
    body: warehouseBody,
    status: 201,
    answer: warehouse,
    refusals: ['already_exists'],
  },
  updateWarehouse: {
    summary: 'Change a warehouse',
    ...byId,
    body: warehouseBody.partial(),
    status: 200,
    answer: warehouse,
    refusals: ['not_found', 'already_exists', 'changed_meanwhile'],
  },
} as const satisfies SomeOperations;
