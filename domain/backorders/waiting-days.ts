import { addDays, type CalendarDate, daysBetween } from '#domain/time/calendar.ts';

/** Why a backorder waited a day, in the order in which they are asked: the first that applies has the day. */
export const WAITING_CAUSES = [
  'own_handling',
  'customer_wish',
  'allocation_choice',
  'supplier_short',
  'supplier_slip',
  'ordered_late',
  'demand_beyond_plan',
] as const;
/** Why a backorder waited a day. */
export type WaitingCause = (typeof WAITING_CAUSES)[number];

/** What was bought of a variant and could have served a line. Days are null for what has not happened. */
export type Bought = {
  orderedOn: CalendarDate;
  /** The day it was expected first, before anything slipped. */
  firstExpectedOn: CalendarDate | null;
  firstReceivedOn: CalendarDate | null;
  /** The first receipt brought less than was ordered. */
  cameShort: boolean;
  /** All of it was there. */
  wholeOn: CalendarDate | null;
  closedOn: CalendarDate | null;
};

export type WaitedLine = {
  /** Nothing of it was outstanding any more. */
  doneOn: CalendarDate | null;
  /** The last of it was allocated. */
  allocatedOn: CalendarDate | null;
  /** Goods that came were given to somebody who asked later. */
  overtakenOn: CalendarDate | null;
  bought: readonly Bought[];
};

export type Waited = {
  createdOn: CalendarDate;
  /** The day it was shipped or closed, or today. */
  endedOn: CalendarDate;
  requestedOn: CalendarDate | null;
  holds: readonly { from: CalendarDate; to: CalendarDate | null }[];
  lines: readonly WaitedLine[];
};

/** A run of days of one cause: from `from` up to `to`, which is the first day of the next. */
export type WaitedSpan = { cause: WaitingCause; days: number; from: CalendarDate; to: CalendarDate };

/** The days a backorder waited, each given to the first cause that applies: the spans follow each other and add up to all of them. */
export function waitingDays(waited: Waited): WaitedSpan[] {
  const spans: WaitedSpan[] = [];
  const count = Math.max(0, daysBetween(waited.createdOn, waited.endedOn));
  for (let index = 0; index < count; index += 1) {
    const day = addDays(waited.createdOn, index);
    const cause = causeOf(waited, day);
    const last = spans.at(-1);
    if (last?.cause === cause) {
      last.days += 1;
      last.to = addDays(day, 1);
    } else spans.push({ cause, days: 1, from: day, to: addDays(day, 1) });
  }
  return spans;
}

/** The same days by the month they fall in, as `YYYY-MM`. */
export function byMonth(spans: readonly WaitedSpan[]): Map<string, WaitedSpan[]> {
  const months = new Map<string, WaitedSpan[]>();
  for (const { cause, to, from } of spans) {
    for (let start = from; start < to; ) {
      const month = start.slice(0, 7);
      const end = firstOfNextMonth(start) < to ? firstOfNextMonth(start) : to;
      months.set(month, [...(months.get(month) ?? []), { cause, days: daysBetween(start, end), from: start, to: end }]);
      start = end;
    }
  }
  return months;
}

function firstOfNextMonth(day: CalendarDate): CalendarDate {
  const next = addDays(`${day.slice(0, 7)}-28`, 4);
  return `${next.slice(0, 7)}-01`;
}

function causeOf(waited: Waited, day: CalendarDate): WaitingCause {
  const open = waited.lines.filter(({ doneOn }) => doneOn === null || doneOn > day);
  const missing = open.filter(({ allocatedOn }) => allocatedOn === null || allocatedOn > day);
  const tests: Record<WaitingCause, () => boolean> = {
    own_handling: () => missing.length === 0,
    customer_wish: () => isWished(waited, day),
    allocation_choice: () => missing.some(({ overtakenOn }) => overtakenOn !== null && overtakenOn <= day),
    supplier_short: () => missing.some(({ bought }) => bought.some((one) => isShort(one, day))),
    supplier_slip: () => missing.some(({ bought }) => bought.some((one) => isSlipped(one, day))),
    ordered_late: () => missing.some(({ bought }) => isOrderedLate(bought, waited.createdOn, day)),
    demand_beyond_plan: () => true,
  };
  return WAITING_CAUSES.find((cause) => tests[cause]()) as WaitingCause;
}

function isWished({ requestedOn, holds }: Waited, day: CalendarDate): boolean {
  const isHeld = holds.some(({ from, to }) => from <= day && (to === null || day < to));
  return isHeld || (requestedOn !== null && day < requestedOn);
}

/** Less came than was ordered, and the rest is not there. */
function isShort({ cameShort, firstReceivedOn, wholeOn }: Bought, day: CalendarDate): boolean {
  return cameShort && firstReceivedOn !== null && firstReceivedOn <= day && (wholeOn === null || wholeOn > day);
}

/** It should have been there. */
function isSlipped({ orderedOn, firstExpectedOn, firstReceivedOn, closedOn }: Bought, day: CalendarDate): boolean {
  const isOpen = orderedOn <= day && (closedOn === null || closedOn > day);
  const hasCome = firstReceivedOn !== null && firstReceivedOn <= day;
  return isOpen && !hasCome && firstExpectedOn !== null && firstExpectedOn <= day;
}

/** Nothing was on its way when it began to wait, and what was ordered since is not due yet, or nothing was. */
function isOrderedLate(bought: readonly Bought[], createdOn: CalendarDate, day: CalendarDate): boolean {
  const wasOnItsWay = ({ orderedOn, wholeOn, closedOn }: Bought) =>
    orderedOn <= createdOn && (wholeOn === null || wholeOn > createdOn) && (closedOn === null || closedOn > createdOn);
  if (bought.some(wasOnItsWay)) return false;
  const since = bought.filter(({ orderedOn }) => orderedOn > createdOn);
  const due = since.flatMap(({ firstExpectedOn }) => firstExpectedOn ?? []).sort()[0];
  return due === undefined || day < due;
}
