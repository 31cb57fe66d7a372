import { z } from 'zod';
import { settlement } from '#contract/invoices.ts';
import { byId, type SomeOperations } from '#contract/operation.ts';
import { doubleDemand, order } from '#contract/orders/order.ts';
import {
  address,
  date,
  externalId,
  id,
  line,
  money,
  name,
  quantity,
  quantityOrZero,
  shipPolicy,
  shortageRule,
  text,
} from '#contract/primitives.ts';
import { CANCELLATION_REASONS } from '#domain/orders/cancellation-reason.ts';

const lineTerms = {
  unitPrice: money.optional(),
  /** Why it is another price than the list's. */
  priceReason: line(200).nullish(),
  /** The last day of the price, today or later: past it the line is held where the company guards prices (`priceGuard`). */
  priceValidUntil: date.nullish(),
  /** Nothing is asked for it: said once where its price is 0 (`free_of_charge_undecided`). */
  freeOfCharge: z.boolean().optional(),
  /** A deal of this order. Without one, confirmation gives the line the best deal that applies. */
  deal: z.object({ name: name(100), amount: money }).nullish(),
  shortageRule: shortageRule.nullish(),
  /** Past this day what has not shipped is proposed for cancellation. */
  cancelIfNotShippedBy: date.nullish(),
  /** What to do about the customer's open backorders of the same variant; nothing said adds. */
  doubleDemand: doubleDemand.nullish(),
};

/**
 * An order to take: a draft, or with `confirm` confirmed at once. Quantities are whole multiples of the variant's
 * order multiple (`quantity_not_whole_multiple`). What is left out is the customer's or the company's: ship policy,
 * shortage rule, warehouse, list price.
 */
export const orderBody = z.object({
  customerId: id,
  lines: z.array(z.object({ variantId: id, quantity, ...lineTerms })).max(2000),
  confirm: z.boolean().default(false),
  requestedOn: date.nullish(),
  warehouseId: id.optional(),
  shipPolicy: shipPolicy.optional(),
  deliveryAddress: address.nullish(),
  notes: text(4000).nullish(),
  /** The number the customer gave the order. */
  customerReference: name(60).nullish(),
  externalId: externalId.nullish(),
  /** Very large quantities are right: said after `quantity_unconfirmed`. */
  confirmed: z.boolean().optional(),
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

/**
 * What may change of an order. On a confirmed one less takes first what waits, then what is allocated, never what is
 * picked or shipped (`below_picked_or_shipped`); more is a new line behind the first (rule 20). Price and deal are
 * frozen (`price_locked`, rule 21).
 */
export const orderChanges = z
  .object({
    requestedOn: date.nullable(),
    shipPolicy,
    deliveryAddress: address.nullable(),
    notes: text(4000).nullable(),
    /** The number the customer gave the order. */
    customerReference: name(60).nullable(),
    externalId: externalId.nullable(),
    /** Of a confirmed order: what changes, the rest stays. Of a draft: all its lines. */
    lines: z.array(changedLine).max(2000),
    /**
     * Of an order that ships only as a whole, for what is added and has no stock: `ship_separately` on a backorder of its
     * own, or `wait_with_rest`, which makes what is allocated firm. Asked when it is needed (`addition_undecided`).
     */
    additions: z.enum(['ship_separately', 'wait_with_rest']),
    /**
     * Why, where nothing would be left of a confirmed order: that is a cancellation and is recorded as one. Asked when it is
     * needed (`cancellation_reason_required`).
     */
    reason: z.enum(CANCELLATION_REASONS),
    /** Which reason, where `reason` is `other`. */
    reasonText: line(200).nullable(),
    /** What the customer gets of what was invoiced in advance and is taken off. */
    settlement,
    /** Very large quantities are right: said after `quantity_unconfirmed`. */
    confirmed: z.boolean(),
  })
  .partial();

/** Nothing to say. */
export const firmReleaseBody = z.object({}).nullish();

/** Nothing to say. */
export const confirmationBody = z.object({}).nullish();

/** Taking, changing and confirming an order. */
export const operations = {
  createOrder: {
    summary: 'Take an order, and confirm it at once when asked',
    body: orderBody,
    status: 201,
    answer: order,
    refusals: [
      'not_your_customer',
      'unknown_reference',
      'already_exists',
      'idempotency_key_reused',
      'order_has_no_lines',
      'quantity_not_whole_multiple',
      'price_ended',
      'deal_above_value',
      'free_of_charge_undecided',
      'customer_on_no_sale',
      'quantity_unconfirmed',
    ],
  },
  updateOrder: {
    summary: 'Change an order',
    ...byId,
    body: orderChanges,
    status: 200,
    answer: order,
    refusals: [
      'not_your_customer',
      'not_found',
      'unknown_reference',
      'already_exists',
      'changed_meanwhile',
      'order_cancelled',
      'quantity_not_whole_multiple',
      'below_picked_or_shipped',
      'price_ended',
      'price_locked',
      'deal_above_value',
      'free_of_charge_undecided',
      'line_not_on_record',
      'line_named_twice',
      'addition_undecided',
      'cancellation_reason_required',
      'quantity_unconfirmed',
    ],
  },
  releaseFirmStock: {
    summary: 'Let the firm stock of an order move again',
    ...byId,
    body: firmReleaseBody,
    status: 201,
    answer: order,
    refusals: ['not_your_customer', 'not_found', 'nothing_firm'],
  },
  confirmOrder: {
    summary: 'Confirm a draft: prices freeze, the lines join the queue and get free stock',
    ...byId,
    body: confirmationBody,
    status: 201,
    answer: order,
    refusals: [
      'not_your_customer',
      'not_found',
      'order_not_draft',
      'order_has_no_lines',
      'order_cancelled',
      'price_ended',
      'customer_on_no_sale',
    ],
  },
} as const satisfies SomeOperations;
