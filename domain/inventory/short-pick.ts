import { takeOff } from '#domain/allocation/take-off.ts';
import type { Quantity } from '#domain/quantity.ts';

/**
 * One line of a pick, before it is recorded. `open` and `allocated` leave out what other, unfinished picks of the same
 * line already took from the shelf.
 */
export type PickedLine = {
  open: Quantity;
  allocated: Quantity;
  picked: Quantity;
  short: Quantity;
  orderMultiple: number;
};

export type PickRefusal =
  | { code: 'nothing_picked' }
  | { code: 'quantity_not_whole_multiple'; orderMultiple: number }
  | { code: 'more_than_outstanding'; unpicked: Quantity }
  | { code: 'more_than_allocated'; allocated: Quantity };

export type PickOutcome = {
  /** Units the records had and the shelf did not: they leave stock so that nobody is promised them again. */
  phantom: Quantity;
  /** What the line still asks for afterwards. */
  openAfter: Quantity;
  /** What stays allocated to the line afterwards, without the picked units. */
  allocatedAfter: Quantity;
};

/**
 * What recording a pick does to one line. The phantom units are the part of the shortage that was allocated, after what only
 * waited: max(0, short − (open − allocated)). 15 of 20 allocated, 12 picked, 8 short: 3 phantom.
 *
 * Refusals, first match: `nothing_picked` (0 and 0), `quantity_not_whole_multiple`, `more_than_outstanding`
 * (picked + short > open), `more_than_allocated` (picked > allocated). A short quantity is a whole multiple too: what it
 * leaves open and what it becomes could never be served otherwise.
 */
export function recordPick(line: PickedLine): PickOutcome | PickRefusal {
  const { open, allocated, picked, short, orderMultiple } = line;
  if (picked === 0 && short === 0) return { code: 'nothing_picked' };
  if (picked % orderMultiple !== 0 || short % orderMultiple !== 0)
    return { code: 'quantity_not_whole_multiple', orderMultiple };
  if (picked + short > open) return { code: 'more_than_outstanding', unpicked: open };
  if (picked > allocated) return { code: 'more_than_allocated', allocated };
  const phantom = takeOff({ open, allocated, picked }, short).allocated;
  return { phantom, openAfter: open - picked - short, allocatedAfter: allocated - picked - phantom };
}
