import type { Order } from '#contract/orders/order.ts';
import { total } from '#domain/quantity.ts';
import { sumOfMoney } from '#web/ui/money-text.ts';

export type OrderLine = Order['lines'][number];

/** A line with its increases, as people see it: one row, every figure the sum. */
export type OrderRow = OrderLine & {
  /** The line and what raised it, the oldest first. */
  parts: OrderLine[];
  /** What the customer waited for besides, when the line or a raise of it was confirmed. */
  alsoWaits: NonNullable<OrderLine['alsoWaitsOn']>[];
  /** What left, from the order and from its backorders. */
  shipped: number;
  /** What the row can be lowered to: what is picked and what left. */
  least: number;
};

const SUMMED = [
  'quantity',
  'fulfilled',
  'backordered',
  'cancelled',
  'takenBack',
  'delivered',
  'outstanding',
  'wanted',
  'allocated',
  'picked',
  'firm',
  'shortage',
] as const satisfies readonly (keyof OrderLine)[];

/** The rows of an order, in the order of its lines. */
export function rowsOf(lines: readonly OrderLine[]): OrderRow[] {
  return lines
    .filter(({ increaseOfId }) => increaseOfId === null)
    .map((line) => {
      const parts = [line, ...lines.filter(({ increaseOfId }) => increaseOfId === line.id)];
      const onBackorders = parts.flatMap((part) => part.onBackorders);
      const sums = Object.fromEntries(SUMMED.map((figure) => [figure, total(parts, (part) => part[figure])]));
      const shipped = total(parts, (part) => part.fulfilled) + total(onBackorders, ({ fulfilled }) => fulfilled);
      const row = { ...line, ...sums } as OrderLine;
      return {
        ...row,
        parts,
        onBackorders,
        alsoWaits: parts.flatMap((part) => part.alsoWaitsOn ?? []),
        isPastShipBy: parts.some(({ isPastShipBy }) => isPastShipBy),
        shortageBecause: parts.find(({ shortageBecause }) => shortageBecause !== null)?.shortageBecause ?? null,
        orderedValue: sumOfMoney(parts.map(({ orderedValue }) => orderedValue)) ?? line.orderedValue,
        dealAmount: sumOfMoney(parts.map(({ dealAmount }) => dealAmount)) ?? line.dealAmount,
        shipped,
        least: shipped + row.picked + total(onBackorders, ({ picked }) => picked),
      };
    });
}
