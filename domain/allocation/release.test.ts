import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type AllocationPolicy, compareRank, type Rank, TIER_RANKS } from '#domain/allocation/rank.ts';
import { type ReleasableLine, releaseLowestRanked } from '#domain/allocation/release.ts';
import { total } from '#domain/quantity.ts';
import { type Pub, pubOf, rankOf } from '#domain/testing/queue.ts';

const holds = (pub: Pub, releasable: number, changes: Partial<Rank> = {}): ReleasableLine => ({
  ...rankOf(pub, changes),
  releasable,
});

describe('stock that turned out not to be there', () => {
  const threePubs = [holds('Anchor', 10), holds('Bell', 10), holds('Crown', 10)];
  const oldLow = [holds('Anchor', 10, { tierRank: TIER_RANKS.low }), holds('Bell', 10)];

  it.each<[rule: string, policy: AllocationPolicy, lines: ReleasableLine[], quantity: number, released: string[]]>([
    ['is taken from the youngest order', 'fifo', threePubs, 4, ['Crown 4']],
    ['is taken from the next one up when that is not enough', 'fifo', threePubs, 14, ['Crown 10', 'Bell 4']],
    ['is taken from all when it has to be', 'fifo', threePubs, 30, ['Crown 10', 'Bell 10', 'Anchor 10']],
    ['is taken as far as there is anything to take', 'fifo', threePubs, 99, ['Crown 10', 'Bell 10', 'Anchor 10']],
    ['is taken from the low tier first under priority', 'priority', oldLow, 4, ['Anchor 4']],
    ['is taken from the younger order under fifo', 'fifo', oldLow, 4, ['Bell 4']],
    ['passes by who holds nothing', 'fifo', [holds('Anchor', 10), holds('Bell', 0)], 4, ['Anchor 4']],
    ['touches nobody when nothing is missing', 'fifo', threePubs, 0, []],
    ['touches nobody when nobody holds any', 'fifo', [], 4, []],
  ])('%s', (_rule, policy, lines, quantity, released) => {
    const answer = releaseLowestRanked(policy, lines, quantity);
    expect(answer.map((taken) => `${pubOf(taken.line)} ${taken.quantity}`)).toEqual(released);
  });

  it('hands the line back as it was given', () => {
    const line = { ...holds('Anchor', 10), note: 'cellar door' };
    expect(releaseLowestRanked('fifo', [line], 3)).toEqual([{ line, quantity: 3 }]);
  });

  it('leaves the queue it was given in its order', () => {
    const lines = [...threePubs];
    releaseLowestRanked('fifo', lines, 14);
    expect(lines).toEqual(threePubs);
  });

  it('takes exactly what is missing or all there is, and from nobody while someone behind still holds some', () => {
    const policies = fc.constantFrom<AllocationPolicy>('fifo', 'priority');
    const queues = fc
      .array(fc.tuple(fc.nat(5), fc.nat(2), fc.nat(2)), { maxLength: 6 })
      .map((held) =>
        held.map(([releasable, tierRank, queuedAt], index) =>
          holds('Anchor', releasable, { tierRank, queuedAt, queueLineId: index + 1 }),
        ),
      );
    fc.assert(
      fc.property(policies, queues, fc.nat(20), (policy, lines, quantity) => {
        const released = releaseLowestRanked(policy, lines, quantity);
        const held = total(lines, (line) => line.releasable);
        expect(total(released, (taken) => taken.quantity)).toBe(Math.min(quantity, held));
        for (const taken of released) {
          expect(taken.quantity).toBeGreaterThan(0);
          for (const behind of lines.filter((line) => compareRank(policy, line, taken.line) > 0)) {
            const lost = released.find(({ line }) => line === behind)?.quantity ?? 0;
            expect(lost).toBe(behind.releasable);
          }
        }
      }),
    );
  });
});
