import { type AllocationPolicy, compareRank, type Rank } from '#domain/allocation/rank.ts';
import type { Quantity } from '#domain/quantity.ts';

/** A line that holds stock which may be taken back: soft and not yet picked. */
export type ReleasableLine = Rank & { releasable: Quantity };

/**
 * Takes `quantity` units of allocated stock back, from the lowest-ranked line upwards, because the stock turned out not
 * to be there. Answers what each touched line loses, lowest rank first; less in sum when there is less to take.
 */
export function releaseLowestRanked<Line extends ReleasableLine>(
  policy: AllocationPolicy,
  lines: readonly Line[],
  quantity: Quantity,
): { line: Line; quantity: Quantity }[] {
  const released: { line: Line; quantity: Quantity }[] = [];
  let left = quantity;
  for (const line of [...lines].sort((a, b) => compareRank(policy, b, a))) {
    const taken = Math.min(line.releasable, left);
    if (taken > 0) released.push({ line, quantity: taken });
    left -= taken;
  }
  return released;
}
