import { expect, test } from 'vitest';
import { estimateOfCarrier, nextDayOfRoute } from '#domain/carriers/estimate-delivery.ts';

// 2026-03-06 is a Friday.
const FRIDAY = '2026-03-06';
const week = { today: FRIDAY, workingDays: [1, 2, 3, 4, 5] };

test.each([
  [0, '2026-03-06'],
  [1, '2026-03-09'],
  [2, '2026-03-10'],
  [null, null],
])('a carrier that takes %s working days from a Friday is there on %s', (usualDays, day) => {
  expect(estimateOfCarrier({ usualDays }, week)).toBe(day);
});

test.each([
  [[5], false, '2026-03-06'],
  [[5], true, '2026-03-13'],
  [[1, 3], false, '2026-03-09'],
  [[6, 7], true, '2026-03-07'],
])('a truck of the days %j that left today: %s drives next on %s', (weekdays, hasLeftToday, day) => {
  expect(nextDayOfRoute({ weekdays, hasLeftToday }, FRIDAY)).toBe(day);
});
