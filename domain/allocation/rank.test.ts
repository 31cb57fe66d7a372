import { describe, expect, it } from 'vitest';
import { type AllocationPolicy, compareRank, type Rank, TIER_RANKS } from '#domain/allocation/rank.ts';
import { pubOf, rankOf } from '#domain/testing/queue.ts';

describe('who goes first', () => {
  const vip = { tierRank: TIER_RANKS.vip };
  const low = { tierRank: TIER_RANKS.low };
  const marked = { priorityRank: 0 };
  // The Anchor ordered first, the Bell second.
  it.each<[rule: string, anchor: Partial<Rank>, bell: Partial<Rank>, fifo: string, priority: string]>([
    ['the older order when all else is equal', {}, {}, 'Anchor', 'Anchor'],
    ['a VIP, only under priority', {}, vip, 'Anchor', 'Bell'],
    ['standard before low, only under priority', low, {}, 'Anchor', 'Bell'],
    ['a marked order, only under priority', {}, marked, 'Anchor', 'Bell'],
    ['a marked low-tier order before an unmarked VIP', vip, { ...low, ...marked }, 'Anchor', 'Bell'],
    ['the older of two VIPs', vip, vip, 'Anchor', 'Anchor'],
    ['the VIP among two marked orders', marked, { ...vip, ...marked }, 'Anchor', 'Bell'],
    ['an order put ahead by hand', {}, { manualRank: -1 }, 'Bell', 'Bell'],
    ['the order that was not put behind by hand', { manualRank: 1 }, {}, 'Bell', 'Bell'],
    ['an order put ahead by hand before a marked VIP', { ...vip, ...marked }, { manualRank: -1 }, 'Bell', 'Bell'],
    ['the further ahead by hand', { manualRank: -1 }, { manualRank: -2 }, 'Bell', 'Bell'],
    ['the earlier queue time whatever the number', { queuedAt: 2000 }, { queuedAt: 1000 }, 'Bell', 'Bell'],
    ['the smaller order number at the same time', { queuedAt: 0 }, { queuedAt: 0 }, 'Anchor', 'Anchor'],
    ['order 9 before order 10', { queuedAt: 0, orderId: 10 }, { queuedAt: 0, orderId: 9 }, 'Bell', 'Bell'],
    [
      'the first line of one order',
      { queuedAt: 0, orderId: 1, orderLineId: 10 },
      { queuedAt: 0, orderId: 1, orderLineId: 9 },
      'Bell',
      'Bell',
    ],
    [
      'the older part of a line that was split',
      { queuedAt: 0, orderId: 1, orderLineId: 1 },
      { queuedAt: 0, orderId: 1, orderLineId: 1 },
      'Anchor',
      'Anchor',
    ],
  ])('%s', (_rule, anchor, bell, fifo, priority) => {
    const pair = [rankOf('Anchor', anchor), rankOf('Bell', bell)];
    const first = (policy: AllocationPolicy) => pubOf(pair.toSorted((a, b) => compareRank(policy, a, b))[0] as Rank);
    expect({ fifo: first('fifo'), priority: first('priority') }).toEqual({ fifo, priority });
  });

  it('knows three tiers: VIP before standard before low', () => {
    expect(Object.keys(TIER_RANKS).sort((a, b) => tier(a) - tier(b))).toEqual(['vip', 'standard', 'low']);
    function tier(name: string): number {
      return TIER_RANKS[name as keyof typeof TIER_RANKS];
    }
  });
});

describe.each<AllocationPolicy>(['fifo', 'priority'])('the rank under %s is a total order', (policy) => {
  /** Every rank there is when each field is 0 or 1. */
  const ranks = Array.from({ length: 128 }, (_, bits): Rank => {
    const bit = (place: number) => (bits >> place) & 1;
    return {
      manualRank: bit(0),
      priorityRank: bit(1),
      tierRank: bit(2),
      queuedAt: bit(3),
      orderId: bit(4),
      orderLineId: bit(5),
      queueLineId: bit(6),
    };
  });
  const compare = (a: Rank, b: Rank) => Math.sign(compareRank(policy, a, b));

  it('never puts two different lines on one place', () => {
    const ties = ranks.flatMap((a) =>
      ranks.filter((b) => a.queueLineId !== b.queueLineId && compare(a, b) === 0).map((b) => [a, b]),
    );
    expect(ties).toEqual([]);
  });

  it('answers the same whichever of the two is asked about', () => {
    const contradictions = ranks.flatMap((a) =>
      ranks.filter((b) => compare(a, b) + compare(b, a) !== 0).map((b) => [a, b]),
    );
    expect(contradictions).toEqual([]);
  });

  it('puts the first before the third when it is before the second and the second before the third', () => {
    const circles: Rank[][] = [];
    for (const a of ranks)
      for (const b of ranks) {
        if (compare(a, b) > 0) continue;
        for (const c of ranks) if (compare(b, c) <= 0 && compare(a, c) > 0) circles.push([a, b, c]);
      }
    expect(circles).toEqual([]);
  });
});
