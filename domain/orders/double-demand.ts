import { type Quantity, total } from '#domain/quantity.ts';

/** What to do about a variant the customer already waits for: order all of it, order what exceeds it, or instead of it. */
export type DoubleDemand = 'add' | 'merge' | 'replace';

/** A backorder line of the same customer and variant. Picked units are on their way and are not replaced. */
export type WaitingElsewhere = { id: string; outstanding: Quantity; picked: Quantity };

export type SettledLine = {
  /** What the line orders in the end; 0 orders nothing. */
  quantity: Quantity;
  /** How much of it stands in the place of what it replaces; the rest stands at the end of the queue. */
  keepsPlace: Quantity;
  /** What each backorder line gives up. */
  cancelled: { id: string; quantity: Quantity }[];
};

/**
 * What a decision makes of a new line. `merge` orders what exceeds all that is outstanding, in whole multiples; `replace`
 * cancels what is outstanding and not picked, and the new line takes that place for as many units as it gives up.
 */
export function settleLine(
  decision: DoubleDemand,
  line: { quantity: Quantity; orderMultiple: number },
  waiting: readonly WaitingElsewhere[],
): SettledLine {
  const outstanding = total(waiting, (one) => one.outstanding);
  if (decision === 'merge') {
    const excess = Math.max(0, line.quantity - outstanding);
    const quantity = Math.ceil(excess / line.orderMultiple) * line.orderMultiple;
    return { quantity: Math.min(quantity, line.quantity), keepsPlace: 0, cancelled: [] };
  }
  if (decision === 'add') return { quantity: line.quantity, keepsPlace: 0, cancelled: [] };
  const cancelled = waiting
    .map((one) => ({ id: one.id, quantity: one.outstanding - one.picked }))
    .filter(({ quantity }) => quantity > 0);
  const replaced = total(cancelled, ({ quantity }) => quantity);
  const place = Math.min(line.quantity, replaced);
  return { quantity: line.quantity, keepsPlace: place - (place % line.orderMultiple), cancelled };
}
