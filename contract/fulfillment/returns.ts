import { z } from 'zod';
import { item } from '#contract/catalog/item.ts';
import { byId, type SomeOperations } from '#contract/operation.ts';
import { changed, changes, flag, id, moneyOut, page, pageOf, quantity, text } from '#contract/primitives.ts';

/** Why a customer gives goods back. */
export const RETURN_REASONS = ['damaged', 'wrong_item', 'not_wanted', 'quality', 'other'] as const;
/** Where goods that came back go. */
export const PLACES = ['restock', 'scrap', 'back_to_supplier'] as const;

/** What a customer gives back of a line, why, and where it goes. */
const returnLineBody = z
  .object({
    fulfillmentLineId: id,
    quantity,
    reason: z.enum(RETURN_REASONS),
    disposition: z.enum([...PLACES, 'undecided']).default('undecided'),
    /** Sent for it at no charge, without waiting for the goods; the same variant when none is named. */
    replace: z.object({ variantId: id.nullish(), quantity, swapAtDoor: z.boolean().default(false) }).nullish(),
  })
  .refine(({ disposition, replace }) => disposition === 'undecided' || !replace?.swapAtDoor, {
    path: ['disposition'],
    message: 'is undecided while the customer still has the goods',
  });

/**
 * Goods that come back after a delivery, at most what was delivered and has not come back (`more_than_delivered`). What is
 * replaced is never credited as well.
 */
export const returnBody = z.object({
  fulfillmentId: id,
  lines: z.array(returnLineBody).min(1).max(2000),
  /** Credits what is not replaced, on one credit note. */
  credit: z.boolean().default(false),
  note: text(1000).nullish(),
});

/** Where goods go that nobody had said it of. */
export const dispositionBody = z.object({
  lines: z
    .array(z.object({ returnLineId: id, quantity: quantity.nullish(), disposition: z.enum(PLACES) }))
    .min(1)
    .max(2000),
});

/** Goods that came back: from a customer, or on the truck that could not hand them over. */
export const goodsReturn = z.object({
  id: z.string(),
  number: z.string(),
  fulfillmentId: z.string(),
  fulfillmentNumber: z.string(),
  orderId: z.string(),
  orderNumber: z.string(),
  customerId: z.string(),
  customerName: z.string(),
  /** The driver brought it back: it was never delivered, and is on no credit note. */
  isFromDoor: z.boolean(),
  note: z.string().nullable(),
  returnedAt: z.string(),
  returnedBy: z.string(),
  creditNote: z.object({ id: z.string(), number: z.string(), amount: moneyOut }).nullable(),
  lines: z.array(
    z.object({
      id: z.string(),
      fulfillmentLineId: z.string(),
      variantId: z.string(),
      ...item,
      quantity: z.number(),
      /** Of it, what nobody said a place for. */
      undecided: z.number(),
      /** Of it, what the customer still has: whoever brings the replacement takes it along. */
      withCustomer: z.number(),
      reason: z.enum([...RETURN_REASONS, 'refused']),
      dispositions: z.array(
        z.object({ disposition: z.enum(PLACES), quantity: z.number(), at: z.string(), by: z.string() }),
      ),
      replacement: z
        .object({
          backorderId: z.string(),
          backorderNumber: z.string(),
          variantId: z.string(),
          itemName: z.string(),
          quantity: z.number(),
        })
        .nullable(),
    }),
  ),
  ...changed,
  version: z.number(),
});

/** A return as answered. */
export type GoodsReturn = z.infer<typeof goodsReturn>;

/** Returns, newest first. */
export const returnQuery = z.object({
  ...page,
  ...changes,
  customerId: id.optional(),
  orderId: id.optional(),
  fulfillmentId: id.optional(),
  /** Only those with goods that came and nobody said a place for, or only the others. */
  isUndecided: flag.optional(),
});

/** One page of returns. */
export const returnPage = pageOf(goodsReturn);

/** What comes back. */
export const operations = {
  listReturns: { summary: 'Returns, newest first', query: returnQuery, status: 200, answer: returnPage, refusals: [] },
  getReturn: { summary: 'One return', ...byId, status: 200, answer: goodsReturn, refusals: ['not_found'] },
  createReturn: {
    summary: 'Goods come back: restocked, replaced and credited as is said',
    body: returnBody,
    status: 201,
    answer: goodsReturn,
    refusals: [
      'not_your_customer',
      'unknown_reference',
      'idempotency_key_reused',
      'quantity_not_whole_multiple',
      'line_not_on_record',
      'line_named_twice',
      'fulfillment_voided',
      'fulfillment_not_shipped',
      'fulfillment_not_delivered',
      'more_than_delivered',
      'more_than_returned',
      'nothing_to_credit',
    ],
  },
  disposeReturn: {
    summary: 'Say where goods go that came back',
    ...byId,
    body: dispositionBody,
    status: 201,
    answer: goodsReturn,
    refusals: [
      'not_your_customer',
      'not_found',
      'idempotency_key_reused',
      'line_not_on_record',
      'line_named_twice',
      'more_than_undecided',
    ],
  },
} as const satisfies SomeOperations;
