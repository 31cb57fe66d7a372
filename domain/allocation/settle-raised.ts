import { type AllocationPolicy, compareRank, type Rank } from '#domain/allocation/rank.ts';
import { exclusion, type WaitingLine } from '#domain/allocation/waiting-line.ts';
import { type Quantity, wholeMultiples } from '#domain/quantity.ts';
import type { CalendarDate } from '#domain/time/calendar.ts';

/** A line that waits for one of the stocks, or holds soft stock of it that is not picked. Waiting may be 0. */
export type SettledLine = Rank &
  Pick<WaitingLine, 'stockId' | 'waiting' | 'orderMultiple' | 'completeGroupId' | 'isOnHold' | 'requestedOn'>;

/** Units of one allocation that may move: soft and not picked. */
export type MovableHold = {
  allocationId: string;
  lineId: number;
  quantity: Quantity;
  /**
   * Whose stock it was before anybody's rank was raised, best claim first: the line that held it, then the other lines its
   * waiting part stands in by now. Empty when the holder got it itself.
   */
  lenderIds: readonly number[];
};

export type RaisedSnapshot = {
  policy: AllocationPolicy;
  today: CalendarDate;
  reserveAheadDays: number;
  lines: readonly SettledLine[];
  /** Oldest first. */
  holds: readonly MovableHold[];
  /** Units of a stock that are free and that nobody ahead takes. */
  free: ReadonlyMap<string, Quantity>;
};

/** Allocated units that change their line; `isReturn` when they go back to the line that lent them. */
export type SettledMove = {
  allocationId: string;
  fromLineId: number;
  toLineId: number;
  quantity: Quantity;
  isReturn: boolean;
};

/**
 * Who holds soft, unpicked stock when people have raised ranks (rule 12). Decided from the beginning each time, so that it
 * follows from the ranks as they are and not from the order in which marks came and went: first everything goes back
 * to whoever held it before any raise, as far as they still wait; then raised lines, the highest first, take from claims
 * below them, the lowest first, in whole multiples of both. Answers only what changes its line.
 *
 * What is on hold or "not before" takes nothing. An order that ships only as a whole takes everything it waits for, counting
 * free stock, or nothing, and lends nothing: without it the rest could not ship. Pure.
 */
export function settleRaised(snapshot: RaisedSnapshot): SettledMove[] {
  const state = new State(snapshot);
  state.giveBack();
  const raised = snapshot.lines
    .filter((line) => isRaised(snapshot.policy, line))
    .sort((a, b) => compareRank(snapshot.policy, a, b));
  for (const group of groupsOf(raised)) {
    if (group.some((line) => exclusion(line, snapshot) !== null)) continue;
    state.serve(group);
  }
  return state.moves();
}

/** Whether a person's act puts a line ahead of where its tier and age would: an override, or a mark where the policy counts it. */
function isRaised(policy: AllocationPolicy, rank: Pick<Rank, 'manualRank' | 'priorityRank'>): boolean {
  return rank.manualRank < 0 || (policy === 'priority' && rank.manualRank === 0 && rank.priorityRank === 0);
}

/** Units of one allocation on their way: with `holderId` now, with `lineId` in the end. */
type Unit = Pick<MovableHold, 'allocationId' | 'lenderIds' | 'quantity'> & { holderId: number; lineId: number };

class State {
  readonly #snapshot: RaisedSnapshot;
  readonly #lines: ReadonlyMap<number, SettledLine>;
  readonly #waiting: Map<number, Quantity>;
  readonly #free: Map<string, Quantity>;
  #units: Unit[];

  constructor(snapshot: RaisedSnapshot) {
    this.#snapshot = snapshot;
    this.#lines = new Map(snapshot.lines.map((line) => [line.queueLineId, line]));
    this.#waiting = new Map(snapshot.lines.map((line) => [line.queueLineId, line.waiting]));
    this.#free = new Map(snapshot.free);
    this.#units = snapshot.holds.map((hold) => ({ ...hold, holderId: hold.lineId }));
  }

  /**
   * Puts every loan back with its lender: whole, where the lender still waits for all it lent, through however many hands
   * that went; else what each holder can give, the newest first.
   */
  giveBack(): void {
    const loans = this.#snapshot.holds.filter(({ lenderIds }) => lenderIds.length > 0).reverse();
    const whole = this.#loansToReturnWhole(loans);
    for (const hold of whole) this.#return(hold);
    const others = loans.filter((hold) => !whole.includes(hold));
    for (const held of gather(others, ({ lineId, lenderIds }) => [lineId, ...lenderIds].join()))
      this.#giveSomeBack(held);
  }

  /**
   * The loans that leave whole multiples everywhere when all of them go back at once. Units of several lenders may have gone on
   * together, so whoever holds some of them decides about all of their lenders.
   */
  #loansToReturnWhole(loans: readonly MovableHold[]): readonly MovableHold[] {
    const lenderOf = ({ lenderIds }: MovableHold) => lenderIds[0] as number;
    const broken = new Set<number>();
    const lent = gather(loans, (hold) => String(lenderOf(hold)));
    for (const some of lent)
      if (!this.#canTakeAll(lenderOf(some[0] as MovableHold), some)) broken.add(lenderOf(some[0] as MovableHold));
    for (;;) {
      const whole = loans.filter((hold) => !broken.has(lenderOf(hold)));
      const unfit = gather(whole, ({ lineId }) => String(lineId)).find(
        (held) => !isWhole(totalOf(held), this.#lines.get((held[0] as MovableHold).lineId)),
      );
      if (!unfit) return whole;
      for (const hold of unfit) broken.add(lenderOf(hold));
    }
  }

  #canTakeAll(lenderId: number, loans: readonly MovableHold[]): boolean {
    const lender = this.#lines.get(lenderId);
    const isOpen = lender?.completeGroupId === null && totalOf(loans) <= this.#waitingOf(lenderId);
    return isOpen && isWhole(totalOf(loans), lender);
  }

  #return({ allocationId, lineId, quantity, lenderIds }: MovableHold): void {
    const lenderId = lenderIds[0] as number;
    for (const unit of this.#units) if (unit.allocationId === allocationId) unit.lineId = lenderId;
    this.#waiting.set(lineId, this.#waitingOf(lineId) + quantity);
    this.#waiting.set(lenderId, this.#waitingOf(lenderId) - quantity);
  }

  /** What one holder has of these lenders; several loans together, for the sake of whole multiples. */
  #giveSomeBack(held: readonly MovableHold[]): void {
    const { lineId, lenderIds } = held[0] as MovableHold;
    const lent = new Set(held.map(({ allocationId }) => allocationId));
    for (const lenderId of lenderIds) {
      const lender = this.#lines.get(lenderId);
      if (!lender || lender.completeGroupId !== null) continue;
      const units = this.#unitsOf(lineId, lenderId).filter(({ allocationId }) => lent.has(allocationId));
      this.#move(units, lender, this.#waitingOf(lenderId));
    }
  }

  /** Serves one raised line, or all lines of an order that ships only as a whole, or nobody. */
  serve(group: readonly SettledLine[]): void {
    const before = {
      units: this.#units.map((unit) => ({ ...unit })),
      waiting: new Map(this.#waiting),
      free: new Map(this.#free),
    };
    for (const line of group) this.#serveLine(line);
    const isWhole = group.every((line) => line.completeGroupId === null || this.#waitingOf(line.queueLineId) === 0);
    if (isWhole) return;
    this.#units = before.units;
    for (const [id, quantity] of before.waiting) this.#waiting.set(id, quantity);
    for (const [id, quantity] of before.free) this.#free.set(id, quantity);
  }

  moves(): SettledMove[] {
    return this.#units
      .filter(({ holderId, lineId, quantity }) => holderId !== lineId && quantity > 0)
      .map(({ allocationId, lenderIds, holderId, lineId, quantity }) => ({
        allocationId,
        fromLineId: holderId,
        toLineId: lineId,
        quantity,
        isReturn: lenderIds.includes(lineId),
      }));
  }

  #serveLine(line: SettledLine): void {
    const { policy, lines } = this.#snapshot;
    const free = this.#free.get(line.stockId) ?? 0;
    const fromFree = wholeMultiples(Math.min(this.#waitingOf(line.queueLineId), free), line.orderMultiple);
    this.#free.set(line.stockId, free - fromFree);
    this.#waiting.set(line.queueLineId, this.#waitingOf(line.queueLineId) - fromFree);
    const below = lines
      .filter((other) => other.stockId === line.stockId && other.completeGroupId === null)
      .filter((other) => compareRank(policy, line, other) < 0)
      .sort((a, b) => compareRank(policy, b, a));
    for (const lender of below) {
      const needed = this.#waitingOf(line.queueLineId);
      if (needed === 0) return;
      this.#move(this.#unitsOf(lender.queueLineId, line.queueLineId), line, needed);
    }
  }

  /** Units at a line: those first that the taker has in hand already, then those on their way, so that little moves. */
  #unitsOf(lineId: number, takerId: number): Unit[] {
    const detour = ({ holderId }: Unit) => (holderId === takerId ? 0 : holderId === lineId ? 2 : 1);
    return this.#units.filter((unit) => unit.lineId === lineId).sort((a, b) => detour(a) - detour(b));
  }

  /** Moves up to `quantity` of these units of one line to another, in whole multiples of both lines. */
  #move(units: readonly Unit[], to: SettledLine, quantity: Quantity): void {
    const from = units[0] && this.#lines.get(units[0].lineId);
    if (!from) return;
    const held = units.reduce((sum, unit) => sum + unit.quantity, 0);
    let left = wholeMultiples(Math.min(quantity, held), leastCommonMultiple(from.orderMultiple, to.orderMultiple));
    this.#waiting.set(to.queueLineId, this.#waitingOf(to.queueLineId) - left);
    this.#waiting.set(from.queueLineId, this.#waitingOf(from.queueLineId) + left);
    for (const unit of units) {
      const moved = Math.min(unit.quantity, left);
      if (moved === 0) break;
      left -= moved;
      if (moved < unit.quantity) this.#units.push({ ...unit, quantity: unit.quantity - moved });
      unit.quantity = moved;
      unit.lineId = to.queueLineId;
    }
  }

  #waitingOf(lineId: number): Quantity {
    return this.#waiting.get(lineId) ?? 0;
  }
}

/** Each line by itself, and the lines of a `complete` group together, at the place of their first. */
function groupsOf(ranked: readonly SettledLine[]): SettledLine[][] {
  return gather(ranked, ({ completeGroupId, queueLineId }) => completeGroupId ?? `line ${queueLineId}`);
}

function totalOf(holds: readonly MovableHold[]): Quantity {
  return holds.reduce((sum, { quantity }) => sum + quantity, 0);
}

function isWhole(quantity: Quantity, line: SettledLine | undefined): boolean {
  return line !== undefined && quantity % line.orderMultiple === 0;
}

/** What has one key together, at the place of its first. */
function gather<Item>(items: readonly Item[], keyOf: (item: Item) => string): Item[][] {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group) group.push(item);
    else groups.set(keyOf(item), [item]);
  }
  return [...groups.values()];
}

/** The smallest quantity that is a whole multiple of both. */
function leastCommonMultiple(a: number, b: number): number {
  let [high, low] = [Math.max(a, b), Math.min(a, b)];
  while (low > 0) [high, low] = [low, high % low];
  return (a / high) * b;
}
