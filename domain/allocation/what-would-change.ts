import { allocate, type Supply } from '#domain/allocation/allocate.ts';
import type { AllocationPolicy, Rank } from '#domain/allocation/rank.ts';
import { settleRaised } from '#domain/allocation/settle-raised.ts';
import type { WaitingLine } from '#domain/allocation/waiting-line.ts';
import { type Quantity, total } from '#domain/quantity.ts';
import type { CalendarDate } from '#domain/time/calendar.ts';

/** One thing that would have given a waiting line stock now, and how much. */
export type WouldChange = {
  change: 'more_stock' | 'release' | 'earlier_day' | 'ship_partial' | 'high_priority';
  /** What the line would get; of `more_stock`, the units that are missing. */
  quantity: Quantity;
};

/** A line that holds stock another may be given: soft and not picked. */
export type Lender = Rank & {
  stockId: string;
  movable: Quantity;
  orderMultiple: number;
  /** Its ship policy is `complete`: what it holds it needs whole. */
  shipsWhole: boolean;
};

type Queue = {
  policy: AllocationPolicy;
  today: CalendarDate;
  reserveAheadDays: number;
  /** Free stock of what the line waits for, and of everything that ships only as a whole with a line of this queue. */
  supplies: readonly Supply[];
  /** Every line that waits for any of these, this one too. */
  lines: readonly WaitingLine[];
  lenders: readonly Lender[];
};

/**
 * What would have changed the answer for a line that waits: a release of its hold, an earlier day, shipping in part, the
 * high-priority mark, or so many more units. Each is tried alone, on the queue as it is; what would give nothing is left
 * out. Pure.
 */
export function whatWouldChange(line: WaitingLine, queue: Queue): WouldChange[] {
  const decide = (changed: WaitingLine) =>
    allocate({
      ...queue,
      lines: queue.lines.map((other) => (other.queueLineId === line.queueLineId ? changed : other)),
    }).filter(({ queueLineId }) => queueLineId === line.queueLineId);
  const gained = (changed: WaitingLine) => total(decide(changed), ({ quantity }) => quantity);
  const marked = { ...line, priorityRank: 0 };
  const would: WouldChange[] = [];
  const add = (change: WouldChange['change'], quantity: Quantity) => {
    if (quantity > 0) would.push({ change, quantity });
  };
  if (line.isOnHold) add('release', gained({ ...line, isOnHold: false }));
  if (line.requestedOn !== null && !line.isOnHold) add('earlier_day', gained({ ...line, requestedOn: null }));
  if (line.completeGroupId !== null) add('ship_partial', gained({ ...line, completeGroupId: null }));
  if (line.priorityRank > 0 && line.completeGroupId === null)
    add('high_priority', gained(marked) + lentTo(marked, queue));
  add(
    'more_stock',
    total(decide(line), ({ short }) => short),
  );
  const isExcluded = decide(line).some(({ outcome }) => outcome === 'excluded');
  const now = gained(line);
  return would.filter(({ change, quantity }) => change === 'more_stock' || isExcluded || quantity > now);
}

/** What claims below a line would lend it. */
function lentTo(line: WaitingLine, queue: Queue): Quantity {
  const moves = settleRaised({
    ...queue,
    lines: [
      line,
      ...queue.lenders.map((lender) => ({
        ...lender,
        waiting: 0,
        completeGroupId: lender.shipsWhole ? `line ${lender.queueLineId}` : null,
        isOnHold: false,
        requestedOn: null,
      })),
    ],
    holds: queue.lenders.map(({ queueLineId, movable }) => ({
      allocationId: `of ${queueLineId}`,
      lineId: queueLineId,
      quantity: movable,
      lenderIds: [],
    })),
    free: new Map(),
  });
  return total(moves, ({ quantity }) => quantity);
}
