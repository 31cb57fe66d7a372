import { z } from 'zod';
import type { SomeOperations } from '#contract/operation.ts';
import { id, name } from '#contract/primitives.ts';

/** Where a variant lies in a warehouse, as the shelf says it; null where it has no place of its own. */
export const binBody = z.object({ variantId: id, warehouseId: id, bin: name(40).nullable() });

/** Where a variant lies. */
export const binSet = z.object({ variantId: z.string(), warehouseId: z.string(), bin: z.string().nullable() });

/** Bins: pick lists are in their order. */
export const operations = {
  setBin: {
    summary: 'Say in which bin of a warehouse a variant lies',
    body: binBody,
    status: 201,
    answer: binSet,
    refusals: ['unknown_reference'],
  },
} as const satisfies SomeOperations;
