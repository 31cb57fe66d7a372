import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inCases, MAXIMUM_QUANTITY, total, wholeMultiples } from '#domain/quantity.ts';

describe('whole multiples', () => {
  it.each<[quantity: number, orderMultiple: number, whole: number]>([
    [0, 12, 0],
    [11, 12, 0],
    [12, 12, 12],
    [27, 12, 24],
    [27, 1, 27],
    [MAXIMUM_QUANTITY, 3, 9_999_999],
  ])('of %s by %s are %s', (quantity, orderMultiple, whole) => {
    expect(wholeMultiples(quantity, orderMultiple)).toBe(whole);
  });

  it('are the most that fits', () => {
    fc.assert(
      fc.property(fc.nat(MAXIMUM_QUANTITY), fc.integer({ min: 1, max: 100 }), (quantity, orderMultiple) => {
        const whole = wholeMultiples(quantity, orderMultiple);
        expect(whole % orderMultiple).toBe(0);
        expect(whole <= quantity && quantity < whole + orderMultiple).toBe(true);
      }),
    );
  });
});

describe('a quantity in cases', () => {
  it.each<[quantity: number, unitsPerCase: number, cases: number, units: number]>([
    [0, 12, 0, 0],
    [11, 12, 0, 11],
    [12, 12, 1, 0],
    [27, 12, 2, 3],
    [5, 1, 5, 0],
  ])('%s bottles at %s a case are %s cases and %s bottles', (quantity, unitsPerCase, cases, units) => {
    expect(inCases(quantity, unitsPerCase)).toEqual({ cases, units });
  });
});

describe('the total of a figure', () => {
  it.each<[rule: string, quantities: number[], sum: number]>([
    ['is 0 of nothing', [], 0],
    ['adds up', [6, 10, 4], 20],
  ])('%s', (_rule, quantities, sum) => {
    const lines = quantities.map((quantity) => ({ quantity }));
    expect(total(lines, (line) => line.quantity)).toBe(sum);
  });
});
