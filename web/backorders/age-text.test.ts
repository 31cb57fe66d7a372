import { expect, test } from 'vitest';
import { ageText } from './age-text.ts';

test('an age is said in days, and past ten years in years', () => {
  expect([0, 1, 12, 3652, 3653, 10_448].map(ageText)).toEqual([
    'today',
    '1 day',
    '12 days',
    '3652 days',
    '10 years',
    '28 years',
  ]);
});
