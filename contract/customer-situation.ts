import { z } from 'zod';
import { item } from '#contract/catalog/item.ts';
import { communication } from '#contract/communications.ts';
import { byId, type SomeOperations } from '#contract/operation.ts';

const record = {
  orderId: z.string(),
  orderNumber: z.string(),
  backorderId: z.string().nullable(),
  backorderNumber: z.string().nullable(),
};

/**
 * Where a customer's goods are: every line that has not shipped, longest waiting first, what is picked or on its way, newest
 * first, and what was last said. Quantities are base units.
 */
export const customerSituation = z.object({
  waiting: z.array(
    z.object({
      id: z.string(),
      ...record,
      variantId: z.string(),
      ...item,
      outstanding: z.number(),
      /** Reserved for it and not picked yet. */
      ready: z.number(),
      picked: z.number(),
      promisedOn: z.string().nullable(),
      isOverdue: z.boolean(),
      /** What the customer was last told of its backorder; null when nobody told anything, `on` null for "no date yet". */
      told: z.object({ on: z.string().nullable(), at: z.string() }).nullable(),
      projectedOn: z.string().nullable(),
      noDateBecause: z.enum(['no_supply', 'late_supply', 'on_hold', 'waits_for_whole']).nullable(),
    }),
  ),
  /** Lines that wait beyond those answered. */
  moreWaiting: z.number(),
  onItsWay: z.array(
    z.object({
      id: z.string(),
      number: z.string(),
      ...record,
      status: z.enum(['picked', 'packed', 'shipped']),
      shippedAt: z.string().nullable(),
      carrier: z.string().nullable(),
      trackingNumber: z.string().nullable(),
      estimatedDeliveryOn: z.string().nullable(),
      lines: z.array(z.object({ ...item, quantity: z.number() })),
    }),
  ),
  contacts: z.array(
    communication
      .pick({ id: true, at: true, method: true, direction: true, text: true, reaction: true, recordedBy: true })
      .extend(record),
  ),
});

/** Where a customer's goods are. */
export const operations = {
  getCustomerSituation: {
    summary: 'What a customer waits for, what is on its way to them, and what was last said',
    ...byId,
    status: 200,
    answer: customerSituation,
    refusals: ['not_found'],
  },
} as const satisfies SomeOperations;
