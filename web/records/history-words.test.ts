import { expect, test } from 'vitest';
import { historySentences } from './history-words.ts';

const said = (action: string, changes: Record<string, unknown>) => historySentences({ action, changes }, '2026-11-23');

test('a pick says what was picked and what was short', () => {
  expect(said('order.pick', { lines: [{ sku: 'CH-1', picked: 15, short: 5, phantom: 5 }] })).toEqual([
    'Picked',
    '15 × CH-1, 5 short',
  ]);
});

test('a promise says the date and what it was before', () => {
  expect(
    said('backorder.promise', { promisedOn: { from: '2026-11-20', to: '2026-12-02' }, reason: 'the boat is late' }),
  ).toEqual(['Promised a date', 'Expected: 20 Nov → 2 Dec', 'Reason: the boat is late']);
});

test('a cancellation says its reason in words', () => {
  expect(
    said('backorder.cancel', {
      reason: 'customer_requested',
      notes: null,
      quantity: 5,
      lines: [{ sku: 'CH-1', quantity: 5 }],
    }),
  ).toEqual(['Cancelled 5', 'Reason: Customer requested', '5 × CH-1']);
});

test('what has no words of its own is said by its code', () => {
  expect(said('truck.paint', { color: 'red' })).toEqual(['Truck paint', 'Color: red']);
});
