import { expect, test } from 'vitest';
import { expectedDays } from '#domain/purchasing/expected-days.ts';

test('a supplier is expected within ten years of today', () => {
  expect(expectedDays('2026-11-28')).toEqual({ earliest: '2016-11-27', latest: '2036-11-28' });
});
