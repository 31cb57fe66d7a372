import { type Refusal, refuse } from '#contract/errors.ts';
import type { Quantity } from '#domain/quantity.ts';
import type { FulfillmentLine } from './load-fulfillment-lines.ts';

/** A line that a request names by its id. */
type Named = { fulfillmentLineId: string };

/** The lines of a fulfillment that a request names, each with what was asked for it. */
export type ChosenLine<Asked> = { of: FulfillmentLine; asked: Asked };

/** Refused, for the first line at fault, as `line_named_twice` or `line_not_on_record`. */
export function chooseArriving<Asked extends Named>(
  lines: readonly FulfillmentLine[],
  asked: readonly Asked[],
): ChosenLine<Asked>[] | { refusal: Refusal } {
  const chosen: ChosenLine<Asked>[] = [];
  for (const [index, one] of asked.entries()) {
    const errors = [{ pointer: `#/lines/${index}/fulfillmentLineId`, detail: 'is not a line of it, or named before' }];
    const of = lines.find(({ id }) => id === one.fulfillmentLineId);
    if (!of) return refuse('line_not_on_record', { errors });
    if (chosen.some((earlier) => earlier.of === of)) return refuse('line_named_twice', { errors });
    chosen.push({ of, asked: one });
  }
  return chosen;
}

/** What of a line can still arrive, said of a quantity that exceeds it. */
export function refuseMoreThanArriving(
  index: number,
  { line, arriving }: FulfillmentLine,
  field: string,
): { refusal: Refusal } {
  return refuse('more_than_arriving', {
    errors: [{ pointer: `#/lines/${index}/${field}`, detail: `${line.sku}: only ${arriving} on its way` }],
    facts: { sku: line.sku, arriving: arriving as Quantity },
  });
}
