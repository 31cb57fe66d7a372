import { describe, expect, it } from 'vitest';
import { isUnusualCount, isUnusualOrder, unitsOver } from './unusual-quantity.ts';

describe('a quantity that is asked about', () => {
  it.each([
    { known: 12, stated: 119, asked: false },
    { known: 12, stated: 120, asked: true },
    { known: 12, stated: 0, asked: false },
    { known: 0, stated: 9_999, asked: false },
    { known: 0, stated: 43_423, asked: true },
    { known: 20_000, stated: 20_000, asked: false },
    { known: 20_000, stated: 24_000, asked: false },
  ])('is a count ten times what is known: $stated where $known are on record', ({ known, stated, asked }) => {
    expect(isUnusualCount(known, stated)).toBe(asked);
  });

  it.each([
    { remaining: 20, quantity: 20, over: 0 },
    { remaining: 20, quantity: 43_423, over: 43_403 },
    { remaining: 0, quantity: 1, over: 1 },
  ])('is a receipt above what is to come: $quantity of $remaining', ({ remaining, quantity, over }) => {
    expect(unitsOver(remaining, quantity)).toBe(over);
  });

  it('is an order of a code instead of a number', () => {
    expect([isUnusualOrder(0, 9_999), isUnusualOrder(0, 10_000), isUnusualOrder(240, 43_423)]).toEqual([
      false,
      true,
      true,
    ]);
    expect([isUnusualOrder(43_423, 43_423), isUnusualOrder(43_423, 43_424)]).toEqual([false, true]);
  });
});
