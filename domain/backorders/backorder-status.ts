import { hasMoved, isAtRisk, type ToldDate } from '#domain/backorders/outlook.ts';
import type { Quantity } from '#domain/quantity.ts';
import type { CalendarDate } from '#domain/time/calendar.ts';

export const BACKORDER_STATUSES = [
  'open',
  'ready_to_fulfill',
  'partially_fulfilled',
  'fulfilled',
  'complete',
  'cancelled',
] as const;
export type BackorderStatus = (typeof BACKORDER_STATUSES)[number];

/** The statuses in which something is outstanding. */
export const OPEN_STATUSES = ['open', 'ready_to_fulfill', 'partially_fulfilled'] as const satisfies BackorderStatus[];

/** How much an order or backorder may be split: `partial` ships what is there, `complete` only all of it at once. */
export type ShipPolicy = 'partial' | 'complete';

/** What a backorder's status follows from; each figure is the sum of its lines, in base units. */
export type BackorderSums = {
  quantity: Quantity;
  fulfilled: Quantity;
  delivered: Quantity;
  cancelled: Quantity;
  substituted: Quantity;
  allocated: Quantity;
  shipPolicy: ShipPolicy;
};

/** What is still owed to the customer. */
export function outstanding(
  sums: Pick<BackorderSums, 'quantity' | 'fulfilled' | 'cancelled' | 'substituted'>,
): Quantity {
  return sums.quantity - sums.fulfilled - sums.cancelled - sums.substituted;
}

/** The one status of a backorder, first match wins in the order of the branches. */
export function backorderStatus(sums: BackorderSums): BackorderStatus {
  if (outstanding(sums) === 0) {
    if (sums.fulfilled === 0) return 'cancelled';
    return sums.delivered === sums.fulfilled ? 'complete' : 'fulfilled';
  }
  if (sums.fulfilled > 0) return 'partially_fulfilled';
  return isReady(sums) ? 'ready_to_fulfill' : 'open';
}

/** Whether what its ship policy needs is allocated; also true while partially fulfilled. */
export function isReady(sums: BackorderSums): boolean {
  if (sums.allocated === 0) return false;
  return sums.shipPolicy === 'partial' || sums.allocated === outstanding(sums);
}

/**
 * How much of a backorder can be picked now, by its ship policy: what is allocated and not picked yet, none of it while it is on
 * hold, and of what ships only as a whole none until all of it is allocated.
 */
export function readyQuantity(sums: BackorderSums & { picked: Quantity; isOnHold: boolean }): Quantity {
  return isReady(sums) && !sums.isOnHold ? sums.allocated - sums.picked : 0;
}

/** Whether the day promised for an open backorder has passed. */
export function isOverdue(promisedOn: CalendarDate | null, today: CalendarDate): boolean {
  return promisedOn !== null && promisedOn < today;
}

/** Facts shown beside the status, used by tabs and filters. They never change the status. */
export type BackorderFacts = {
  /** Something of it can be picked now. */
  isReady: boolean;
  /** The promised date has passed and something is outstanding. */
  isOverdue: boolean;
  /** Today's supply is later than the promise, or there is none. */
  isAtRisk: boolean;
  isOnHold: boolean;
  /** Nothing has been promised yet. */
  hasNoDate: boolean;
  /** Supply says neither what the customer was last told nor what was known when they were told. */
  dateMoved: boolean;
  /** A question to the customer is open. */
  awaitsAnswer: boolean;
  /** Free stock exists that this backorder could get now. */
  canAllocate: boolean;
};

/** Derives the facts of a backorder on a day. `projectedOn` is null when supply gives no date. */
export function backorderFacts(
  sums: BackorderSums & { picked: Quantity },
  circumstances: {
    today: CalendarDate;
    promisedOn: CalendarDate | null;
    projectedOn: CalendarDate | null;
    told: ToldDate | null;
    isOnHold: boolean;
    awaitsAnswer: boolean;
    allocatableNow: Quantity;
  },
): BackorderFacts {
  const { today, promisedOn, projectedOn, told } = circumstances;
  const isOpen = outstanding(sums) > 0;
  return {
    isReady: isOpen && readyQuantity({ ...sums, isOnHold: circumstances.isOnHold }) > 0,
    isOverdue: isOpen && isOverdue(promisedOn, today),
    isAtRisk: isOpen && isAtRisk(promisedOn, projectedOn),
    isOnHold: circumstances.isOnHold,
    hasNoDate: isOpen && promisedOn === null,
    dateMoved: isOpen && hasMoved(told, projectedOn),
    awaitsAnswer: circumstances.awaitsAnswer,
    canAllocate: isOpen && circumstances.allocatableNow > 0,
  };
}
