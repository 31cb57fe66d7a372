import { z } from 'zod';
import { item } from '#contract/catalog/item.ts';
import { customerContact } from '#contract/customers.ts';
import { fulfillment } from '#contract/fulfillment/fulfillments.ts';
import { hold } from '#contract/holds.ts';
import { byId, type SomeOperations } from '#contract/operation.ts';
import { address, moneyOut, shipPolicy, shortageRule } from '#contract/primitives.ts';
import { BACKORDER_STATUSES } from '#domain/backorders/backorder-status.ts';
import { BACKORDER_TERMS } from '#domain/backorders/terms.ts';
import { INVOICE_RULES } from '#domain/invoicing/invoice-rule.ts';
import { ORDER_STATUSES } from '#domain/orders/order-status.ts';

/**
 * What a line does about the customer's open backorders of the same variant: `add` orders all of it, `merge`
 * orders what exceeds them, `replace` cancels what is not picked of them and takes its place in the queue.
 */
export const doubleDemand = z.enum(['add', 'merge', 'replace']);

/**
 * A line of an order, in base units, always with `quantity` = `fulfilled` + `backordered` + `cancelled` + `outstanding` (rule
 * 19): what is wanted now, without what a change of the order took back. `orderedValue` is what that is worth: the whole line
 * `quantity` × `unitPrice` − `dealAmount`, rounded once, half away from zero (rule 21).
 */
export const orderLine = z.object({
  id: z.string(),
  position: z.number(),
  variantId: z.string(),
  ...item,
  upc: z.string().nullable(),
  description: z.string().nullable(),
  orderMultiple: z.number(),
  /** The line this one raises: people see both as one row. */
  increaseOfId: z.string().nullable(),
  /** The return whose goods it replaces, at no charge; no sum of the order counts it. */
  replacesReturn: z.object({ id: z.string(), number: z.string() }).nullable(),
  quantity: z.number(),
  fulfilled: z.number(),
  backordered: z.number(),
  cancelled: z.number(),
  delivered: z.number(),
  /** What changes of the order took back: left out of `quantity`, `backordered`, `cancelled` and `orderedValue`, kept in the ledger. */
  takenBack: z.number(),
  outstanding: z.number(),
  /** What of `quantity` has shipped or is still to come, backorders included. A change's `quantity` sets the sum of it and its increases. */
  wanted: z.number(),
  allocated: z.number(),
  picked: z.number(),
  /** What of `allocated` waits with something that was added: only a person moves it. */
  firm: z.number(),
  /** Open units with nothing reserved for them and no backorder, and why there is none. */
  shortage: z.number(),
  shortageBecause: z
    .enum([
      'creation_off',
      'ships_whole',
      'not_before',
      'not_picked_yet',
      'nothing_marked_short',
      'rule_ask',
      'rule_cancel',
      'on_hold',
    ])
    .nullable(),
  available: z.number(),
  unitPrice: moneyOut,
  priceReason: z.string().nullable(),
  /** The last day of its price; null where it holds for ever. */
  priceValidUntil: z.string().nullable(),
  /** When a person let it go at its price after that day. */
  priceReleasedAt: z.string().nullable(),
  dealName: z.string().nullable(),
  dealAmount: moneyOut,
  dealKind: z.enum(['percent', 'amount', 'price']).nullable(),
  /** On a draft: the deal it would get if it were confirmed now. */
  dealToCome: z.object({ id: z.string(), name: z.string(), amount: moneyOut }).nullable(),
  orderedValue: moneyOut,
  shortageRule: shortageRule.nullable(),
  /** The rule that applies to it: its own, else its item's, else its customer's. */
  appliedShortageRule: shortageRule,
  cancelIfNotShippedBy: z.string().nullable(),
  /** That day has passed and part of the line still waits, on the order or on a backorder. */
  isPastShipBy: z.boolean(),
  doubleDemand: doubleDemand.nullable(),
  /** What the same customer waited for of the same variant when this was confirmed; null when nothing. */
  alsoWaitsOn: z
    .object({
      /** The backorder that had waited longest. */
      backorderId: z.string(),
      number: z.string(),
      /** How many backorders waited, this one counted. */
      backorders: z.number(),
      /** Base units outstanding on all of them then. */
      outstanding: z.number(),
      decision: doubleDemand,
      wasAsked: z.boolean(),
    })
    .nullable(),
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
      firm: z.number(),
    }),
  ),
});

/** A part of a backorder that the customer takes another item for. `orderId` is the order at the other end. */
const substitute = z.object({
  substitutionId: z.string(),
  backorderId: z.string(),
  backorderNumber: z.string(),
  orderId: z.string(),
  orderNumber: z.string(),
  quantity: z.number(),
  ordered: z.object(item),
  sent: z.object(item),
});

/**
 * An order with its lines, backorders and fulfillments. `status` is derived (rule 17); `hasOpenBackorder` and
 * `restCancelled` are facts beside it. `version` is the record's ETag.
 */
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
  /** The number the customer gave it. */
  customerReference: z.string().nullable(),
  externalId: z.string().nullable(),
  confirmedAt: z.string().nullable(),
  cancelledAt: z.string().nullable(),
  createdAt: z.string(),
  createdBy: z.string(),
  /** When it is invoiced: frozen at its confirmation; of a draft, as it would be now. */
  invoiceRule: z.enum(INVOICE_RULES),
  orderedValue: moneyOut,
  ordered: z.number(),
  shipped: z.number(),
  delivered: z.number(),
  cancelled: z.number(),
  /** What changes of the order took back: left out of `ordered`, `cancelled` and `orderedValue`, kept in the ledger. */
  takenBack: z.number(),
  lines: z.array(orderLine),
  backorders: z.array(
    z.object({
      id: z.string(),
      number: z.string(),
      status: z.enum(BACKORDER_STATUSES),
      quantity: z.number(),
      outstanding: z.number(),
      promisedOn: z.string().nullable(),
      /** The terms it was given for itself: a change of the order leaves these as they are. */
      ownTerms: z.array(z.enum(BACKORDER_TERMS)),
    }),
  ),
  /** What the customer takes in place of its items, and the orders that send it. */
  substitutes: z.array(substitute),
  /** What this order is sent in place of; null for one that was ordered by itself. */
  standsInFor: substitute.nullable(),
  fulfillments: z.array(fulfillment),
  /** Open holds of the order itself. */
  holds: z.array(hold),
  /** Picked goods that were cancelled and lie outside their place until somebody puts them back. */
  putBackTasks: z.array(
    z.object({
      id: z.string(),
      fulfillmentNumber: z.string(),
      backorderNumber: z.string().nullable(),
      ...item,
      lot: z.string().nullable(),
      quantity: z.number(),
    }),
  ),
  isOnHold: z.boolean(),
  /** The setting in force, and who set it: why a shortage did or did not become a backorder. */
  /** When shortages become backorders, and who set that and when; null when nobody ever did. */
  backorderCreation: z.object({
    setting: z.enum(['at_partial_fulfillment', 'at_confirmation', 'never']),
    since: z.string().nullable(),
    by: z.string().nullable(),
  }),
  version: z.number(),
});

/** An order as answered. */
export type Order = z.infer<typeof order>;

/** One order. */
export const operations = {
  getOrder: {
    summary: 'One order with its lines, backorders and fulfillments',
    ...byId,
    status: 200,
    answer: order,
    refusals: ['not_found'],
  },
} as const satisfies SomeOperations;
