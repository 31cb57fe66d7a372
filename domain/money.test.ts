import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { divideRounded, formatAmount, parseAmount, roundToCent } from '#domain/money.ts';

describe('an amount of money', () => {
  it.each<[text: string, value: bigint]>([
    ['0', 0n],
    ['-0', 0n],
    ['12', 120_000n],
    ['12.3', 123_000n],
    ['12.34', 123_400n],
    ['12.345', 123_450n],
    ['12.3450', 123_450n],
    ['12.0001', 120_001n],
    ['-12.34', -123_400n],
    ['-0.0001', -1n],
    ['007', 70_000n],
    ['999999999999.9999', 9_999_999_999_999_999n],
  ])('is read from %s', (text, value) => {
    expect(parseAmount(text)).toBe(value);
  });

  it.each([
    ['nothing', ''],
    ['a sign alone', '-'],
    ['a plus sign', '+1'],
    ['two signs', '--1'],
    ['5 decimals', '1.00001'],
    ['21 digits', '100000000000000000000'],
    ['no whole part', '.5'],
    ['no fraction after the point', '1.'],
    ['two points', '1.2.3'],
    ['a comma', '1,50'],
    ['thousands', '1,000.00'],
    ['a space before', ' 1'],
    ['a space after', '1 '],
    ['a line end', '1\n'],
    ['an exponent', '1e3'],
    ['a currency sign', '€1'],
    ['letters', 'NaN'],
    ['digits of another script', '١٢'],
  ])('is not read from %s', (_what, text) => {
    expect(parseAmount(text)).toBeNull();
  });

  it.each<[value: bigint, text: string]>([
    [0n, '0.00'],
    [120_000n, '12.00'],
    [123_000n, '12.30'],
    [123_400n, '12.34'],
    [123_450n, '12.345'],
    [123_456n, '12.3456'],
    [120_001n, '12.0001'],
    [100n, '0.01'],
    [1n, '0.0001'],
    [-1n, '-0.0001'],
    [-123_400n, '-12.34'],
    [9_999_999_999_999_999n, '999999999999.9999'],
  ])('is written from %s as %s', (value, text) => {
    expect(formatAmount(value)).toBe(text);
  });

  // At least 2 decimals, and a third or fourth only as far as it says something.
  const WRITTEN = /^-?(0|[1-9]\d*)\.\d{2}(\d?[1-9])?$/;
  const isWrittenWell = (value: bigint) =>
    WRITTEN.test(formatAmount(value)) && parseAmount(formatAmount(value)) === value;

  it('is read back as it was written, with 2 to 4 decimals', () => {
    const largest = 9_999_999_999_999_999n;
    fc.assert(fc.property(fc.bigInt({ min: -largest, max: largest }), isWrittenWell));
  });

  it('has 2 to 4 decimals whatever its fraction, on both sides of zero', () => {
    const fractions = Array.from({ length: 10_000 }, (_, fraction) => BigInt(fraction));
    const values = [0n, 10_000n, 120_000n, -10_000n, -120_000n].flatMap((whole) =>
      fractions.map((fraction) => (whole < 0n ? whole - fraction : whole + fraction)),
    );
    expect([...values, ...fractions.map((fraction) => -fraction)].filter((value) => !isWrittenWell(value))).toEqual([]);
  });
});

describe('rounding', () => {
  it.each<[value: bigint, cents: bigint]>([
    [0n, 0n],
    [49n, 0n],
    [50n, 100n],
    [51n, 100n],
    [149n, 100n],
    [150n, 200n],
    [-49n, 0n],
    [-50n, -100n],
    [-149n, -100n],
    [-150n, -200n],
  ])('to the cent takes %s ten-thousandths to %s, half away from zero', (value, cents) => {
    expect(roundToCent(value)).toBe(cents);
  });

  it.each<[numerator: bigint, denominator: bigint, rounded: bigint]>([
    [0n, 3n, 0n],
    [1n, 3n, 0n],
    [2n, 3n, 1n],
    [1n, 2n, 1n],
    [3n, 2n, 2n],
    [5n, 2n, 3n],
    [-1n, 3n, 0n],
    [-1n, 2n, -1n],
    [-5n, 2n, -3n],
    [7n, 1n, 7n],
  ])('%s ÷ %s is %s', (numerator, denominator, rounded) => {
    expect(divideRounded(numerator, denominator)).toBe(rounded);
  });

  it('is never off by more than half, and the same on both sides of zero', () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n }),
        fc.bigInt({ min: 1n, max: 10n ** 9n }),
        (n, d) => {
          const off = 2n * (divideRounded(n, d) * d - n);
          expect(off <= d && off >= -d).toBe(true);
          expect(divideRounded(-n, d)).toBe(-divideRounded(n, d));
        },
      ),
    );
  });
});
