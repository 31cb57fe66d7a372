import { z } from 'zod';
import { item } from '#contract/catalog/item.ts';
import type { SomeOperations } from '#contract/operation.ts';
import { name, page, pageOf } from '#contract/primitives.ts';

/** A delivery that left with units of a lot, and what of them its customer has. */
const lotRecipient = z.object({
  customerId: z.string(),
  customerName: z.string(),
  accountNumber: z.string(),
  phone: z.string().nullable(),
  email: z.string().nullable(),
  orderId: z.string(),
  orderNumber: z.string(),
  fulfillmentId: z.string(),
  fulfillmentNumber: z.string(),
  variantId: z.string(),
  ...item,
  lot: z.string(),
  /** What left. */
  quantity: z.number(),
  undelivered: z.number(),
  returned: z.number(),
  /** What left less what did not arrive and what came back. */
  kept: z.number(),
  shippedAt: z.string(),
  deliveredAt: z.string().nullable(),
});

/** What left of one lot, the newest first. */
export const lotRecipientPage = pageOf(lotRecipient);

/** Lots, which are text on the lines of fulfillments. */
export const operations = {
  getLotRecipients: {
    summary: 'Who received a lot, the newest delivery first',
    params: z.object({ lot: name(100) }),
    query: z.object(page),
    status: 200,
    answer: lotRecipientPage,
    refusals: [],
  },
} as const satisfies SomeOperations;
