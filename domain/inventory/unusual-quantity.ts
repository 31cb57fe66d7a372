import type { Quantity } from '#domain/quantity.ts';

/** From how many base units on a quantity is asked about where nothing is known that it could be compared with. */
const LARGE_QUANTITY = 10_000;

/** How many times what is known a count must say to be asked about: a digit too many, or a code that landed in the field. */
const TIMES_KNOWN = 10;

/** Whether a count, or what an adjustment would leave, is so far above what is on record that somebody should look again. */
export function isUnusualCount(known: Quantity, stated: Quantity): boolean {
  return stated >= (known > 0 ? TIMES_KNOWN * known : LARGE_QUANTITY) && stated > known;
}

/** Whether a quantity to order or to buy is so large, and so far above what is known of the item, that it is more likely a slip of the hand. */
export function isUnusualOrder(known: Quantity, quantity: Quantity): boolean {
  return quantity >= LARGE_QUANTITY && quantity > known;
}

/** Units of a receipt above what is still to come of its purchase-order line. */
export function unitsOver(remaining: Quantity, quantity: Quantity): Quantity {
  return Math.max(0, quantity - remaining);
}
