import type { Projection } from '#domain/allocation/project.ts';
import type { Shipping } from '#domain/allocation/ship-wholes.ts';
import type { Quantity } from '#domain/quantity.ts';
import type { CalendarDate } from '#domain/time/calendar.ts';

/** What the queue says of one open line of a backorder. */
export type LineOutlook = {
  projectedOn: CalendarDate | null;
  noDateBecause: Shipping['noDateBecause'];
  placeInQueue: number | null;
  quantityAhead: Quantity;
};

/** The date a customer was last told, by a promise or in a contact, and what supply said then; null is "no date yet". */
export type ToldDate = { on: CalendarDate | null; projectedOn?: CalendarDate | null };

/** What an open backorder may expect. */
export type BackorderOutlook = Omit<LineOutlook, 'noDateBecause'> & {
  noDateBecause: Projection['noDateBecause'];
  /** Today's supply is later than the promise, or there is none. */
  isAtRisk: boolean;
  /** Supply says neither what the customer was last told nor what was known when they were told. */
  dateMoved: boolean;
};

/** What a line of the queue may expect, by its projection. */
export function lineOutlook(projection: Projection): LineOutlook {
  const { canShipOn, noDateBecause, placeInQueue, quantityAhead } = projection;
  return { projectedOn: canShipOn, noDateBecause, placeInQueue, quantityAhead };
}

/** The purchase-order line whose date decides when a line is covered: the last of them, one without a date before all; null where none does. */
export function decidingSupply({ coveredBy }: Pick<Projection, 'coveredBy'>): number | null {
  const bought = coveredBy.filter(({ purchaseOrderLineId }) => purchaseOrderLineId !== null);
  const undated = bought.findLast(({ on }) => on === null);
  const last = bought.reduce<(typeof bought)[number] | null>(
    (latest, part) => (latest === null || (part.on ?? '') >= (latest.on ?? '') ? part : latest),
    null,
  );
  return (undated ?? last)?.purchaseOrderLineId ?? null;
}

const WHY = ['on_hold', 'no_supply', 'late_supply'] as const;

/**
 * The outlook of a backorder from those of its open lines: the latest line decides the date, and one without a date
 * leaves none; the line furthest ahead gives the place, of two at one place the one with less ahead of it. A date that slipped and returned before anybody told it has not
 * moved, and neither has one that nobody was ever told. Null when nothing is open.
 */
export function backorderOutlook(
  lines: readonly LineOutlook[],
  customer: { promisedOn: CalendarDate | null; told: ToldDate | null },
): BackorderOutlook | null {
  if (lines.length === 0) return null;
  const noDateBecause = WHY.find((why) => lines.some((line) => line.noDateBecause === why)) ?? null;
  const projectedOn = lines.some((line) => line.noDateBecause !== null) ? null : latest(lines);
  const first = lines.reduce((best, line) => (isAheadOf(line, best) ? line : best));
  const { promisedOn, told } = customer;
  return {
    projectedOn,
    noDateBecause,
    placeInQueue: first.placeInQueue,
    quantityAhead: first.placeInQueue === null ? 0 : first.quantityAhead,
    isAtRisk: isAtRisk(promisedOn, projectedOn),
    dateMoved: hasMoved(told, projectedOn),
  };
}

/** Whether today's supply breaks a promise. */
export function isAtRisk(promisedOn: CalendarDate | null, projectedOn: CalendarDate | null): boolean {
  return promisedOn !== null && (projectedOn === null || projectedOn > promisedOn);
}

/**
 * Whether the date is news to the customer: it lies outside what they were told and what supply said then. A date given with a
 * few days to spare has not moved while it stays between the two.
 */
export function hasMoved(told: ToldDate | null, projectedOn: CalendarDate | null): boolean {
  if (told === null) return false;
  const known = [dayOrNever(told.on), dayOrNever(told.projectedOn ?? told.on)].sort();
  const now = dayOrNever(projectedOn);
  return now < (known[0] as CalendarDate) || now > (known[1] as CalendarDate);
}

const dayOrNever = (on: CalendarDate | null) => on ?? '9999-12-31';

function isAheadOf(line: LineOutlook, other: LineOutlook): boolean {
  return place(line) < place(other) || (place(line) === place(other) && line.quantityAhead < other.quantityAhead);
}

function place({ placeInQueue }: LineOutlook): number {
  return placeInQueue ?? Number.POSITIVE_INFINITY;
}

function latest(lines: readonly LineOutlook[]): CalendarDate | null {
  return lines.reduce<CalendarDate | null>(
    (day, { projectedOn }) => (day === null || (projectedOn !== null && projectedOn > day) ? projectedOn : day),
    null,
  );
}
