import { z } from 'zod';
import { item } from '#contract/catalog/item.ts';
import { byId, type SomeOperations } from '#contract/operation.ts';
import { changed, changes, id, page, pageOf, text } from '#contract/primitives.ts';

/** Stock by variant and warehouse. */
export const stockQuery = z.object({
  ...page,
  ...changes,
  variantId: id.optional(),
  warehouseId: id.optional(),
  q: text(100).optional(),
  /** Only stock that somebody waits for, that more waits for than is there or ordered, or that is to be counted. */
  show: z.enum(['waiting', 'short', 'to_count']).optional(),
});

/**
 * The stock of a variant in a warehouse, in base units: `available` = `onHand` − `allocated` (rule 1) − `missing`, which a
 * count did not find and an open exception holds, never below 0. `onOrder` is
 * still to come of open purchase orders, `backordered` what backorders still wait for, `waiting` what the whole queue
 * waits for.
 */
export const stock = z.object({
  variantId: z.string(),
  warehouseId: z.string(),
  ...item,
  onHand: z.number(),
  allocated: z.number(),
  available: z.number(),
  missing: z.number(),
  onOrder: z.number(),
  backordered: z.number(),
  waiting: z.number(),
  lastCountedAt: z.string().nullable(),
  /** Where it lies, as the shelf says it; null where nobody said. */
  bin: z.string().nullable(),
  /** Since when somebody should count it; null when nobody need. */
  toCountSince: z.string().nullable(),
  ...changed,
});

/** One page of stock. */
export const stockPage = pageOf(stock);

/** Of which warehouse. */
export const variantQueueQuery = z.object({ warehouseId: id });

/**
 * Why a line waits although some is available: it takes nothing yet, ships only as a whole of which something is missing, takes only
 * whole multiples, stands behind others who could have it, or could be allocated now by whoever allocates.
 */
const waitsBecause = z.enum([
  'on_hold',
  'not_before',
  'complete_order_short',
  'less_than_order_multiple',
  'supply_used_up',
  'allocatable',
]);

/** What the figures of one stock are made of: who holds it, who waits in rank order, and what arrives. */
export const variantQueue = z.object({
  variantId: z.string(),
  warehouseId: z.string(),
  unitsPerCase: z.number(),
  policy: z.enum(['fifo', 'priority']),
  onHand: z.number(),
  allocated: z.number(),
  available: z.number(),
  /** In rank order. Names are left out where the viewer may not read the record. */
  lines: z.array(
    z.object({
      id: z.string(),
      orderId: z.string().nullable(),
      orderNumber: z.string().nullable(),
      backorderId: z.string().nullable(),
      backorderNumber: z.string().nullable(),
      customerId: z.string().nullable(),
      customerName: z.string().nullable(),
      promisedOn: z.string().nullable(),
      told: z.object({ on: z.string().nullable(), at: z.string() }).nullable(),
      allocated: z.number(),
      picked: z.number(),
      waiting: z.number(),
      placeInQueue: z.number().nullable(),
      excludedBecause: z.enum(['on_hold', 'not_before']).nullable(),
      /** Why it does not have what is available; null when nothing is, or it waits for nothing. */
      waitsBecause: waitsBecause.nullable(),
      projectedOn: z.string().nullable(),
    }),
  ),
  /** While some is available and somebody waits: why, with how many lines and units each; the largest first. */
  availableBecause: z.array(z.object({ because: waitsBecause, lines: z.number(), quantity: z.number() })),
  /** Waiting lines behind those that are listed. */
  moreLines: z.number(),
  putBackTasks: z.array(
    z.object({
      id: z.string(),
      orderNumber: z.string().nullable(),
      backorderNumber: z.string().nullable(),
      fulfillmentNumber: z.string().nullable(),
      lot: z.string().nullable(),
      quantity: z.number(),
    }),
  ),
  arrivals: z.array(
    z.object({
      purchaseOrderLineId: z.string(),
      purchaseOrderId: z.string(),
      purchaseOrderNumber: z.string(),
      supplierName: z.string(),
      quantity: z.number(),
      expectedOn: z.string().nullable(),
      isLate: z.boolean(),
    }),
  ),
  /** Units a count did not find: they are on record and not free while the exception that holds them is open. */
  missing: z.array(
    z.object({ exceptionId: z.string(), quantity: z.number(), countedAt: z.string(), countedBy: z.string() }),
  ),
  countRequest: z.object({ reason: z.string(), requestedAt: z.string(), requestedBy: z.string() }).nullable(),
});

/** The stock ledger, newest first. */
export const stockMovementQuery = z.object({ ...page, variantId: id.optional(), warehouseId: id.optional() });

/** The records that move stock. */
const MOVED_BY = ['receipt', 'fulfillment', 'order', 'stock_adjustment', 'stock_movement'] as const;

/**
 * One change of what is on hand (rule 2), in base units: above zero came, below zero left. It is never edited; a
 * mistake is corrected by another movement.
 */
export const stockMovement = z.object({
  id: z.string(),
  variantId: z.string(),
  warehouseId: z.string(),
  kind: z.enum(['receipt', 'shipment', 'adjustment', 'return', 'transfer', 'reversal']),
  quantity: z.number(),
  reason: z.string().nullable(),
  document: z.object({ type: z.enum(MOVED_BY), id: z.string(), number: z.string().nullable() }).nullable(),
  /** When it was undone by a movement of kind `reversal`; null while it stands. */
  reversedAt: z.string().nullable(),
  at: z.string(),
  actor: z.string(),
});

/** One page of the stock ledger. */
export const stockMovementPage = pageOf(stockMovement);

/** What is on the shelf, who holds it, who waits for it, and how it changed. */
export const operations = {
  listStock: {
    summary: 'Stock by variant and warehouse',
    query: stockQuery,
    status: 200,
    answer: stockPage,
    refusals: [],
  },
  getVariantQueue: {
    summary: 'What the figures of one stock are made of: who holds it, who waits, what arrives',
    ...byId,
    query: variantQueueQuery,
    status: 200,
    answer: variantQueue,
    refusals: ['not_found'],
  },
  listStockMovements: {
    summary: 'The stock ledger, newest first',
    query: stockMovementQuery,
    status: 200,
    answer: stockMovementPage,
    refusals: [],
  },
} as const satisfies SomeOperations;
