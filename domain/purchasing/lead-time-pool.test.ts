import { describe, expect, it } from 'vitest';
import { choosePool } from '#domain/purchasing/choose-pool.ts';
import {
  keptShare,
  LeadTimePool,
  type Level,
  poolOf,
  RECEIPTS_NEEDED,
  rankQuantile,
} from '#domain/purchasing/lead-time-pool.ts';
import { likelyBetween } from '#domain/purchasing/likely-between.ts';
import { addDays } from '#domain/time/calendar.ts';

const upTo = (count: number) => Array.from({ length: count }, (_, index) => index + 1);
const eachDay = (days: readonly number[]) =>
  days.map((took, index) => ({ receivedOn: addDays('2026-01-01', index), days: took }));

describe('the rank rule', () => {
  it.each<[Level, number, number | null]>([
    [50, 0, null],
    [50, 1, 1],
    [50, 2, 2],
    [50, 9, 5],
    [80, 3, null],
    [80, 4, 4],
    [80, 9, 8],
    [90, 8, null],
    [90, 9, 9],
    [90, 60, 55],
  ])('at %i % of the days 1 to %i says %s', (level, count, says) => {
    expect(rankQuantile(upTo(count).reverse(), level)).toBe(says);
  });

  it('looks at the last sixty receipts only', () => {
    expect(poolOf(eachDay([...Array(100).fill(90), ...Array(60).fill(7)])).say(90)?.ranked).toBe(7);
  });
});

describe('what became of it', () => {
  it('keeps what was said of a receipt from those before its day, never from its own day', () => {
    const pool = new LeadTimePool();
    pool.receive([10]);
    pool.receive([30, 30]);
    expect(pool.outcomes[50]).toEqual([
      { ranked: 10, days: 10, took: 30 },
      { ranked: 10, days: 10, took: 30 },
    ]);
  });

  it('widens where the last dates were kept too rarely, by what would have kept them', () => {
    const pool = poolOf(eachDay([...Array(20).fill(10), ...Array(16).fill(20)]));
    expect(keptShare(pool.outcomes[50].slice(-30), 'ranked')).toBeLessThan(0.5);
    expect(pool.say(50)).toEqual({ ranked: 10, days: 20 });
  });

  it('narrows nothing where dates are kept more often than they should', () => {
    expect(poolOf(eachDay(Array(40).fill(10))).widening(50)).toBe(1);
  });

  it('is the same from the newest receipts as from the whole history', () => {
    const days = upTo(500).map((index) => 5 + ((index * 7919) % 31));
    const whole = poolOf(eachDay(days));
    const newest = poolOf(eachDay(days).slice(-RECEIPTS_NEEDED));
    for (const level of [50, 80, 90] as const) {
      expect(newest.say(level)).toEqual(whole.say(level));
      expect(newest.outcomes[level].slice(-60)).toEqual(whole.outcomes[level].slice(-60));
    }
  });
});

describe('the pool that is told', () => {
  const steady = {
    name: 'steady',
    history: poolOf(
      eachDay(
        Array(60)
          .fill(10)
          .map((days, index) => days + (index % 10)),
      ),
    ),
  };
  const few = { name: 'few', history: poolOf(eachDay([3, 4, 5])) };
  const wild = { name: 'wild', history: poolOf(eachDay(upTo(60).map((index) => index ** 2))) };

  it('is the narrower one where it was kept as well', () => expect(choosePool([steady, steady], 90)).toBe(steady));
  it('stays the wider one where the narrower was kept worse', () =>
    expect(choosePool([steady, wild], 90)?.name).toBe('steady'));
  it('stays the wider one where the narrower knows too little', () =>
    expect(choosePool([steady, few], 90)?.name).toBe('steady'));
  it('is none where none knows enough', () => expect(choosePool([few], 90)).toBeNull());
});

describe('between which days goods can ship', () => {
  const pools = [{ kind: 'supplier' as const, history: poolOf(eachDay(upTo(60).map((index) => 5 + (index % 10)))) }];
  const order = {
    orderedOn: '2026-11-02',
    expectedOn: '2026-11-09',
    today: '2026-11-02',
    handlingDays: 0,
    workingDays: [1, 2, 3, 4, 5, 6, 7],
  };

  it('counts from the day of the order', () => {
    expect(likelyBetween(pools, order)).toEqual({
      p50On: '2026-11-12',
      p90On: '2026-11-16',
      pool: 'supplier',
      receipts: 60,
    });
  });
  it('compares what is on its way with what took longer', () => {
    expect(likelyBetween(pools, { ...order, today: '2026-11-11' })).toMatchObject({
      p50On: '2026-11-14',
      receipts: 30,
    });
  });
  it('says nothing once nearly nothing took longer', () => {
    expect(likelyBetween(pools, { ...order, today: '2026-11-15' })).toEqual({ noRangeBecause: 'not_enough_history' });
  });
  it('leaves the word to a supplier who names a later day', () => {
    expect(likelyBetween(pools, { ...order, expectedOn: '2026-12-01' })).toEqual({ noRangeBecause: 'expected_later' });
  });
});
