import { takeOff } from '#domain/allocation/take-off.ts';
import { type Quantity, total } from '#domain/quantity.ts';

/** One place where part of a row still waits or is being picked: on the order itself, or on one of its backorders. */
export type RowPart = {
  id: string;
  /** Null on the order itself. */
  backorderId: string | null;
  open: Quantity;
  /** What stock is allocated to it; `picked` is part of that. */
  allocated: Quantity;
  picked: Quantity;
};

/** What people see as one row of a confirmed order: a line with its increases, wherever their units are. */
export type OrderRow = {
  /** What left, from the order and from its backorders. */
  shipped: Quantity;
  orderMultiple: number;
  /** The oldest claim first. */
  parts: readonly RowPart[];
};

export type RowChange =
  | { change: 'none' }
  /** What each part gives up; none of it is picked. */
  | { change: 'less'; cancelled: { id: string; quantity: Quantity }[] }
  /** A new line of this quantity, on the open backorder the row has, else open on the order. */
  | { change: 'more'; quantity: Quantity; backorderId: string | null };

export type RowRefusal =
  | { code: 'quantity_not_whole_multiple'; orderMultiple: number }
  | { code: 'below_picked_or_shipped'; shipped: Quantity; picked: Quantity; least: Quantity };

/**
 * What it takes to make a row of a confirmed order ask for `wanted` units in all, shipped ones included (rule 20). Less
 * gives up what waits first, wherever it waits, the newest claim first; then what is allocated and not picked, the newest
 * first; never what is picked or shipped. So allocated goods stay with a customer who still wants as many, and an increase
 * that is taken back leaves everything as it was. More joins the newest backorder on which the row still waits; a closed
 * backorder is not revived.
 *
 * Refused, in this order, with `quantity_not_whole_multiple` (the difference splits a case), `below_picked_or_shipped`.
 */
export function changeRow(row: OrderRow, wanted: Quantity): RowChange | RowRefusal {
  const { shipped, orderMultiple, parts } = row;
  const now = shipped + total(parts, ({ open }) => open);
  const difference = wanted - now;
  if (difference === 0) return { change: 'none' };
  if (difference % orderMultiple !== 0) return { code: 'quantity_not_whole_multiple', orderMultiple };
  if (difference > 0) {
    const waiting = parts.findLast(({ backorderId, open }) => backorderId !== null && open > 0);
    return { change: 'more', quantity: difference, backorderId: waiting?.backorderId ?? null };
  }
  const picked = total(parts, (part) => part.picked);
  if (wanted < shipped + picked) return { code: 'below_picked_or_shipped', shipped, picked, least: shipped + picked };
  return { change: 'less', cancelled: giveUp([...parts].reverse(), -difference) };
}

function giveUp(newestFirst: readonly RowPart[], quantity: Quantity): { id: string; quantity: Quantity }[] {
  const given = new Map<string, Quantity>();
  let left = quantity;
  for (const standing of ['waiting', 'allocated'] as const) {
    for (const part of newestFirst) {
      const taken = Math.min(left, takeOff(part, part.open)[standing]);
      if (taken > 0) given.set(part.id, (given.get(part.id) ?? 0) + taken);
      left -= taken;
    }
  }
  return [...given].map(([id, quantity]) => ({ id, quantity }));
}
