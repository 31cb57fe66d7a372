/**
 * A whole number of a variant's base unit (bottle, can, keg, or case where cases are never split). Never a fraction.
 */
export type Quantity = number;

/** The largest quantity one line may ask for, in base units. */
export const MAXIMUM_QUANTITY = 10_000_000;

/** The largest whole multiple of `orderMultiple` that is at most `quantity`: what may be promised or picked of it. */
export function wholeMultiples(quantity: Quantity, orderMultiple: number): Quantity {
  return quantity - (quantity % orderMultiple);
}

/** A quantity as people say it: 27 bottles of 12 a case is `{ cases: 2, units: 3 }`. */
export function inCases(quantity: Quantity, unitsPerCase: number): { cases: number; units: number } {
  const units = quantity % unitsPerCase;
  return { cases: (quantity - units) / unitsPerCase, units };
}

/** The smallest number of whole cases that holds so many units, in units; none for less than none. */
export function wholeCases(units: number, unitsPerCase: number): Quantity {
  return Math.ceil(Math.max(0, units) / unitsPerCase) * unitsPerCase;
}

/** Adds up one figure over many things: `total(lines, (line) => line.quantity)`. */
export function total<T>(things: readonly T[], figure: (thing: T) => number): number {
  return things.reduce((sum, thing) => sum + figure(thing), 0);
}
