import type { FieldError } from '#contract/errors.ts';
import type { Request } from '#contract/operations.ts';
import { type Quantity, total } from '#domain/quantity.ts';
import { addDays, type CalendarDate } from '#domain/time/calendar.ts';
import type { NamedDay } from './check-expected-days.ts';

/** A line of a purchase order as it stands under lock, with what is still to come of it in parts; none where it comes on one day. */
export type KnownLine = {
  id: string;
  expected_on: CalendarDate | null;
  remaining: Quantity;
  sku: string;
  deliveries: Part[];
};

type Body = Request<'updatePurchaseOrder'>['body'];
type Part = { quantity: Quantity; expectedOn: CalendarDate };

/** Which lines get another day, which get parts with days of their own or lose them, and which have theirs moved with the rest. */
export type Dates = {
  moved: { id: string; sku: string; from: CalendarDate | null; to: CalendarDate | null }[];
  /** Every line whose parts are replaced by others, by none where it has one day from now on. */
  parts: { id: string; sku: string; deliveries: Part[] }[];
  shifted: string[];
};

/**
 * The days of lines after a change: those named get what is said of them, every other that has a day and of which something is to
 * come is moved by `shiftDays`. A line in parts is expected when the last of them is.
 */
export function decideDates(known: readonly KnownLine[], { lines = [], shiftDays = 0 }: Body): Dates {
  const named = new Map(lines.map((line) => [line.id, line]));
  const dates: Dates = { moved: [], parts: [], shifted: [] };
  for (const line of known) {
    const asked = named.get(line.id);
    const isNamed = asked?.expectedOn !== undefined || asked?.deliveries !== undefined;
    const deliveries = asked?.deliveries ?? [];
    if (isNamed && wordsOf(deliveries) !== wordsOf(line.deliveries))
      dates.parts.push({ id: line.id, sku: line.sku, deliveries });
    const isShifted = !isNamed && shiftDays !== 0 && line.remaining > 0 && line.expected_on !== null;
    if (isShifted) dates.shifted.push(line.id);
    const to = isShifted
      ? addDays(line.expected_on as CalendarDate, shiftDays)
      : dayOf(line, asked?.expectedOn, deliveries);
    if (to !== line.expected_on) dates.moved.push({ id: line.id, sku: line.sku, from: line.expected_on, to });
  }
  return dates;
}

/** Parts that come on the same days are the same, in whatever order they are named. */
const wordsOf = (parts: readonly Part[]) =>
  parts
    .map(({ quantity, expectedOn }) => `${expectedOn} ${quantity}`)
    .sort()
    .join();

function dayOf(line: KnownLine, expectedOn: CalendarDate | null | undefined, deliveries: readonly Part[]) {
  const days = deliveries.map((part) => part.expectedOn).sort();
  return days.at(-1) ?? (expectedOn === undefined ? line.expected_on : expectedOn);
}

/** Every day that a change gives, and where it says so. */
export function daysNamed({ moved, shifted }: Dates, { lines = [], confirmedOn }: Body): NamedDay[] {
  return [
    { pointer: '#/confirmedOn', day: confirmedOn },
    ...lines.flatMap(({ expectedOn, deliveries = [] }, index) => [
      { pointer: `#/lines/${index}/expectedOn`, day: expectedOn },
      ...deliveries.map((part, at) => ({
        pointer: `#/lines/${index}/deliveries/${at}/expectedOn`,
        day: part.expectedOn,
      })),
    ]),
    ...moved.flatMap(({ id, to }) => (shifted.includes(id) ? [{ pointer: '#/shiftDays', day: to }] : [])),
  ];
}

/** Lines whose parts are not together what is still to come of them. */
export function partsThatDoNotAddUp(known: readonly KnownLine[], { lines = [] }: Body): FieldError[] {
  return lines.flatMap(({ id, deliveries = [] }, index) => {
    const remaining = known.find((line) => line.id === id)?.remaining ?? 0;
    const units = total(deliveries, ({ quantity }) => quantity);
    return deliveries.length === 0 || units === remaining
      ? []
      : [
          {
            pointer: `#/lines/${index}/deliveries`,
            detail: `are ${units} together, and ${remaining} are still to come: name all of these, and nothing that has come`,
          },
        ];
  });
}
