import { z } from 'zod';
import { customerContact } from '#contract/catalog.ts';
import { fulfillment } from '#contract/fulfillment.ts';
import { hold } from '#contract/holds.ts';
import {
  address,
  date,
  flag,
  id,
  money,
  moneyOut,
  page,
  pageOf,
  quantity,
  quantityOrZero,
  shipPolicy,
  shortageRule,
  text,
  words,
} from '#contract/primitives.ts';
import { ORDER_STATUSES } from '#domain/orders/order-status.ts';

const doubleDemand = z.enum(['add', 'merge', 'replace']);

const lineTerms = {
  unitPrice: money.optional(),
  /** A deal of this order. Without one, confirmation gives the line the best deal that applies. */
  deal: z.object({ name: words(100), amount: money }).nullish(),
  shortageRule: shortageRule.nullish(),
  /** Past this day what has not shipped is proposed for cancellation. */
  cancelIfNotShippedBy: date.nullish(),
  /** What to do about the customer's open backorders of the same variant; nothing said adds. */
  doubleDemand: doubleDemand.nullish(),
};

export const orderBody = z.object({
  customerId: id,
  lines: z.array(z.object({ variantId: id, quantity, ...lineTerms })).max(500),
  confirm: z.boolean().default(false),
  requestedOn: date.nullish(),
  warehouseId: id.optional(),
  shipPolicy: shipPolicy.optional(),
  deliveryAddress: address.nullish(),
  notes: text(4000).nullish(),
});

/**
 * A row of the order by its line, with how much it shall ask for in all, increases and shipped units included; or a new
 * line by its variant.
 */
const changedLine = z
  .object({ orderLineId: id.optional(), variantId: id.optional(), quantity: quantityOrZero.optional(), ...lineTerms })
  .refine((line) => (line.orderLineId === undefined) !== (line.variantId === undefined), {
    error: 'names either an order line or a variant',
  })
  .refine((line) => line.variantId === undefined || (line.quantity ?? 0) > 0, {
    path: ['quantity'],
    error: 'is above zero for a new line',
  });

export const orderChanges = z
  .object({
    requestedOn: date.nullable(),
    shipPolicy,
    deliveryAddress: address.nullable(),
    notes: text(4000).nullable(),
    /** Of a confirmed order: what changes, the rest stays. Of a draft: all its lines. */
    lines: z.array(changedLine).max(500),
  })
  .partial();

export const confirmationBody = z.object({}).nullish();

export const orderCancellationBody = z.object({
  reason: words(200),
  /** Which reason, where `reason` is `other`. */
  reasonText: text(200).nullish(),
  notes: text(4000).nullish(),
  notifyCustomer: z.boolean().default(false),
  lines: z
    .array(z.object({ orderLineId: id, quantity }))
    .min(1)
    .max(500)
    .optional(),
});

export const manualBackorderBody = z.object({
  lines: z
    .array(z.object({ orderLineId: id, quantity }))
    .min(1)
    .max(500),
  promisedOn: date.nullish(),
  reason: words(200),
  notes: text(4000).nullish(),
  notifyCustomer: z.boolean().default(false),
});

export const orderLine = z.object({
  id: z.string(),
  position: z.number(),
  variantId: z.string(),
  sku: z.string(),
  upc: z.string().nullable(),
  name: z.string(),
  description: z.string().nullable(),
  unitsPerCase: z.number(),
  orderMultiple: z.number(),
  /** The line this one raises: people see both as one row. */
  increaseOfId: z.string().nullable(),
  quantity: z.number(),
  filled: z.number(),
  backordered: z.number(),
  cancelled: z.number(),
  delivered: z.number(),
  open: z.number(),
  allocated: z.number(),
  picked: z.number(),
  /** Open units with nothing reserved for them and no backorder, and why there is none. */
  shortage: z.number(),
  shortageBecause: z.enum(['creation_off', 'nothing_marked_short', 'rule_ask', 'rule_cancel', 'on_hold']).nullable(),
  available: z.number(),
  unitPrice: moneyOut,
  dealName: z.string().nullable(),
  dealAmount: moneyOut,
  dealKind: z.enum(['percent', 'amount', 'price']).nullable(),
  /** On a draft: the deal it would get if it were confirmed now. */
  dealToCome: z.object({ id: z.string(), name: z.string(), amount: moneyOut }).nullable(),
  value: moneyOut,
  shortageRule: shortageRule.nullable(),
  cancelIfNotShippedBy: z.string().nullable(),
  /** That day has passed and part of the line still waits, on the order or on a backorder. */
  isPastShipBy: z.boolean(),
  doubleDemand: doubleDemand.nullable(),
  /** Backorders of the same customer that waited for the same variant when this was confirmed. */
  alsoWaitsOn: z.array(
    z.object({
      backorderId: z.string(),
      number: z.string(),
      decision: doubleDemand,
      wasAsked: z.boolean(),
      outstanding: z.number(),
    }),
  ),
  /** What it waits for on backorders. */
  onBackorders: z.array(
    z.object({
      backorderId: z.string(),
      backorderLineId: z.string(),
      number: z.string(),
      quantity: z.number(),
      fulfilled: z.number(),
      cancelled: z.number(),
      substituted: z.number(),
      outstanding: z.number(),
      allocated: z.number(),
      picked: z.number(),
    }),
  ),
});

export const order = z.object({
  id: z.string(),
  number: z.string(),
  status: z.enum(ORDER_STATUSES),
  hasOpenBackorder: z.boolean(),
  restCancelled: z.boolean(),
  customerId: z.string(),
  customer: customerContact,
  warehouseId: z.string(),
  salesRepId: z.string().nullable(),
  salesRepName: z.string().nullable(),
  orderedOn: z.string(),
  requestedOn: z.string().nullable(),
  shipPolicy,
  terms: z.string(),
  deliveryAddress: address.nullable(),
  notes: z.string().nullable(),
  confirmedAt: z.string().nullable(),
  cancelledAt: z.string().nullable(),
  createdAt: z.string(),
  createdBy: z.string(),
  value: moneyOut,
  ordered: z.number(),
  shipped: z.number(),
  delivered: z.number(),
  cancelled: z.number(),
  lines: z.array(orderLine),
  backorders: z.array(
    z.object({
      id: z.string(),
      number: z.string(),
      status: z.string(),
      quantity: z.number(),
      outstanding: z.number(),
      promisedOn: z.string().nullable(),
    }),
  ),
  fulfillments: z.array(fulfillment),
  /** Open holds of the order itself. */
  holds: z.array(hold),
  /** Picked goods that were cancelled and lie outside their place until somebody puts them back. */
  putBackTasks: z.array(
    z.object({ id: z.string(), sku: z.string(), name: z.string(), unitsPerCase: z.number(), quantity: z.number() }),
  ),
  isOnHold: z.boolean(),
  /** The setting in force, and who set it: why a shortage did or did not become a backorder. */
  backorderCreation: z.object({ setting: z.string(), since: z.string(), by: z.string() }),
  version: z.number(),
});
export type Order = z.infer<typeof order>;

const orderFilters = {
  customerId: id.optional(),
  salesRepId: id.optional(),
  warehouseId: id.optional(),
  orderedFrom: date.optional(),
  orderedTo: date.optional(),
  isOnHold: flag.optional(),
  q: text(100).optional(),
};
export const orderCountQuery = z.object(orderFilters);
/** How many orders the other filters leave in each status, counted to 10,000; more is answered as 10,001. */
export const orderCounts = z.object({
  all: z.number(),
  backorder: z.number(),
  draft: z.number(),
  confirmed: z.number(),
  partially_fulfilled: z.number(),
  fulfilled: z.number(),
  delivered: z.number(),
  cancelled: z.number(),
});
export const orderQuery = z.object({
  ...page,
  status: z.enum([...ORDER_STATUSES, 'backorder']).optional(),
  ...orderFilters,
  sort: z.enum(['-orderedOn', 'orderedOn']).default('-orderedOn'),
});
export const orderRow = z.object({
  id: z.string(),
  number: z.string(),
  status: z.enum(ORDER_STATUSES),
  hasOpenBackorder: z.boolean(),
  customerId: z.string(),
  customerName: z.string(),
  salesRepName: z.string().nullable(),
  isOnHold: z.boolean(),
  orderedOn: z.string(),
  requestedOn: z.string().nullable(),
  ordered: z.number(),
  shipped: z.number(),
  value: moneyOut,
});
export const orderPage = pageOf(orderRow);

/** Which variants are about to be ordered. */
export const openDemandQuery = z.object({
  variantIds: z
    .string()
    .max(4000)
    .transform((value) => value.split(','))
    .pipe(z.array(id).max(200)),
  warehouseId: id.optional(),
});
export const openDemand = z.object({
  lines: z.array(
    z.object({
      backorderId: z.string(),
      backorderNumber: z.string(),
      backorderLineId: z.string(),
      orderId: z.string(),
      orderNumber: z.string(),
      orderedOn: z.string(),
      warehouseId: z.string(),
      variantId: z.string(),
      sku: z.string(),
      name: z.string(),
      unitsPerCase: z.number(),
      outstanding: z.number(),
      allocated: z.number(),
      picked: z.number(),
      promisedOn: z.string().nullable(),
    }),
  ),
});

/** One line of a history: who did what, when. */
export const historyEvent = z.object({
  id: z.string(),
  at: z.string(),
  actor: z.string(),
  action: z.string(),
  recordType: z.string(),
  recordId: z.string().nullable(),
  changes: z.record(z.string(), z.unknown()),
});
export const historyQuery = z.object(page);
export const historyPage = pageOf(historyEvent);
