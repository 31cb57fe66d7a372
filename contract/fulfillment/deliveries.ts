import { z } from 'zod';
import { DIFFERENCE_REASONS, deliveryBody, fulfillment } from '#contract/fulfillment/fulfillments.ts';
import { byId, type SomeOperations } from '#contract/operation.ts';
import { id, quantity, quantityOrZero, text, words } from '#contract/primitives.ts';

/** A picture is a data address of at most 700,000 characters, as a phone makes it. */
const picture = z
  .string()
  .max(700_000)
  .regex(
    /^data:image\/(png|jpeg|webp);base64,[A-Za-z0-9+/]+={0,2}$/,
    'is not a picture: PNG, JPEG or WebP as a data address',
  )
  .refine((image) => BEGINS.some((begin) => image.startsWith(begin)), 'does not begin as such a picture does');

/** What is no picture cannot be looked at when somebody asks who received the goods. */
const BEGINS = ['data:image/png;base64,iVBORw0KGgo', 'data:image/jpeg;base64,/9j/', 'data:image/webp;base64,UklGR'];

/** What shows that it was handed over: a photo, a signature or words. */
export const proof = z.discriminatedUnion('kind', [
  z.object({ kind: z.enum(['photo', 'signature']), image: picture, note: text(500).nullish() }),
  z.object({ kind: z.literal('note'), note: words(500) }),
]);

/**
 * A delivery as the driver saw it. Lines that are left out arrived whole; of a line with a difference it says how much was handed
 * over and why not the rest. What did not arrive waits again where it stood, and is not invoiced.
 */
export const doorDeliveryBody = deliveryBody.extend({
  lines: z
    .array(
      z.object({
        fulfillmentLineId: id,
        delivered: quantityOrZero,
        reason: z.enum(DIFFERENCE_REASONS).nullish(),
      }),
    )
    .min(1)
    .max(2000)
    .nullish(),
  /** Goods of returns that were taken along for what was brought (`swapAtDoor`). */
  takenAlong: z
    .array(z.object({ returnLineId: id, quantity }))
    .min(1)
    .max(200)
    .nullish(),
  proof: proof.nullish(),
});

/** Who says that it did not arrive, and what they say. */
export const reopeningBody = z.object({ reportedBy: z.enum(['customer', 'staff']), note: text(1000).nullish() });

/** What of it is lost: all that was not handed over, unless lines say otherwise. */
export const lossBody = z.object({
  lines: z
    .array(z.object({ fulfillmentLineId: id, quantity }))
    .min(1)
    .max(2000)
    .nullish(),
  note: text(1000).nullish(),
});

const LOSS_REFUSALS = [
  'not_your_customer',
  'not_found',
  'idempotency_key_reused',
  'line_not_on_record',
  'line_named_twice',
  'fulfillment_voided',
  'fulfillment_not_shipped',
  'fulfillment_already_delivered',
  'fulfillment_not_delivered',
  'more_than_arriving',
] as const;

/** What was handed over, and what was not. */
export const operations = {
  deliverFulfillment: {
    summary: 'The customer has the goods, or what of them was handed over',
    ...byId,
    body: doorDeliveryBody.nullish(),
    status: 201,
    answer: fulfillment,
    refusals: [
      'not_found',
      'line_not_on_record',
      'line_named_twice',
      'fulfillment_voided',
      'fulfillment_not_shipped',
      'fulfillment_already_delivered',
      'fulfillment_not_delivered',
      'delivered_before_shipped',
      'cash_for_nothing',
      'more_than_arriving',
      'difference_without_reason',
      'customer_on_no_sale',
      'cash_not_collected',
      'more_than_with_customer',
    ],
  },
  reopenFulfillment: {
    summary: 'It was not received: the delivery is open again until somebody settles it',
    ...byId,
    body: reopeningBody,
    status: 201,
    answer: fulfillment,
    refusals: [
      'not_your_customer',
      'not_found',
      'fulfillment_voided',
      'fulfillment_not_shipped',
      'fulfillment_not_delivered',
      'already_reopened',
    ],
  },
  reshipFulfillment: {
    summary: 'What was lost on the way waits again at its old place, and is not invoiced again',
    ...byId,
    body: lossBody.nullish(),
    status: 201,
    answer: fulfillment,
    refusals: LOSS_REFUSALS,
  },
  creditFulfillment: {
    summary: 'What was lost on the way is credited and does not go again',
    ...byId,
    body: lossBody.nullish(),
    status: 201,
    answer: fulfillment,
    refusals: LOSS_REFUSALS,
  },
  getDeliveryProof: {
    summary: 'What shows that a delivery was handed over',
    params: z.object({ id, deliveryId: id }),
    status: 200,
    answer: z.object({
      kind: z.enum(['photo', 'signature', 'note']),
      note: z.string().nullable(),
      image: z.string().nullable(),
    }),
    refusals: ['not_found'],
  },
} as const satisfies SomeOperations;
