import { type AllocationPolicy, compareRank, type Rank } from '#domain/allocation/rank.ts';
import { exclusion, type WaitingLine } from '#domain/allocation/waiting-line.ts';
import { type Quantity, wholeMultiples } from '#domain/quantity.ts';
import type { CalendarDate } from '#domain/time/calendar.ts';

/** A line that holds stock another may be given: soft and not picked. */
export type Lender = Rank & {
  stockId: string;
  movable: Quantity;
  orderMultiple: number;
  /** Its ship policy is `complete`: what it holds it needs whole. */
  shipsWhole: boolean;
};

export type RaiseSnapshot = {
  policy: AllocationPolicy;
  today: CalendarDate;
  reserveAheadDays: number;
  /** The lines whose rank a person raised, with their new rank, and all lines of every `complete` group among them. */
  raised: readonly WaitingLine[];
  lenders: readonly Lender[];
  /** Units of a stock that are free and that nobody ahead takes. */
  free: ReadonlyMap<string, Quantity>;
};

/** Reserved units that change their line. */
export type Move = { fromLineId: number; toLineId: number; stockId: string; quantity: Quantity };

/**
 * What raised lines get from claims that are now below them: the lowest-ranked lender first, whole multiples of both
 * lines, nothing picked or firm (that is never `movable`), nothing from another raised line, and nothing from an order
 * that ships only as a whole, because what it would keep could not ship. What is on hold or "not before" gets nothing.
 * Lines that ship only as a whole get everything they wait for, counting free stock, or nothing. Pure; the higher ranked
 * of two raised lines is served first.
 */
export function raise(snapshot: RaiseSnapshot): Move[] {
  const raised = [...snapshot.raised].sort((a, b) => compareRank(snapshot.policy, a, b));
  const own = new Set(raised.map(({ queueLineId }) => queueLineId));
  const lenders = [...snapshot.lenders]
    .filter(({ queueLineId, shipsWhole }) => !shipsWhole && !own.has(queueLineId))
    .sort((a, b) => compareRank(snapshot.policy, b, a));
  const movable = new Map(lenders.map(({ queueLineId, movable }) => [queueLineId, movable]));
  const free = new Map(snapshot.free);
  const moves: Move[] = [];
  for (const group of groupsOf(raised)) {
    if (group.some((line) => exclusion(line, snapshot) !== null)) continue;
    const found = group.map((line) => take(line, lenders, movable, free, snapshot.policy));
    const isServed = group.every(
      (line, index) => line.completeGroupId === null || (found[index] as Taken).missing === 0,
    );
    for (const taken of found) {
      if (isServed) moves.push(...taken.moves);
      else taken.undo();
    }
  }
  return moves;
}

/** Each line by itself, and the lines of a `complete` group together, at the place of their first. */
function groupsOf(ranked: readonly WaitingLine[]): WaitingLine[][] {
  const groups = new Map<string, WaitingLine[]>();
  for (const line of ranked) {
    const key = line.completeGroupId ?? `line ${line.queueLineId}`;
    groups.set(key, [...(groups.get(key) ?? []), line]);
  }
  return [...groups.values()];
}

type Taken = { moves: Move[]; missing: Quantity; undo(): void };

function take(
  line: WaitingLine,
  lenders: readonly Lender[],
  movable: Map<number, Quantity>,
  free: Map<string, Quantity>,
  policy: AllocationPolicy,
): Taken {
  const before = free.get(line.stockId) ?? 0;
  const fromFree = wholeMultiples(Math.min(line.waiting, before), line.orderMultiple);
  free.set(line.stockId, before - fromFree);
  const moves: Move[] = [];
  let missing = line.waiting - fromFree;
  for (const lender of lenders) {
    if (lender.stockId !== line.stockId || compareRank(policy, line, lender) >= 0) continue;
    const left = movable.get(lender.queueLineId) ?? 0;
    const quantity = wholeMultiples(
      Math.min(missing, left),
      leastCommonMultiple(line.orderMultiple, lender.orderMultiple),
    );
    if (quantity === 0) continue;
    movable.set(lender.queueLineId, left - quantity);
    missing -= quantity;
    moves.push({ fromLineId: lender.queueLineId, toLineId: line.queueLineId, stockId: line.stockId, quantity });
  }
  return {
    moves,
    missing,
    undo() {
      free.set(line.stockId, (free.get(line.stockId) ?? 0) + fromFree);
      for (const { fromLineId, quantity } of moves) movable.set(fromLineId, (movable.get(fromLineId) ?? 0) + quantity);
    },
  };
}

/** The smallest quantity that is a whole multiple of both. */
export function leastCommonMultiple(a: number, b: number): number {
  let [high, low] = [Math.max(a, b), Math.min(a, b)];
  while (low > 0) [high, low] = [low, high % low];
  return (a / high) * b;
}
