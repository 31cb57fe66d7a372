import type { Quantity } from '#domain/quantity.ts';

/** A line of a fulfillment, with what the shop has of it still. */
export type HandedOver = { fulfillmentLineId: string; left: Quantity };

/** One delivery of an item to a shop. */
type Delivery = { deliveredAt: string; fulfillmentId: string; lines: HandedOver[] };

/** What is taken of a delivery: what to name to the company. */
export type TakenBack = { fulfillmentId: string; lines: { fulfillmentLineId: string; quantity: Quantity }[] };

/** What each shop was handed of each item and did not give back. */
export class Deliveries {
  readonly #ofShopAndItem = new Map<string, Delivery[]>();

  add(of: { storeNo: string; itemNo: string }, delivered: Omit<Delivery, 'lines'>, line: HandedOver): void {
    const key = keyOf(of);
    const deliveries = this.#ofShopAndItem.get(key) ?? [];
    this.#ofShopAndItem.set(key, deliveries);
    const same = deliveries.find(({ fulfillmentId }) => fulfillmentId === delivered.fulfillmentId);
    if (same) same.lines.push(line);
    else deliveries.push({ ...delivered, lines: [line] });
  }

  /** Takes units off the newest delivery that covers them; else says why none does. */
  takeBack(of: { storeNo: string; itemNo: string; quantity: Quantity }): TakenBack | { uncovered: string } {
    const newestFirst = (this.#ofShopAndItem.get(keyOf(of)) ?? []).toSorted(
      (a, b) => b.deliveredAt.localeCompare(a.deliveredAt) || Number(BigInt(b.fulfillmentId) - BigInt(a.fulfillmentId)),
    );
    if (newestFirst.length === 0) return { uncovered: 'none was delivered to that shop' };
    const covering = newestFirst.find((delivery) => leftOf(delivery) >= of.quantity);
    if (!covering) return { uncovered: `no delivery covers more than ${Math.max(...newestFirst.map(leftOf))}` };
    return { fulfillmentId: covering.fulfillmentId, lines: takeOff(covering.lines, of.quantity) };
  }
}

function keyOf({ storeNo, itemNo }: { storeNo: string; itemNo: string }): string {
  return `${storeNo} ${itemNo}`;
}

function leftOf({ lines }: Delivery): Quantity {
  return lines.reduce((sum, { left }) => sum + left, 0);
}

function takeOff(lines: readonly HandedOver[], quantity: Quantity): TakenBack['lines'] {
  let wanted = quantity;
  return lines.flatMap((line) => {
    const taken = Math.min(line.left, wanted);
    line.left -= taken;
    wanted -= taken;
    return taken > 0 ? [{ fulfillmentLineId: line.fulfillmentLineId, quantity: taken }] : [];
  });
}
