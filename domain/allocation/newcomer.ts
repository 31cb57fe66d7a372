import { type Coverage, type ProjectionSnapshot, project } from '#domain/allocation/project.ts';
import type { Rank } from '#domain/allocation/rank.ts';
import { MAXIMUM_QUANTITY, type Quantity } from '#domain/quantity.ts';
import { addWorkingDays, type CalendarDate } from '#domain/time/calendar.ts';

/** Whoever would join a queue now: the tier decides before whom, the day asked for from when supply is taken. */
export type Newcomer = { tierRank: Rank['tierRank']; queuedAt: number; requestedOn: CalendarDate | null };

/** Supply a newcomer could have. `on` is the day it is there, `shipsOn` the day it can leave; null when nobody knows. */
export type SupplyPart = { quantity: Quantity; on: CalendarDate | null; shipsOn: CalendarDate | null };

/**
 * Lays supply against a queue with one more line at its place that takes all it is given, and answers what that is, by day:
 * 10 free, 8 waited for, 20 on 1 May means 2 today and 20 on 1 May. Answers for every quantity at once; dated parts first.
 */
export function supplyForNewcomer(snapshot: ProjectionSnapshot, newcomer: Newcomer): SupplyPart[] {
  return coverageForNewcomer(snapshot, newcomer).map(({ quantity, on }) => ({
    quantity,
    on,
    shipsOn: on && addWorkingDays(on, snapshot.handlingDays, snapshot.workingDays),
  }));
}

/** The same with the supply each part comes from. */
export function coverageForNewcomer(snapshot: ProjectionSnapshot, newcomer: Newcomer): Coverage[] {
  const line = {
    ...{ manualRank: 0, priorityRank: 1, ...newcomer },
    ...{ orderId: LAST, orderLineId: LAST, queueLineId: LAST },
    ...{ allocated: 0, waiting: MAXIMUM_QUANTITY, isOnHold: false },
  };
  const projected = project({ ...snapshot, demand: [...snapshot.demand, line] });
  return projected.find(({ queueLineId }) => queueLineId === LAST)?.coveredBy ?? [];
}

const LAST = Number.MAX_SAFE_INTEGER;

/** What becomes of a quantity: what is there today, what comes by `laterOn`, what comes nobody knows when or not at all. */
export type Outcome = { now: Quantity; later: Quantity; laterOn: CalendarDate | null; undated: Quantity };

/** What a quantity gets of `parts`, behind `ahead` units that the same order takes before it. */
export function outcomeOf(
  parts: readonly SupplyPart[],
  { quantity, ahead, today }: { quantity: Quantity; ahead: Quantity; today: CalendarDate },
): Outcome {
  const outcome: Outcome = { now: 0, later: 0, laterOn: null, undated: 0 };
  let before = ahead;
  let left = quantity;
  for (const part of parts) {
    const there = Math.max(0, part.quantity - before);
    before = Math.max(0, before - part.quantity);
    const taken = Math.min(left, there);
    left -= taken;
    if (taken === 0 || part.on === null) {
      outcome.undated += taken;
    } else if (part.on <= today) {
      outcome.now += taken;
    } else {
      outcome.later += taken;
      outcome.laterOn = part.shipsOn;
    }
  }
  return { ...outcome, undated: outcome.undated + left };
}
