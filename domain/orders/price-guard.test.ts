import { expect, test } from 'vitest';
import { isPriceEnded, type PriceGuard, priceValidUntil } from '#domain/orders/price-guard.ts';

test.each<[PriceGuard, string | null, string, string | null]>([
  ['off', null, '2026-11-28', null],
  ['off', '2026-12-05', '2026-11-28', '2026-12-05'],
  ['valid_until', null, '2026-11-28', null],
  ['month_end', null, '2026-11-28', '2026-11-30'],
  ['month_end', null, '2028-02-01', '2028-02-29'],
  ['month_end', null, '2026-12-31', '2026-12-31'],
  ['month_end', '2027-01-15', '2026-11-28', '2027-01-15'],
])('under %s a price with the day %s, frozen on %s, holds until %s', (guard, given, today, until) => {
  expect(priceValidUntil(guard, { given, today })).toBe(until);
});

test('has ended the day after its last, and never where nobody guards it', () => {
  expect(isPriceEnded('month_end', '2026-11-30', '2026-11-30')).toBe(false);
  expect(isPriceEnded('month_end', '2026-11-30', '2026-12-01')).toBe(true);
  expect(isPriceEnded('valid_until', null, '2026-12-01')).toBe(false);
  expect(isPriceEnded('off', '2026-11-30', '2026-12-01')).toBe(false);
});
