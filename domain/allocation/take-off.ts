import type { Quantity } from '#domain/quantity.ts';

/** What a line asks for, the part of it that stock is allocated to, and the part of that which is picked already. */
export type Standing = { open: Quantity; allocated: Quantity; picked: Quantity };

/** A quantity taken off a line, by where it stood. */
export type TakenOff = {
  /** Waited for stock. */
  waiting: Quantity;
  /** Was allocated and not picked. */
  allocated: Quantity;
  picked: Quantity;
};

/** Takes a quantity of at most `open` off a line: first what waits, then what is allocated, then what is picked. */
export function takeOff(line: Standing, quantity: Quantity): TakenOff {
  const waiting = Math.min(quantity, line.open - line.allocated);
  const allocated = Math.min(quantity - waiting, line.allocated - line.picked);
  return { waiting, allocated, picked: quantity - waiting - allocated };
}
