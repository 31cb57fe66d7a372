import type { Coverage } from '#domain/allocation/project.ts';
import type { Quantity } from '#domain/quantity.ts';
import type { CalendarDate } from '#domain/time/calendar.ts';

/** What the queue says of a line that its customer waits for. */
export type WaitingLine = {
  open: Quantity;
  allocated: Quantity;
  isOnHold: boolean;
  /** It ships with the rest of its order or not at all, and the rest is not there. */
  waitsForWhole: boolean;
  requestedOn: CalendarDate | null;
  coveredBy: readonly Pick<Coverage, 'source' | 'on' | 'lateSince'>[];
  uncovered: Quantity;
};

/** Why a line waits, for its customer: a reason, and what the sentence needs. Nothing of it names anybody else. */
export type WhyItWaits =
  | { why: 'on_hold' | 'set_aside' | 'for_whole' | 'no_supply' }
  | { why: 'not_before' | 'arrives' | 'late_supply'; on: CalendarDate };

/**
 * The plain reason for a customer: what keeps all of it from shipping, the most telling first. Their own wishes come before
 * what supply says, and what is late before what is due.
 */
export function whyItWaits(line: WaitingLine, today: CalendarDate): WhyItWaits {
  if (line.isOnHold) return { why: 'on_hold' };
  if (line.requestedOn !== null && line.requestedOn > today && line.allocated < line.open)
    return { why: 'not_before', on: line.requestedOn };
  if (line.allocated >= line.open) return line.waitsForWhole ? { why: 'for_whole' } : { why: 'set_aside' };
  if (line.uncovered > 0) return { why: 'no_supply' };
  const late = line.coveredBy.flatMap(({ lateSince }) => lateSince ?? []).sort()[0];
  if (late !== undefined) return { why: 'late_supply', on: late };
  const arrival = line.coveredBy
    .filter(({ source }) => source === 'purchase_order_line')
    .flatMap(({ on }) => on ?? [])
    .sort()
    .at(-1);
  if (arrival !== undefined) return { why: 'arrives', on: arrival };
  // A part of a purchase order without a date covers it; or stock that goes to it with the rest.
  return line.coveredBy.some(({ source }) => source === 'purchase_order_line')
    ? { why: 'no_supply' }
    : line.waitsForWhole
      ? { why: 'for_whole' }
      : { why: 'set_aside' };
}
