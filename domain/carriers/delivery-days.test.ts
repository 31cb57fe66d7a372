import { expect, test } from 'vitest';
import { deliveryDays, recordedDays } from '#domain/carriers/delivery-days.ts';

test('is delivered from the day it leaves to a year later', () => {
  expect(deliveryDays('2026-11-28')).toEqual({ earliest: '2026-11-28', latest: '2027-11-29' });
});

test('what arrived is recorded for a year', () => {
  expect(recordedDays('2026-11-28')).toEqual({ earliest: '2025-11-27', latest: '2027-11-29' });
});
