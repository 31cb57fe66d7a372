import type { Quantity } from '#domain/quantity.ts';

export const ORDER_STATUSES = [
  'draft',
  'confirmed',
  'partially_fulfilled',
  'fulfilled',
  'delivered',
  'cancelled',
] as const;
export type OrderStatus = (typeof ORDER_STATUSES)[number];

/**
 * What an order's status follows from. `shipped`, `delivered` and `cancelled` include what its backorders shipped,
 * delivered, cancelled or substituted.
 */
export type OrderSums = {
  isConfirmed: boolean;
  isCancelled: boolean;
  ordered: Quantity;
  shipped: Quantity;
  delivered: Quantity;
  cancelled: Quantity;
};

/** The one status of an order. `fulfilled` means that all that will ship has shipped. */
export function orderStatus(sums: OrderSums): OrderStatus {
  if (!sums.isConfirmed && !sums.isCancelled) return 'draft';
  if (sums.shipped === 0) return sums.isCancelled || sums.cancelled === sums.ordered ? 'cancelled' : 'confirmed';
  if (sums.shipped + sums.cancelled < sums.ordered) return 'partially_fulfilled';
  return sums.delivered < sums.shipped ? 'fulfilled' : 'delivered';
}

/** Facts shown beside the status of an order. */
export function orderFacts(sums: OrderSums & { outstandingOnBackorders: Quantity }): {
  hasOpenBackorder: boolean;
  restCancelled: boolean;
} {
  return {
    hasOpenBackorder: sums.outstandingOnBackorders > 0,
    restCancelled: sums.shipped > 0 && sums.cancelled > 0 && sums.shipped + sums.cancelled === sums.ordered,
  };
}
