import { daysBetween } from '#domain/time/calendar.ts';
import type { FileCredit } from './read-orders.ts';

/** What happened to one item, in units. */
export type ItemEvents = { opening: number; received: number; shipped: number; phantom: number; returned: number };

/** What the replay itself did, counted as it asked for it and not as the company answered. */
export class EventLog {
  readonly items = new Map<string, ItemEvents>();
  orders = 0;
  lines = 0;
  unitsOrdered = 0;
  unitsShipped = 0;
  unitsBackordered = 0;
  unitsShippedFromBackorders = 0;
  shortPicks = 0;
  unitsPhantom = 0;
  backorders = 0;
  purchaseOrders = 0;
  receipts = 0;
  peakOpenBackorders = { count: 0, on: '' };
  peakOpenUnits = { count: 0, on: '' };
  creditLines = 0;
  unitsReturned = 0;
  /** Credit lines that no delivery covers, each in a sentence; they are not booked. */
  readonly uncoveredCredits: string[] = [];
  /** Their units, by credit invoice and item. */
  readonly uncoveredUnits = new Map<string, number>();
  /** What the company said that does not fit what was done. */
  readonly oddities: string[] = [];
  readonly #outstanding = new Map<string, { units: number; orderedOn: string }>();
  /** Backordered units shipped, by the days they waited. */
  readonly #waits = new Map<number, number>();
  #openUnits = 0;

  item(itemNo: string): ItemEvents {
    let events = this.items.get(itemNo);
    if (!events) {
      events = { opening: 0, received: 0, shipped: 0, phantom: 0, returned: 0 };
      this.items.set(itemNo, events);
    }
    return events;
  }

  ordered(quantities: readonly number[]): void {
    this.orders += 1;
    this.lines += quantities.length;
    for (const quantity of quantities) this.unitsOrdered += quantity;
  }

  shipped(itemNo: string, quantity: number): void {
    this.item(itemNo).shipped += quantity;
    this.unitsShipped += quantity;
  }

  received(itemNo: string, quantity: number): void {
    this.item(itemNo).received += quantity;
  }

  returned({ itemNo, quantity }: FileCredit): void {
    this.item(itemNo).returned += quantity;
    this.creditLines += 1;
    this.unitsReturned += quantity;
  }

  uncovered({ invoiceNo, lineNo, storeNo, itemNo, quantity }: FileCredit, because: string): void {
    const key = `${invoiceNo} ${itemNo}`;
    this.creditLines += 1;
    this.uncoveredUnits.set(key, (this.uncoveredUnits.get(key) ?? 0) + quantity);
    this.uncoveredCredits.push(
      `${invoiceNo} line ${lineNo}: ${quantity} of item ${itemNo} by store ${storeNo}: ${because}`,
    );
  }

  foundShort(itemNo: string, phantom: number): void {
    this.item(itemNo).phantom += phantom;
    this.unitsPhantom += phantom;
    this.shortPicks += 1;
  }

  backordered(backorderId: string, units: number, orderedOn: string): void {
    if (!this.#outstanding.has(backorderId)) this.backorders += 1;
    const before = this.#outstanding.get(backorderId)?.units ?? 0;
    this.#outstanding.set(backorderId, { units: before + units, orderedOn });
    this.unitsBackordered += units;
    this.#openUnits += units;
  }

  filled(backorderId: string, units: number, shippedOn: string): void {
    const backorder = this.#outstanding.get(backorderId);
    if (!backorder) {
      this.oddities.push(`backorder ${backorderId} was ready on ${shippedOn} and nothing opened it`);
      return;
    }
    backorder.units -= units;
    if (backorder.units === 0) this.#outstanding.delete(backorderId);
    const days = daysBetween(backorder.orderedOn, shippedOn);
    this.#waits.set(days, (this.#waits.get(days) ?? 0) + units);
    this.unitsShippedFromBackorders += units;
    this.#openUnits -= units;
  }

  get openBackorders(): number {
    return this.#outstanding.size;
  }

  get openUnits(): number {
    return this.#openUnits;
  }

  /** Notes how much was open at its highest. */
  endDay(on: string): void {
    if (this.openBackorders > this.peakOpenBackorders.count)
      this.peakOpenBackorders = { count: this.openBackorders, on };
    if (this.openUnits > this.peakOpenUnits.count) this.peakOpenUnits = { count: this.openUnits, on };
  }

  /** The days within which a share of the shipped backordered units had waited; null before the first. */
  waitDays(share: number): number | null {
    const days = [...this.#waits].sort(([a], [b]) => a - b);
    let left = Math.ceil(share * this.unitsShippedFromBackorders);
    for (const [day, units] of days) {
      left -= units;
      if (left <= 0) return day;
    }
    return null;
  }
}
