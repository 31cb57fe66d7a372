import { z } from 'zod';
import { item } from '#contract/catalog/item.ts';
import { byId, type SomeOperations } from '#contract/operation.ts';
import { changed, changes, date, externalId, id, name, page, pageOf, quantity, text } from '#contract/primitives.ts';

/**
 * What to order from a supplier, in base units. `orderLineId` pins a line to a waiting order line (rule 10); one that
 * waits for nothing is `pin_above_need`.
 */
export const purchaseOrderBody = z.object({
  supplierId: id,
  warehouseId: id,
  notes: text(4000).nullish(),
  externalId: externalId.nullish(),
  lines: z
    .array(
      z.object({
        variantId: id,
        quantity,
        expectedOn: date.nullish(),
        /** Buys this line for a waiting order line: it is served first from the receipts of this line. */
        orderLineId: id.nullish(),
      }),
    )
    .min(1)
    .max(10_000),
  /** Very large quantities are right: said after `quantity_unconfirmed`. */
  confirmed: z.boolean().optional(),
});

/**
 * Notes, expected dates, and closing what will not come, of some lines or all. Projected dates follow; promises do not
 * (rule 27).
 */
export const purchaseOrderChanges = z.object({
  notes: text(4000).nullable().optional(),
  externalId: externalId.nullable().optional(),
  /** Closes what has not arrived: nothing more is expected. */
  closed: z.literal(true).optional(),
  /** The day the supplier confirmed it, and the supplier's number for it. */
  confirmedOn: date.nullable().optional(),
  supplierReference: name(100).nullable().optional(),
  /** Moves the day of every open line that has one and is not named in `lines`, and of its parts. */
  shiftDays: z.int().min(-366).max(366).optional(),
  lines: z
    .array(
      z.object({
        id,
        expectedOn: date.nullable().optional(),
        /** Closes what has not arrived of this line. */
        closed: z.literal(true).optional(),
        /** All that is still to come, in parts with days of their own (`deliveries_not_whole`); none for one day. */
        deliveries: z
          .array(z.object({ quantity, expectedOn: date }))
          .max(50)
          .optional(),
      }),
    )
    .max(10_000)
    .optional(),
});

/** Other dates to look at before they are saved. */
export const purchaseOrderDates = purchaseOrderChanges
  .pick({ shiftDays: true, lines: true })
  .refine(({ shiftDays, lines }) => shiftDays !== undefined || lines !== undefined, {
    path: ['lines'],
    error: 'says no other date',
  });

/** A promise that cannot be kept by dates that are looked at. */
const brokenPromise = z.object({
  backorderId: z.string(),
  backorderNumber: z.string(),
  customerName: z.string(),
  promisedOn: z.string(),
  /** What supply says today, and with these dates; null for no date. */
  projectedNowOn: z.string().nullable(),
  projectedOn: z.string().nullable(),
});

/**
 * The promises that other dates would break, and those on its items that are broken today and stay so, at most 50 of each by name, the
 * earliest first; and how many they would keep again.
 */
export const datesPreview = z.object({
  breaks: z.array(brokenPromise),
  breakCount: z.number(),
  stays: z.array(brokenPromise),
  stayCount: z.number(),
  keepCount: z.number(),
});

/** A purchase order with its lines and receipts, in base units: `remaining` is what is still to come. */
export const purchaseOrder = z.object({
  id: z.string(),
  number: z.string(),
  status: z.enum(['open', 'partially_received', 'received', 'closed']),
  supplierId: z.string(),
  supplierName: z.string(),
  warehouseId: z.string(),
  orderedOn: z.string(),
  notes: z.string().nullable(),
  externalId: z.string().nullable(),
  createdAt: z.string(),
  createdBy: z.string(),
  closedAt: z.string().nullable(),
  confirmedOn: z.string().nullable(),
  supplierReference: z.string().nullable(),
  /** The first day something of it is expected. */
  expectedOn: z.string().nullable(),
  remaining: z.number(),
  /** Units of what is to come that waiting lines ask for beyond what is free, and how many customers wait for its items. */
  spokenFor: z.number(),
  waitingCustomers: z.number(),
  lines: z.array(
    z.object({
      id: z.string(),
      position: z.number(),
      variantId: z.string(),
      ...item,
      upc: z.string().nullable(),
      quantity: z.number(),
      received: z.number(),
      /** Of what was received, how much came damaged and is not in stock. */
      damaged: z.number(),
      remaining: z.number(),
      closed: z.boolean(),
      expectedOn: z.string().nullable(),
      firstExpectedOn: z.string().nullable(),
      /** What is still to come in parts; none where it comes on one day. */
      deliveries: z.array(z.object({ quantity: z.number(), expectedOn: z.string() })),
    }),
  ),
  receipts: z.array(
    z.object({
      id: z.string(),
      number: z.string(),
      receivedAt: z.string(),
      receivedBy: z.string(),
      quantity: z.number(),
      damaged: z.number(),
      /** When and by whom it was undone; null while it counts. */
      reversedAt: z.string().nullable(),
      reversedBy: z.string().nullable(),
    }),
  ),
  version: z.number(),
});

/** Purchase orders, newest first or by the day something is expected. */
export const purchaseOrderQuery = z.object({
  ...page,
  ...changes,
  supplierId: id.optional(),
  variantId: id.optional(),
  warehouseId: id.optional(),
  /** `late` are the open ones of which something should have come already. */
  status: z.enum(['open', 'late', 'closed']).optional(),
  /** Exactly these, the number in whatever case. */
  number: name(60).optional(),
  externalId: externalId.optional(),
  /** A number, a supplier, or an item by SKU, UPC or name. */
  q: text(100).optional(),
  sort: z.enum(['-orderedOn', 'expectedOn']).default('-orderedOn'),
});

/** One page of purchase orders. */
export const purchaseOrderPage = pageOf(purchaseOrder.extend(changed));

/** The filters of the list that the counts know. */
export const purchaseOrderCountsQuery = z.object({ supplierId: id.optional(), warehouseId: id.optional() });

/** How many are open, late (among the open) and closed. */
export const purchaseOrderCounts = z.object({ open: z.number(), late: z.number(), closed: z.number() });

/** Purchase orders. */
export const operations = {
  listPurchaseOrders: {
    summary: 'Purchase orders, newest first or by the day something is expected',
    query: purchaseOrderQuery,
    status: 200,
    answer: purchaseOrderPage,
    refusals: [],
  },
  countPurchaseOrders: {
    summary: 'How many purchase orders are open, late and closed',
    query: purchaseOrderCountsQuery,
    status: 200,
    answer: purchaseOrderCounts,
    refusals: [],
  },
  getPurchaseOrder: {
    summary: 'One purchase order with its receipts',
    ...byId,
    status: 200,
    answer: purchaseOrder,
    refusals: ['not_found'],
  },
  createPurchaseOrder: {
    summary: 'Order from a supplier',
    body: purchaseOrderBody,
    status: 201,
    answer: purchaseOrder,
    refusals: [
      'unknown_reference',
      'already_exists',
      'delivery_day_out_of_reach',
      'quantity_unconfirmed',
      'pin_above_need',
    ],
  },
  updatePurchaseOrder: {
    summary: 'Say what the supplier confirmed, change expected dates or notes, or close what will not come',
    ...byId,
    body: purchaseOrderChanges,
    status: 200,
    answer: purchaseOrder,
    refusals: [
      'not_found',
      'already_exists',
      'changed_meanwhile',
      'line_not_on_record',
      'line_named_twice',
      'delivery_day_out_of_reach',
      'purchase_order_closed',
      'deliveries_not_whole',
    ],
  },
  previewPurchaseOrderDates: {
    summary: 'Which promises other dates of a purchase order would break; nothing is changed',
    ...byId,
    body: purchaseOrderDates,
    status: 201,
    answer: datesPreview,
    refusals: [
      'not_found',
      'changed_meanwhile',
      'line_not_on_record',
      'line_named_twice',
      'delivery_day_out_of_reach',
      'purchase_order_closed',
      'deliveries_not_whole',
    ],
  },
} as const satisfies SomeOperations;
