import type { AllocationDecision } from '#domain/allocation/allocate.ts';
import { type Rank, TIER_RANKS } from '#domain/allocation/rank.ts';
import type { WaitingLine } from '#domain/allocation/waiting-line.ts';

/** The customers of the examples, in the order in which they ordered: the Anchor has waited longest. */
export const PUBS = ['Anchor', 'Bell', 'Crown', 'Dolphin', 'Eagle'] as const;
export type Pub = (typeof PUBS)[number];

/** The rank of a pub's order: standard tier, no mark, no override, queued in the order of the alphabet. */
export function rankOf(pub: Pub, changes: Partial<Rank> = {}): Rank {
  const place = PUBS.indexOf(pub) + 1;
  return {
    manualRank: 0,
    priorityRank: 1,
    tierRank: TIER_RANKS.standard,
    queuedAt: place * 1000,
    orderId: place,
    orderLineId: place,
    queueLineId: place,
    ...changes,
  };
}

/** A pub waiting for so many bottles of pilsner. */
export function waits(pub: Pub, waiting: number, changes: Partial<WaitingLine> = {}): WaitingLine {
  return {
    ...rankOf(pub),
    stockId: 'pilsner',
    waiting,
    orderMultiple: 1,
    completeGroupId: null,
    isOnHold: false,
    requestedOn: null,
    pins: [],
    owed: 0,
    ...changes,
  };
}

/** The pub a line of the examples belongs to; lines 11 to 15 are the second lines of the same pubs. */
export function pubOf({ queueLineId }: { queueLineId: number }): Pub {
  return PUBS[(queueLineId % 10) - 1] as Pub;
}

/** A decision as one line of a table: who, which claim, how much of what it waits for, and why. */
export function told(decision: AllocationDecision): string {
  const { claim, stockId, quantity, waiting, reason, short } = decision;
  const kind = claim === 'ordinary' ? '' : ` ${claim}`;
  const lacking = short > 0 ? `, ${short} short` : '';
  return `${pubOf(decision)}${kind} ${quantity} of ${waiting} ${stockId}: ${reason}${lacking}`;
}
