import { type AllocationPolicy, compareRank, type Rank } from '#domain/allocation/rank.ts';
import { reservableFrom } from '#domain/allocation/waiting-line.ts';
import type { Quantity } from '#domain/quantity.ts';
import { addWorkingDays, type CalendarDate } from '#domain/time/calendar.ts';

/** A line of the queue of one stock: what is allocated to it and what it still waits for. */
export type ProjectedDemand = Rank & {
  allocated: Quantity;
  waiting: Quantity;
  isOnHold: boolean;
  requestedOn: CalendarDate | null;
};

/** Units still to arrive. A date before `today` is late, null was never given: both cover without a date. */
export type Arrival = { purchaseOrderLineId: number; quantity: Quantity; expectedOn: CalendarDate | null };

export type ProjectionSnapshot = {
  policy: AllocationPolicy;
  today: CalendarDate;
  reserveAheadDays: number;
  /** Working days from having the stock to shipping it. */
  handlingDays: number;
  workingDays: readonly number[];
  available: Quantity;
  arrivals: readonly Arrival[];
  demand: readonly ProjectedDemand[];
};

/** A part of a line and the supply that covers it. `on` is the day it is there; null when nobody knows. */
export type Coverage = {
  source: 'allocated' | 'available' | 'purchase_order_line';
  purchaseOrderLineId: number | null;
  quantity: Quantity;
  on: CalendarDate | null;
  /** The date a late purchase-order line had been expected. */
  lateSince: CalendarDate | null;
};

export type Projection = {
  queueLineId: number;
  /** Place among the lines that still wait, from 1; null when nothing of it waits. */
  placeInQueue: number | null;
  /** Units waited for by the lines ahead of it. */
  quantityAhead: Quantity;
  coveredBy: Coverage[];
  /** Units no supply covers. */
  uncovered: Quantity;
  /** The day the last of its units is covered; null without a date, and `noDateBecause` says why. */
  coveredOn: CalendarDate | null;
  /** The day it can ship: coveredOn plus handling days, on a working day. */
  canShipOn: CalendarDate | null;
  noDateBecause: 'no_supply' | 'late_supply' | 'on_hold' | null;
};

/**
 * Lays supply against the queue of one stock in rank order and answers, for every line, which supply covers which part
 * of it and when the whole of it can ship: waiting 6, 10, 4 with 5 arriving on 3 May and 20 on 10 May means 10 May for
 * all three. Supply is allocated by date. Late and undated supply is used last; otherwise later customers would get a date
 * that depends on it. A line that asks for "not before" takes nothing until its lead days; a line on hold takes nothing. Pure; ordered by rank.
 */
export function project(snapshot: ProjectionSnapshot): Projection[] {
  const ranked = [...snapshot.demand].sort((a, b) => compareRank(snapshot.policy, a, b));
  const drafts = ranked.map((line) => draft(line, snapshot));
  for (const supply of inOrderOfUse(snapshot)) allocateSupply(supply, drafts, snapshot);
  return conclude(drafts, snapshot);
}

type Draft = {
  line: ProjectedDemand;
  left: Quantity;
  reservableFrom: CalendarDate;
  coveredBy: Coverage[];
};

function draft(line: ProjectedDemand, snapshot: ProjectionSnapshot): Draft {
  const coveredBy: Coverage[] = [];
  if (line.allocated > 0) {
    coveredBy.push({
      source: 'allocated',
      purchaseOrderLineId: null,
      quantity: line.allocated,
      on: snapshot.today,
      lateSince: null,
    });
  }
  const from = reservableFrom(line, snapshot.reserveAheadDays);
  return { line, left: line.waiting, reservableFrom: from ?? '', coveredBy };
}

type DatedSupply = {
  purchaseOrderLineId: number | null;
  quantity: Quantity;
  on: CalendarDate | null;
  lateSince: CalendarDate | null;
};

function inOrderOfUse({ available, arrivals, today }: ProjectionSnapshot): DatedSupply[] {
  const dated = arrivals.map(({ purchaseOrderLineId, quantity, expectedOn }) => {
    const isLate = expectedOn !== null && expectedOn < today;
    return { purchaseOrderLineId, quantity, on: isLate ? null : expectedOn, lateSince: isLate ? expectedOn : null };
  });
  const inDateOrder = dated.sort(
    (a, b) =>
      compareDates(a.on, b.on) ||
      compareDates(a.lateSince, b.lateSince) ||
      a.purchaseOrderLineId - b.purchaseOrderLineId,
  );
  return [{ purchaseOrderLineId: null, quantity: available, on: today, lateSince: null }, ...inDateOrder];
}

function compareDates(a: CalendarDate | null, b: CalendarDate | null): number {
  if (a === b) return 0;
  if (a === null) return 1;
  if (b === null) return -1;
  return a < b ? -1 : 1;
}

/** Gives one supply to those who may have it on its day, then to those who may later, each in rank order. */
function allocateSupply(supply: DatedSupply, drafts: readonly Draft[], { today }: ProjectionSnapshot): void {
  const day = supply.on ?? today;
  const takers = drafts.filter(({ line, left }) => left > 0 && !line.isOnHold);
  const now = takers.filter((taker) => taker.reservableFrom <= day);
  const later = takers
    .filter((taker) => taker.reservableFrom > day)
    .sort((a, b) => compareDates(a.reservableFrom, b.reservableFrom));
  let left = supply.quantity;
  for (const taker of [...now, ...later]) {
    if (left === 0) return;
    const quantity = Math.min(taker.left, left);
    left -= quantity;
    taker.left -= quantity;
    taker.coveredBy.push({
      source: supply.purchaseOrderLineId === null ? 'available' : 'purchase_order_line',
      purchaseOrderLineId: supply.purchaseOrderLineId,
      quantity,
      on: supply.on !== null && taker.reservableFrom > supply.on ? taker.reservableFrom : supply.on,
      lateSince: supply.lateSince,
    });
  }
}

function conclude(drafts: readonly Draft[], snapshot: ProjectionSnapshot): Projection[] {
  let place = 0;
  let ahead = 0;
  // Many lines are covered on the same few days.
  const shipDays = new Map<CalendarDate, CalendarDate>();
  const shipsOn = (day: CalendarDate): CalendarDate => {
    const known = shipDays.get(day) ?? addWorkingDays(day, snapshot.handlingDays, snapshot.workingDays);
    shipDays.set(day, known);
    return known;
  };
  return drafts.map(({ line, left, coveredBy }) => {
    if (line.waiting > 0) place += 1;
    const noDateBecause = whyNoDate(line, left, coveredBy);
    const coveredOn = noDateBecause ? null : latest(coveredBy, snapshot.today);
    const projection: Projection = {
      queueLineId: line.queueLineId,
      placeInQueue: line.waiting > 0 ? place : null,
      quantityAhead: ahead,
      coveredBy,
      uncovered: left,
      coveredOn,
      canShipOn: coveredOn && shipsOn(coveredOn),
      noDateBecause,
    };
    ahead += line.waiting;
    return projection;
  });
}

function whyNoDate(line: ProjectedDemand, left: Quantity, coveredBy: readonly Coverage[]): Projection['noDateBecause'] {
  if (line.waiting > 0 && line.isOnHold) return 'on_hold';
  if (left > 0) return 'no_supply';
  return coveredBy.some(({ on }) => on === null) ? 'late_supply' : null;
}

function latest(coveredBy: readonly Coverage[], today: CalendarDate): CalendarDate {
  return coveredBy.reduce((day, { on }) => (on !== null && on > day ? on : day), today);
}
