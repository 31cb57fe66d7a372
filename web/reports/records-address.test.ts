import { expect, it } from 'vitest';
import { ALL, behindGroup, readPromisesAddress, readServedAddress } from './records-address.ts';

const REPORT = { from: '2026-08-30', to: '2026-11-27' };

it.each([
  ['2026-08', 'month', { from: '2026-08-30', to: '2026-08-31' }],
  ['2026-09', 'month', { from: '2026-09-01', to: '2026-09-30' }],
  ['2026-11', 'month', { from: '2026-11-01', to: '2026-11-27' }],
  ['7', 'rep', { ...REPORT, salesRepId: '7' }],
  [ALL, 'rep', REPORT],
] as const)('group %s by %s opens its own days and records', (key, by, figure) => {
  expect(behindGroup(key, by, REPORT, { asOf: '2026-11-27', isVip: 'true' })).toEqual({
    asOf: '2026-11-27',
    isVip: 'true',
    ...figure,
  });
});

it('a group of none is behind no filter', () => {
  expect(behindGroup(null, 'rep', REPORT, {})).toBeNull();
});

it('addresses keep what their lists know', () => {
  const days = { from: '2026-09-01', to: '2026-09-30' };
  expect(readServedAddress({ ...days, which: 'short', customerId: 7, status: 'open', by: 'rep' })).toEqual({
    ...days,
    which: 'short',
    customerId: '7',
  });
  expect(readPromisesAddress({ ...days, outcome: 'late', slipped: 'never', basis: 'requested' })).toEqual({
    ...days,
    outcome: 'late',
    basis: 'requested',
  });
});
