import { z } from 'zod';
import { byId, type SomeOperations } from '#contract/operation.ts';
import { id, quantity } from '#contract/primitives.ts';
import { POOL_KINDS } from '#domain/purchasing/likely-between.ts';

/** Which receipts are comparable (rule 28). */
export const pool = z.enum(POOL_KINDS);

/** Between which days something will likely ship, and the receipts behind it. Null where nothing can be said, and `noRangeBecause` says why. */
export const likelyBetween = z.object({ p50On: z.string(), p90On: z.string(), pool, receipts: z.number() }).nullable();

/** Why no range is said; null where there is one. */
export const noRangeBecause = z
  .enum(['in_stock', 'no_date', 'not_enough_history', 'expected_later', 'nothing_outstanding'])
  .nullable();

const shares = z.object({ p50: z.number().nullable(), p80: z.number().nullable(), p90: z.number().nullable() });

/**
 * How long a supplier takes from order to receipt, and how often dates said from it were kept. `recent` counts the last 30; where
 * they fell below their level, what is said is multiplied by `widenedBy`.
 */
export const supplierReliability = z.object({
  supplierId: z.string(),
  /** From the widest to the narrowest. */
  pools: z.array(
    z.object({
      pool,
      warehouseId: z.string().nullable(),
      warehouseName: z.string().nullable(),
      receipts: z.number(),
      p50Days: z.number().nullable(),
      p80Days: z.number().nullable(),
      p90Days: z.number().nullable(),
      keptShare: shares,
      recent: z.object({ dates: z.number(), keptShare: shares, widenedBy: shares }),
      /** At these levels it is the one that is told. */
      toldAt: z.array(z.enum(['p50', 'p80', 'p90'])),
    }),
  ),
  /** Its receipts of the last 365 days against the day first expected and the day last expected before they came. */
  record: z.object({
    receipts: z.number(),
    onFirstDate: z.number(),
    onLastDate: z.number(),
    meanDaysLate: z.number().nullable(),
    orderedUnits: z.number(),
    shortUnits: z.number(),
    shortLines: z.number(),
    damagedUnits: z.number(),
  }),
  /** The newest receipts, the last first. */
  latest: z.array(
    z.object({
      receiptId: z.string(),
      number: z.string(),
      purchaseOrderId: z.string(),
      purchaseOrderNumber: z.string(),
      orderedOn: z.string(),
      firstExpectedOn: z.string().nullable(),
      lastExpectedOn: z.string().nullable(),
      receivedOn: z.string(),
      days: z.number(),
      quantity: z.number(),
    }),
  ),
});

/** Of which quantity, and from which warehouse: the company's first when left out. */
export const likelyDatesQuery = z.object({
  quantity: z.coerce.number().pipe(quantity).default(1),
  warehouseId: id.optional(),
});

/** When so much of a variant could ship to somebody who asks now, behind everyone who waits. */
export const likelyDates = z.object({
  variantId: z.string(),
  warehouseId: z.string(),
  quantity: z.number(),
  /** What its last unit comes from; `new_order` where nothing on its way covers it and it would have to be ordered today. */
  from: z.enum(['available', 'purchase_order_line', 'new_order']),
  purchaseOrderId: z.string().nullable(),
  purchaseOrderNumber: z.string().nullable(),
  projectedOn: z.string().nullable(),
  likelyBetween,
  noRangeBecause,
});

/** How dependable suppliers are, and what that makes of dates. */
export const operations = {
  getSupplierReliability: {
    summary: 'How long a supplier takes, and how often dates said from that were kept',
    ...byId,
    status: 200,
    answer: supplierReliability,
    refusals: ['not_found'],
  },
  getLikelyDates: {
    summary: 'When so much of a variant could likely ship',
    ...byId,
    query: likelyDatesQuery,
    status: 200,
    answer: likelyDates,
    refusals: ['not_found'],
  },
} as const satisfies SomeOperations;
