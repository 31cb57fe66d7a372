import { choosePool } from '#domain/purchasing/choose-pool.ts';
import { type LeadTimePool, RECEIPTS_USED, rankQuantile, widened } from '#domain/purchasing/lead-time-pool.ts';
import { addDays, addWorkingDays, type CalendarDate, daysBetween } from '#domain/time/calendar.ts';

/** The receipts a pool is made of, from all of the company to those of one item. */
export const POOL_KINDS = ['company', 'warehouse', 'supplier', 'supplier_warehouse', 'variant'] as const;
/** What the receipts of a pool have in common. */
export type PoolKind = (typeof POOL_KINDS)[number];

/** A pool with its history. */
export type Pool = { kind: PoolKind; history: LeadTimePool };

/** Between which days goods can ship, with the receipts behind it. */
export type LikelyBetween = { p50On: CalendarDate; p90On: CalendarDate; pool: PoolKind; receipts: number };

/** Why no range is said: what comes has no date, nothing comes, history is too short, or the supplier names a later day. */
export type NoRange = 'in_stock' | 'no_date' | 'not_enough_history' | 'expected_later';

export type OpenOrder = {
  orderedOn: CalendarDate;
  /** The day it covers what waits, by the supplier. */
  expectedOn: CalendarDate;
  today: CalendarDate;
  handlingDays: number;
  workingDays: readonly number[];
};

/**
 * The days between which an order that is on its way will likely be here and can ship: at 50 and 90 %, by the pool that was best
 * kept at 90 %. The longer it has been on its way, the fewer receipts it compares with: only those that took longer. Pools
 * run from the widest to the narrowest. Where the supplier's day lies beyond the range, that day is all that is said.
 */
export function likelyBetween(pools: readonly Pool[], order: OpenOrder): LikelyBetween | { noRangeBecause: NoRange } {
  const elapsedDays = Math.max(0, daysBetween(order.orderedOn, order.today));
  const chosen = choosePool(pools, 90);
  const days = chosen && daysAfter(chosen.history, elapsedDays);
  if (!(chosen && days)) return { noRangeBecause: 'not_enough_history' };
  if (addDays(order.orderedOn, days.p90) < order.expectedOn) return { noRangeBecause: 'expected_later' };
  const shipsOn = (inDays: number) =>
    addWorkingDays(addDays(order.orderedOn, inDays), order.handlingDays, order.workingDays);
  return { p50On: shipsOn(days.p50), p90On: shipsOn(days.p90), pool: chosen.kind, receipts: days.receipts };
}

/** The 50 and 90 % of the receipts that took longer than so many days; null where they are too few. */
function daysAfter(history: LeadTimePool, elapsedDays: number): { p50: number; p90: number; receipts: number } | null {
  const longer = history.days.slice(-RECEIPTS_USED).filter((days) => days > elapsedDays || elapsedDays === 0);
  const [p50, p90] = ([50, 90] as const).map((level) => {
    const ranked = rankQuantile(longer, level);
    return ranked === null ? null : widened(ranked, history.widening(level));
  });
  if (p50 == null || p90 == null) return null;
  return { p50, p90: Math.max(p50, p90), receipts: longer.length };
}
