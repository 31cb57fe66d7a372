import { type Quantity, total } from '#domain/quantity.ts';

/** One place where part of a row still waits or is being picked: on the order itself, or on one of its backorders. */
export type RowPart = {
  id: string;
  /** Null on the order itself. */
  backorderId: string | null;
  open: Quantity;
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
 * What it takes to make a row of a confirmed order ask for `wanted` units in all, shipped ones included. Less gives up
 * what is open on the order first, then what is outstanding on its backorders, the newest claim first, and never what
 * is picked or shipped. More joins the newest backorder on which the row still waits; a closed backorder is not revived.
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
  const newestFirst = [...parts].reverse();
  const inOrder = [
    ...newestFirst.filter(({ backorderId }) => backorderId === null),
    ...newestFirst.filter(({ backorderId }) => backorderId !== null),
  ];
  const cancelled: { id: string; quantity: Quantity }[] = [];
  let left = -difference;
  for (const part of inOrder) {
    const quantity = Math.min(left, part.open - part.picked);
    if (quantity > 0) cancelled.push({ id: part.id, quantity });
    left -= quantity;
  }
  return { change: 'less', cancelled };
}
