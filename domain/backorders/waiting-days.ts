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

/** A purchase order, and of whom. */
export type Document = { id: string; number: string; supplierId: string; supplierName: string };

/** What was bought of a variant and could have served a line. Days are null for what has not happened. */
export type Bought = {
  purchaseOrder: Document;
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

/**
 * A run of days of one cause: from `from` up to `to`, which is the first day of the next. `purchaseOrders` are those it follows from,
 * none where it follows from something else.
 */
export type WaitedSpan = {
  cause: WaitingCause;
  days: number;
  from: CalendarDate;
  to: CalendarDate;
  purchaseOrders: Document[];
};

/** The days a backorder waited, each given to the first cause that applies: the spans follow each other and add up to all of them. */
export function waitingDays(waited: Waited): WaitedSpan[] {
  const spans: WaitedSpan[] = [];
  const count = Math.max(0, daysBetween(waited.createdOn, waited.endedOn));
  for (let index = 0; index < count; index += 1) {
    const day = addDays(waited.createdOn, index);
    const { cause, purchaseOrders } = causeOf(waited, day);
    const last = spans.at(-1);
    if (last?.cause === cause) {
      last.days += 1;
      last.to = addDays(day, 1);
      last.purchaseOrders = withoutTwice([...last.purchaseOrders, ...purchaseOrders]);
    } else spans.push({ cause, days: 1, from: day, to: addDays(day, 1), purchaseOrders: withoutTwice(purchaseOrders) });
  }
  return spans;
}

function withoutTwice(documents: readonly Document[]): Document[] {
  return [...new Map(documents.map((document) => [document.id, document])).values()];
}

/** The same days by the month they fall in, as `YYYY-MM`. */
export function byMonth(spans: readonly WaitedSpan[]): Map<string, WaitedSpan[]> {
  const months = new Map<string, WaitedSpan[]>();
  for (const { to, from, ...span } of spans) {
    for (let start = from; start < to; ) {
      const month = start.slice(0, 7);
      const end = firstOfNextMonth(start) < to ? firstOfNextMonth(start) : to;
      months.set(month, [
        ...(months.get(month) ?? []),
        { ...span, days: daysBetween(start, end), from: start, to: end },
      ]);
      start = end;
    }
  }
  return months;
}

function firstOfNextMonth(day: CalendarDate): CalendarDate {
  const next = addDays(`${day.slice(0, 7)}-28`, 4);
  return `${next.slice(0, 7)}-01`;
}

function causeOf(waited: Waited, day: CalendarDate): Pick<WaitedSpan, 'cause' | 'purchaseOrders'> {
  const open = waited.lines.filter(({ doneOn }) => doneOn === null || doneOn > day);
  const missing = open.filter(({ allocatedOn }) => allocatedOn === null || allocatedOn > day);
  const bought = missing.flatMap((line) => line.bought);
  const late = missing.filter((line) => isOrderedLate(line.bought, waited.createdOn, day));
  const short = bought.filter((one) => isShort(one, day));
  const slipped = bought.filter((one) => isSlipped(one, day));
  const tests: Record<WaitingCause, { holds: boolean; by?: Bought[] }> = {
    own_handling: { holds: missing.length === 0 },
    customer_wish: { holds: isWished(waited, day) },
    allocation_choice: { holds: missing.some(({ overtakenOn }) => overtakenOn !== null && overtakenOn <= day) },
    supplier_short: { holds: short.length > 0, by: short },
    supplier_slip: { holds: slipped.length > 0, by: slipped },
    ordered_late: { holds: late.length > 0, by: late.flatMap((line) => line.bought.filter(isSince(waited, day))) },
    demand_beyond_plan: { holds: true },
  };
  const cause = WAITING_CAUSES.find((one) => tests[one].holds) as WaitingCause;
  return { cause, purchaseOrders: (tests[cause].by ?? []).map(({ purchaseOrder }) => purchaseOrder) };
}

/** Ordered since it began to wait, and known on the day. */
const isSince =
  ({ createdOn }: Waited, day: CalendarDate) =>
  ({ orderedOn }: Bought) =>
    orderedOn > createdOn && orderedOn <= day;

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

/** The suppliers a run of days counts with: whoever slipped or came short, and for every other cause all whose items it waited for. */
export function suppliersOf<Supplier extends { id: string | null }>(
  { cause, purchaseOrders }: WaitedSpan,
  waitedFor: readonly Supplier[],
): (Supplier | { id: string; name: string })[] {
  if (cause !== 'supplier_slip' && cause !== 'supplier_short') return [...waitedFor];
  const named = purchaseOrders.map(({ supplierId, supplierName }) => [supplierId, supplierName] as const);
  return [...new Map(named)].map(([id, name]) => ({ id, name }));
}
