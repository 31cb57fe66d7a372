import { groupBy } from '#domain/group-by.ts';
import type { Quantity } from '#domain/quantity.ts';

/** A line of an order or a backorder that ships only as a whole. */
export type WholeLine = {
  /** The lines with the same id ship together. */
  completeGroupId: string;
  open: Quantity;
  allocated: Quantity;
  picked: Quantity;
  /** What of `allocated` is neither firm nor picked. */
  releasable: Quantity;
};

/** Whether everything that is open of these lines, which ship together, is allocated. */
export function isWhole(group: readonly Pick<WholeLine, 'open' | 'allocated'>[]): boolean {
  return group.every(({ open, allocated }) => open === allocated);
}

/**
 * Which lines give up all their soft stock because what they belong to can no longer ship as a whole (rule 11): nothing is
 * parked on it. What is firm stays, and of what is being picked everything stays, as it is picked whole. Pure.
 */
export function linesThatLetGo<Line extends WholeLine>(lines: readonly Line[]): Line[] {
  return [...groupBy(lines, ({ completeGroupId }) => completeGroupId).values()]
    .filter((group) => !isWhole(group) && group.every(({ picked }) => picked === 0))
    .flatMap((group) => group.filter(({ releasable }) => releasable > 0));
}
