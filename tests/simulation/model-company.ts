/**
 * The rules of stock, queue and backorders once more, as simply as they can be said: plain objects, no database, no
 * idea of how the product does it. Orders here ship in part, stock is dealt automatically by priority, and shortages
 * become backorders.
 */
export class ModelCompany {
  readonly onHand: Record<string, number> = {};
  /** What a count did not find although it is in hand: an open exception holds it. */
  readonly missing: Record<string, number> = {};
  /** Every confirmed order line and backorder line, in the order they joined. */
  readonly demand: Demand[] = [];
  readonly picks: PickedGoods[] = [];
  readonly putBacks: { sku: string; quantity: number; done: boolean }[] = [];

  of(sku: string): Demand[] {
    return this.demand.filter((one) => one.sku === sku);
  }

  stock(sku: string): { onHand: number; allocated: number; available: number; waiting: number; backordered: number } {
    const lines = this.of(sku);
    const onHand = this.onHand[sku] ?? 0;
    const putBack = this.putBacks.filter((task) => task.sku === sku && !task.done);
    const allocated = sum(lines, ({ allocated }) => allocated) + sum(putBack, ({ quantity }) => quantity);
    return {
      onHand,
      allocated,
      available: Math.max(0, onHand - allocated - (this.missing[sku] ?? 0)),
      waiting: sum(lines, ({ open, allocated }) => open - allocated),
      backordered: sum(lines, ({ open, isBackorder }) => (isBackorder ? open : 0)),
    };
  }

  /** Free stock goes to whoever waits, in rank order. */
  deal(sku: string): void {
    let free = this.stock(sku).available;
    for (const line of [...this.of(sku)].sort(byRank)) {
      const given = Math.min(free, line.open - line.allocated);
      line.allocated += given;
      free -= given;
    }
  }

  receive(sku: string, quantity: number): void {
    this.onHand[sku] = (this.onHand[sku] ?? 0) + quantity;
    this.deal(sku);
  }

  /** Joins the queue and gets what nobody ahead waits for. Lines left without any become backorders. */
  confirm(lines: readonly Demand[]): Demand[] {
    this.demand.push(...lines);
    for (const { sku } of lines) this.deal(sku);
    return lines.filter(({ allocated }) => allocated === 0);
  }

  /** Moves a quantity to a backorder; what is allocated beyond the rest of the line moves along. */
  backorder(line: Demand, quantity: number, to: { backorderId: string; backorderLineId: string }): void {
    const moved = Math.max(0, quantity - (line.open - line.allocated));
    line.open -= quantity;
    line.backordered += quantity;
    line.allocated -= moved;
    this.demand.push({
      ...newDemand(line),
      ...to,
      isBackorder: true,
      quantity,
      open: quantity,
      allocated: moved,
      joined: this.demand.length,
    });
  }

  /** Phantom units leave stock; what was picked waits to be shipped. */
  pick(id: string | null, lines: readonly { line: Demand; picked: number; short: number }[]): void {
    for (const { line, picked, short } of lines) {
      const phantom = Math.max(0, short - (line.open - line.picked - (line.allocated - line.picked)));
      line.picked += picked;
      line.allocated -= phantom;
      this.onHand[line.sku] = (this.onHand[line.sku] ?? 0) - phantom;
    }
    if (id !== null)
      this.picks.push({ id, lines: lines.map(({ line, picked }) => ({ line, leaving: picked })), state: 'picked' });
  }

  ship(pick: PickedGoods): void {
    pick.state = 'shipped';
    for (const { line, leaving } of pick.lines) {
      line.open -= leaving;
      line.allocated -= leaving;
      line.picked -= leaving;
      line.filled += leaving;
      this.onHand[line.sku] = (this.onHand[line.sku] ?? 0) - leaving;
    }
  }

  void(pick: PickedGoods): void {
    pick.state = 'voided';
    for (const { line, leaving } of pick.lines) line.picked -= leaving;
  }

  /**
   * First what waits, then what is allocated, then what is picked: that is put back, the newest pick first. The free
   * stock of all items of the order, or of the backorder, is dealt again.
   */
  cancel(line: Demand, quantity: number): void {
    this.#giveUp(line, quantity);
    this.#dealAllOf(({ orderId, backorderId }) =>
      line.isBackorder ? backorderId === line.backorderId : orderId === line.orderId,
    );
  }

  #giveUp(line: Demand, quantity: number): void {
    const reserved = Math.max(0, quantity - (line.open - line.allocated));
    let toPutBack = Math.max(0, reserved - (line.allocated - line.picked));
    line.open -= quantity;
    line.cancelled += quantity;
    line.allocated -= reserved;
    line.picked -= toPutBack;
    for (const pick of [...this.picks].reverse()) {
      for (const part of pick.lines) {
        if (pick.state !== 'picked' || part.line !== line) continue;
        const taken = Math.min(part.leaving, toPutBack);
        part.leaving -= taken;
        toPutBack -= taken;
        if (taken > 0) this.putBacks.push({ sku: line.sku, quantity: taken, done: false });
      }
      if (pick.state === 'picked' && pick.lines.every(({ leaving }) => leaving === 0)) pick.state = 'voided';
    }
  }

  #dealAllOf(isDealt: (demand: Demand) => boolean): void {
    for (const sku of new Set(this.demand.filter(isDealt).map((one) => one.sku))) this.deal(sku);
  }

  /** A row asks for less: first what waits, the newest claims first, then what is allocated; never what is picked. */
  less(row: readonly Demand[], quantity: number): void {
    const newestFirst = [...row].sort((a, b) => b.queued - a.queued || b.joined - a.joined);
    let left = quantity;
    const take = (mayGive: (line: Demand) => number) => {
      for (const line of newestFirst) {
        const taken = Math.min(left, mayGive(line));
        this.#giveUp(line, taken);
        this.#takeBack(line, taken);
        left -= taken;
      }
    };
    take((line) => line.open - line.allocated);
    take((line) => line.allocated - line.picked);
    this.#dealAllOf(({ orderId }) => orderId === row[0]?.orderId);
  }

  /** What is no longer wanted is read nowhere: not as ordered, not as backordered, not as cancelled. */
  #takeBack(line: Demand, quantity: number): void {
    line.quantity -= quantity;
    line.cancelled -= quantity;
    if (!line.isBackorder) return;
    const own = this.demand.find((one) => !one.isBackorder && one.orderLineId === line.orderLineId) as Demand;
    own.quantity -= quantity;
    own.backordered -= quantity;
  }

  /** A row asks for more: a claim of its own, on the backorder that is named or open on the order. */
  more(line: Demand, to: { backorderId: string; backorderLineId: string } | null): void {
    this.demand.push(line);
    if (to) this.backorder(line, line.open, to);
    this.#dealAllOf(({ orderId }) => orderId === line.orderId);
  }

  finishPutBack(task: { sku: string; done: boolean }): void {
    task.done = true;
    this.deal(task.sku);
  }

  /** Less than is allocated takes from the lowest rank what is not picked; nothing goes below what is in hand. What a count
   * finds free is dealt, whether it found more or less. */
  count(sku: string, counted: number): void {
    const before = this.stock(sku);
    let missing = before.allocated - counted;
    for (const line of [...this.of(sku)].sort(byRank).reverse()) {
      const taken = Math.max(0, Math.min(line.allocated - line.picked, missing));
      line.allocated -= taken;
      missing -= taken;
    }
    this.missing[sku] = Math.max(0, missing);
    this.onHand[sku] = counted + Math.max(0, missing);
    this.deal(sku);
  }
}

export type Demand = {
  orderLineId: string;
  /** The line it raises, or itself. */
  rowId: string;
  backorderId: string | null;
  backorderLineId: string | null;
  isBackorder: boolean;
  orderId: string;
  sku: string;
  /** 0 VIP, 1 standard, 2 low. */
  tier: number;
  /** The place of its order among all confirmed ones, then its place in it. */
  queued: number;
  position: number;
  joined: number;
  quantity: number;
  open: number;
  allocated: number;
  picked: number;
  filled: number;
  backordered: number;
  cancelled: number;
};

export type PickedGoods = {
  id: string;
  lines: { line: Demand; leaving: number }[];
  state: 'picked' | 'shipped' | 'delivered' | 'voided';
};

/** A line as it joins the queue. */
export function newDemand(
  line: Pick<
    Demand,
    'orderLineId' | 'rowId' | 'orderId' | 'sku' | 'tier' | 'queued' | 'position' | 'joined' | 'quantity'
  >,
): Demand {
  const { orderLineId, rowId, orderId, sku, tier, queued, position, joined, quantity } = line;
  return {
    ...{ orderLineId, rowId, orderId, sku, tier, queued, position, joined, quantity },
    ...{ backorderId: null, backorderLineId: null, isBackorder: false },
    ...{ open: quantity, allocated: 0, picked: 0, filled: 0, backordered: 0, cancelled: 0 },
  };
}

function byRank(a: Demand, b: Demand): number {
  return a.tier - b.tier || a.queued - b.queued || a.position - b.position || a.joined - b.joined;
}

function sum<T>(things: readonly T[], figure: (thing: T) => number): number {
  return things.reduce((total, thing) => total + figure(thing), 0);
}
