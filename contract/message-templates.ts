import { z } from 'zod';
import { manualBackorderBody } from '#contract/backorders/backorder.ts';
import { backorderIds } from '#contract/backorders/many-at-once.ts';
import { backorderCancellationBody, orderCancellationBody } from '#contract/cancellations.ts';
import { message } from '#contract/messages.ts';
import type { SomeOperations } from '#contract/operation.ts';
import { date, id, text, words } from '#contract/primitives.ts';
import { LANGUAGES, TEMPLATES } from '#domain/messages/words.ts';

/** Which text: an event, or `digest`. */
export const templateParameters = z.object({ event: z.enum(TEMPLATES) });

/** In which language. */
export const templateQuery = z.object({ language: z.enum(LANGUAGES).default('en') });

const texts = { subject: words(500), text: words(20_000), html: words(40_000) };

/**
 * The text of a message in one language, as Liquid: subject, words and HTML. `isDefault` where it is as the product comes;
 * `variables` are what it may name. `isOn` is false where the company does not send it.
 */
export const messageTemplate = z.object({
  event: z.enum(TEMPLATES),
  language: z.enum(LANGUAGES),
  isOn: z.boolean(),
  subject: z.string(),
  text: z.string(),
  html: z.string(),
  isDefault: z.boolean(),
  updatedAt: z.string().nullable(),
  updatedBy: z.string().nullable(),
  variables: z.array(z.object({ name: z.string(), meaning: z.string() })),
});

/** Every text in one language. */
export const messageTemplateList = z.object({ data: z.array(messageTemplate) });

/**
 * The parts to change; what is left out stays. A text that names an unknown variable or does not end what it begins is
 * refused and stores nothing (`template_mistake`).
 */
export const messageTemplateChanges = z.object({ ...texts, language: z.enum(LANGUAGES), isOn: z.boolean() }).partial();

/** Which language goes back to the text the product comes with. */
export const templateResetBody = z.object({ language: z.enum(LANGUAGES) });

const ofOneRecord = {
  /** The record whose facts fill the text; without one, those of a customer who does not exist. */
  orderId: id.optional(),
  backorderId: id.optional(),
  language: z.enum(LANGUAGES).optional(),
};
const isOfOne = ({ orderId, backorderId }: { orderId?: string | undefined; backorderId?: string | undefined }) =>
  orderId === undefined || backorderId === undefined;
const ONE_RECORD = { path: ['backorderId'], error: 'is given beside orderId; a message is about one of them' };

/**
 * What a message would say: with the text given here, or the one in force. `promisedOn` and `reason`, a cancellation or a
 * backorder made by hand stand in for what is not done yet, so that a person reads the message before they act.
 * `together` names backorders of one customer whose proposed news would go in one mail, for the text `digest`.
 */
export const templatePreviewBody = z
  .object({
    ...ofOneRecord,
    subject: texts.subject.optional(),
    text: texts.text.optional(),
    html: texts.html.optional(),
    promisedOn: date.nullish(),
    reason: text(500).nullish(),
    backorderCancellation: backorderCancellationBody.optional(),
    orderCancellation: orderCancellationBody.optional(),
    backorder: manualBackorderBody.optional(),
    together: backorderIds.optional(),
  })
  .refine(isOfOne, ONE_RECORD)
  .refine(({ backorderId, backorderCancellation }) => !backorderCancellation || backorderId !== undefined, {
    path: ['backorderCancellation'],
    error: 'is of the backorder that backorderId names',
  })
  .refine(({ together, ...others }) => !together || Object.values(others).every((other) => other === undefined), {
    path: ['together'],
    error: 'is given alone',
  })
  .refine(({ orderId, orderCancellation, backorder }) => !(orderCancellation || backorder) || orderId !== undefined, {
    path: ['orderId'],
    error: 'names the order that this is of',
  });

/** A message as its customer would read it now. `to` and `whyNot` say whether it would be sent. */
export const templatePreview = z.object({
  language: z.enum(LANGUAGES),
  to: z.string().nullable(),
  subject: z.string(),
  text: z.string(),
  html: z.string(),
  whyNot: z.string().nullable(),
});

/** Whom a test goes to, and the record whose facts fill it. The text in force is sent, marked as a test. */
export const templateTestBody = z
  .object({ to: z.email().max(200), ...ofOneRecord })
  .refine(isOfOne, ONE_RECORD)
  .refine(({ orderId, backorderId }) => orderId !== undefined || backorderId !== undefined, {
    path: ['orderId'],
    error: 'a test is about an order or a backorder',
  });

/** The texts of messages. */
export const operations = {
  listMessageTemplates: {
    summary: 'Every text customers are written to with',
    query: templateQuery,
    status: 200,
    answer: messageTemplateList,
    refusals: [],
  },
  getMessageTemplate: {
    summary: 'One text, with the variables it may name',
    params: templateParameters,
    query: templateQuery,
    status: 200,
    answer: messageTemplate,
    refusals: [],
  },
  updateMessageTemplate: {
    summary: 'Change a text, or whether it is sent at all',
    params: templateParameters,
    body: messageTemplateChanges,
    status: 200,
    answer: messageTemplate,
    refusals: ['template_mistake'],
  },
  resetMessageTemplate: {
    summary: 'Go back to the text the product comes with',
    params: templateParameters,
    body: templateResetBody,
    status: 201,
    answer: messageTemplate,
    refusals: [],
  },
  previewMessageTemplate: {
    summary: 'What a message would say about a record now, before it is sent or its text is kept',
    params: templateParameters,
    body: templatePreviewBody,
    status: 201,
    answer: templatePreview,
    refusals: [
      'not_your_customer',
      'not_found',
      'template_mistake',
      'order_not_confirmed',
      'order_cancelled',
      'quantity_not_whole_multiple',
      'line_not_on_record',
      'line_named_twice',
      'nothing_to_cancel',
      'more_than_cancellable',
      'more_than_remainder',
      'promise_in_the_past',
    ],
  },
  testMessageTemplate: {
    summary: 'Send the text in force to an address of your own, about one record',
    params: templateParameters,
    body: templateTestBody,
    status: 201,
    answer: message,
    refusals: ['not_found', 'template_mistake'],
  },
} as const satisfies SomeOperations;
