/**
 * The order in which waiting demand is served. `fifo` goes by the manual override and the queue time; `priority`, the
 * default, puts the high-priority mark and the customer's tier before the queue time.
 */
export type AllocationPolicy = 'fifo' | 'priority';

/** What a line's place follows from. Smaller goes first in every field; ids are compared as numbers. */
export type Rank = {
  /** A person's override, with a reason: below 0 goes ahead, above 0 goes behind. Normally 0. */
  manualRank: number;
  /** 0 with the high-priority mark, else 1. */
  priorityRank: number;
  /** The customer's tier: 0 VIP, 1 standard, 2 low. */
  tierRank: number;
  /** When the original order was confirmed; a backorder keeps it however often it is split. Milliseconds. */
  queuedAt: number;
  orderId: number;
  orderLineId: number;
  queueLineId: number;
};

/** The tier of a customer as a rank. */
export const TIER_RANKS = { vip: 0, standard: 1, low: 2 } as const;

/** Compares two lines of one queue under a policy: negative when `a` is served first. Total: never 0 for two lines. */
export function compareRank(policy: AllocationPolicy, a: Rank, b: Rank): number {
  return (
    a.manualRank - b.manualRank ||
    (policy === 'priority' ? a.priorityRank - b.priorityRank || a.tierRank - b.tierRank : 0) ||
    a.queuedAt - b.queuedAt ||
    a.orderId - b.orderId ||
    a.orderLineId - b.orderLineId ||
    a.queueLineId - b.queueLineId
  );
}
