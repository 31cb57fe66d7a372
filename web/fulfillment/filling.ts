import type { Backorder } from '#contract/backorders/backorder.ts';
import type { Answer } from '#contract/operations.ts';
import type { Order } from '#contract/orders/order.ts';
import type { PickLine, ShortBecomes } from './pick.ts';

type Explained = Omit<Answer<'explainBackorder'>['lines'][number], 'backorderLineId'>;

/** A line that is being filled, with why it can have no more than it can. */
export type FillLine = PickLine & { variantId: string; why: Explained | null };

/** What is being filled: an order, or a backorder of one. The page is the same. */
export type Filling = Pick<Backorder, 'customer' | 'customerId' | 'warehouseId' | 'shipPolicy' | 'deliveryAddress'> & {
  kind: 'order' | 'backorder';
  id: string;
  number: string;
  orderId: string;
  orderNumber: string;
  notes: string | null;
  shortBecomes: ShortBecomes;
  /** Nothing may be picked, and why; null when it may. */
  blockedBecause: 'draft' | 'cancelled' | 'on_hold' | null;
  lines: FillLine[];
  /** A carrier's usual freight fills in what is charged. */
  isFreightUsual: boolean;
  /** How many make a case, by order line. */
  unitsPerCase: ReadonlyMap<string, number>;
};

export function fillingOfOrder(order: Order, { lines: why }: Answer<'explainOrder'>): Filling {
  const explained = new Map(why.map((line) => [line.orderLineId, line]));
  return {
    ...order,
    kind: 'order',
    orderId: order.id,
    orderNumber: order.number,
    shortBecomes: order.backorderCreation.setting === 'never' ? 'stays_on_order' : 'backorder',
    blockedBecause: order.cancelledAt !== null ? 'cancelled' : order.confirmedAt === null ? 'draft' : null,
    isFreightUsual: true,
    unitsPerCase: new Map(order.lines.map((line) => [line.id, line.unitsPerCase])),
    lines: order.lines
      .filter((line) => line.outstanding - line.picked > 0)
      .map((line) => ({
        ...line,
        asked: line.outstanding - line.picked,
        reserved: line.allocated - line.picked,
        free: line.available,
        freeForIt: explained.get(line.id)?.decision?.quantity ?? 0,
        why: explained.get(line.id) ?? null,
      })),
  };
}

export function fillingOfBackorder(backorder: Backorder, { lines: why }: Answer<'explainBackorder'>): Filling {
  const explained = new Map(why.map((line) => [line.backorderLineId, line]));
  return {
    ...backorder,
    kind: 'backorder',
    shortBecomes: 'stays_on_backorder',
    blockedBecause: backorder.status === 'cancelled' ? 'cancelled' : backorder.isOnHold ? 'on_hold' : null,
    // What replaces goods, or goes again, costs the customer no second freight unless somebody says so.
    isFreightUsual: backorder.kind !== 'replacement' && backorder.cause !== 'lost_delivery',
    unitsPerCase: new Map(backorder.lines.map((line) => [line.orderLineId, line.unitsPerCase])),
    lines: backorder.lines
      .filter((line) => line.outstanding - line.picked > 0)
      .map((line) => ({
        ...line,
        asked: line.outstanding - line.picked,
        reserved: line.allocated - line.picked,
        free: line.available,
        freeForIt: line.allocatableNow,
        why: explained.get(line.id) ?? null,
      })),
  };
}
