import { z } from 'zod';
import { customerContact } from '#contract/catalog.ts';
import { fulfillment } from '#contract/fulfillment.ts';
import { hold } from '#contract/holds.ts';
import {
  address,
  date,
  id,
  money,
  moneyOut,
  page,
  pageOf,
  quantity,
  shipPolicy,
  shortageRule,
  text,
  words,
} from '#contract/primitives.ts';
import { ORDER_STATUSES } from '#domain/orders/order-status.ts';

export const orderBody = z.object({
  customerId: id,
  lines: z
    .array(
      z.object({
        variantId: id,
        quantity,
        unitPrice: money.optional(),
        deal: z.object({ name: words(100), amount: money }).nullish(),
        shortageRule: shortageRule.nullish(),
      }),
    )
    .max(500),
  confirm: z.boolean().default(false),
  requestedOn: date.nullish(),
  warehouseId: id.optional(),
  shipPolicy: shipPolicy.optional(),
  deliveryAddress: address.nullish(),
  notes: text(4000).nullish(),
});

export const orderChanges = z
  .object({
    requestedOn: date.nullable(),
    shipPolicy,
    deliveryAddress: address.nullable(),
    notes: text(4000).nullable(),
  })
  .partial();

export const confirmationBody = z.object({}).nullish();

export const orderCancellationBody = z.object({
  reason: words(200),
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
  value: moneyOut,
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
  /** The setting in force, and who set it: why a shortage did or did not become a backorder. */
  backorderCreation: z.object({ setting: z.string(), since: z.string(), by: z.string() }),
  version: z.number(),
});
export type Order = z.infer<typeof order>;

export const orderQuery = z.object({
  ...page,
  status: z.enum([...ORDER_STATUSES, 'backorder']).optional(),
  customerId: id.optional(),
  q: text(100).optional(),
  sort: z.enum(['-orderedOn', 'orderedOn']).default('-orderedOn'),
});
export const orderRow = z.object({
  id: z.string(),
  number: z.string(),
  status: z.enum(ORDER_STATUSES),
  hasOpenBackorder: z.boolean(),
  customerId: z.string(),
  customerName: z.string(),
  orderedOn: z.string(),
  requestedOn: z.string().nullable(),
  ordered: z.number(),
  shipped: z.number(),
  value: moneyOut,
});
export const orderPage = pageOf(orderRow);

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
