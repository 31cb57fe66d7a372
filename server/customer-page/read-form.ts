import { z } from 'zod';
import { date, id, quantity, text } from '#contract/primitives.ts';
import { CUSTOMER_ANSWERS } from '#domain/customer-page/answers.ts';
import { SETTLEMENTS } from '#domain/invoicing/invoice-rule.ts';

/** A field that was left empty was not filled in. */
const unlessEmpty = <Field extends z.ZodType>(field: Field) =>
  z.preprocess((value) => (typeof value === 'string' && value.trim() === '' ? undefined : value), field.optional());

/** What a customer sends from their page. */
const answerForm = z.object({
  answer: z.enum(CUSTOMER_ANSWERS),
  backorderId: unlessEmpty(id),
  fulfillmentId: unlessEmpty(id),
  /** Which of the variants that were offered. */
  variantId: unlessEmpty(id),
  quantity: unlessEmpty(
    z
      .string()
      .regex(/^\d{1,9}$/)
      .transform(Number)
      .pipe(quantity),
  ),
  /** What they would like for what was invoiced in advance. */
  settlement: unlessEmpty(z.enum(SETTLEMENTS)),
  notBefore: unlessEmpty(date),
  // A browser counts a line break as one character and sends two.
  text: unlessEmpty(z.preprocess((value) => String(value).replaceAll('\r\n', '\n'), text(2000))),
  /** The decision that the page showed as the last one: who saw it decides anew, and does not send the same twice. */
  seen: unlessEmpty(z.string().regex(/^\d{1,18}$/)),
});

/** An answer as it was sent. */
export type AnswerForm = z.output<typeof answerForm>;

/** The fields of a form; null where they make no answer. A number that was emptied is not "all of it". */
export function readForm(body: unknown): AnswerForm | null {
  if (typeof body !== 'string') return null;
  const fields = Object.fromEntries(new URLSearchParams(body));
  if (fields.quantity?.trim() === '') return null;
  return answerForm.safeParse(fields).data ?? null;
}
