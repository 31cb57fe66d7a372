import { z } from 'zod';
import { byId, type SomeOperations } from '#contract/operation.ts';
import { doubleDemand, order } from '#contract/orders/order.ts';
import {
  address,
  date,
  id,
  money,
  quantity,
  quantityOrZero,
  shipPolicy,
  shortageRule,
  text,
  words,
} from '#contract/primitives.ts';

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

export const operations = {
  createOrder: {
    summary: 'Take an order, and confirm it at once when asked',
    body: orderBody,
    status: 201,
    answer: order,
    refusals: [
      'unknown_reference',
      'order_has_no_lines',
      'quantity_not_whole_multiple',
      'deal_above_value',
      'not_your_customer',
      'idempotency_key_reused',
    ],
  },
  updateOrder: {
    summary: 'Change an order',
    ...byId,
    body: orderChanges,
    status: 200,
    answer: order,
    refusals: [
      'not_found',
      'order_cancelled',
      'changed_meanwhile',
      'not_your_customer',
      'line_named_twice',
      'line_not_on_record',
      'price_locked',
      'unknown_reference',
      'quantity_not_whole_multiple',
      'below_picked_or_shipped',
      'deal_above_value',
    ],
  },
  confirmOrder: {
    summary: 'Confirm a draft: prices freeze, the lines join the queue and get free stock',
    ...byId,
    body: confirmationBody,
    status: 201,
    answer: order,
    refusals: ['not_found', 'order_not_draft', 'order_cancelled', 'order_has_no_lines', 'not_your_customer'],
  },
} as const satisfies SomeOperations;
