import { expect, test } from 'vitest';
import { actorText } from './actor-text.ts';
import { type HistoryEvent, historySentences } from './history-words.ts';

const known = {
  items: new Map([['CH-1', { itemName: 'Chablis', unitsPerCase: 12 }]]),
  fulfillments: new Map([['3', 'F-1003']]),
  backorders: new Map([['2', 'BO-1002']]),
};
const said = (action: string, changes: Record<string, unknown>, facts: Partial<HistoryEvent> = {}) =>
  historySentences({ action, changes, ...facts }, { today: '2026-11-23', timeZone: 'America/Chicago', known });

test('a pick says which fulfillment it made, what was picked and what was short', () => {
  const lines = [{ sku: 'CH-1', picked: 15, short: 5, phantom: 5 }];
  expect(said('order.pick', { lines }, { recordId: '3' })).toEqual([
    'Picked F-1003',
    '1 cs + 3 of Chablis, 5 units short',
  ]);
  expect(said('backorder.pick', { backorderNumber: 'BO-1002', lines }, { recordId: '3' })[0]).toBe(
    'Picked F-1003 for BO-1002',
  );
});

test('a pick of nothing says only what is short', () => {
  const lines = [{ sku: 'CH-1', picked: 0, short: 5 }];
  expect(said('order.pick', { lines })).toEqual(['Recorded what is short', '5 units of Chablis short']);
  expect(said('backorder.pick', { backorderNumber: 'BO-1002', lines })[0]).toBe('Recorded what is short of BO-1002');
});

test('rules of a line say what changed, and nothing of what was said again', () => {
  const changed = { sku: 'CH-1', cancelIfNotShippedBy: { from: '2026-11-20', to: null } };
  expect(said('order.update', { rules: [changed, { sku: 'CH-1', cancelIfNotShippedBy: null }] })).toEqual([
    'Changed the order',
    'Chablis: Cancel if not shipped by: 20 Nov → nothing',
  ]);
  expect(said('order.update', { rules: [{ sku: 'CH-1', cancelIfNotShippedBy: '2026-11-20' }] })[1]).toBe(
    'Chablis: Cancel if not shipped by: 20 Nov',
  );
});

test('a line of a purchase order that comes in parts says how many come when, and when it comes on one day again', () => {
  const deliveries = [
    { quantity: 12, expectedOn: '2026-12-03' },
    { quantity: 5, expectedOn: '2027-01-10' },
  ];
  const moved = { expectedOn: [{ sku: 'CH-1', from: null, to: '2027-01-10' }] };
  expect(said('purchase_order.update', { ...moved, deliveries: [{ sku: 'CH-1', deliveries }] }).slice(1)).toEqual([
    'Chablis: nothing → 10 Jan 2027',
    'Chablis: 1 cs on 3 Dec, 5 units on 10 Jan 2027',
  ]);
  expect(said('purchase_order.update', { deliveries: [{ sku: 'CH-1', deliveries: [] }] })[1]).toBe(
    'Chablis: comes on one day again',
  );
});

test('an item that is not on the page is named by its SKU', () => {
  expect(said('order.pick', { lines: [{ sku: 'PN-2', picked: 3, short: 0 }] })).toEqual(['Picked', '3 units of PN-2']);
});

test('a decision of the allocator says what was reserved, and for whom', () => {
  const decided = {
    sku: 'CH-1',
    quantity: 5,
    waiting: 5,
    outcome: 'allocated',
    reason: 'served',
    claim: 'ordinary',
    rank: 1,
  };
  expect(said('allocation.decide', { ...decided, backorderId: '2' })).toEqual([
    'Allocated 5 units of Chablis to BO-1002',
  ]);
  expect(said('allocation.decide', { ...decided, backorderId: null })).toEqual(['Allocated 5 units of Chablis']);
});

test('a backorder says why it was made once', () => {
  expect(
    said('backorder.create', {
      number: 'BO-1002',
      orderNumber: 'SO-1003',
      cause: 'partial_fulfillment',
      reason: 'short_pick',
      lines: [{ sku: 'CH-1', quantity: 5 }],
    }),
  ).toEqual(['Created the backorder BO-1002', 'Because: Short when the order was picked', '5 units of Chablis']);
});

test('a credit note says its number, and a link of the customer says no more than that', () => {
  expect(said('credit_note.create', { number: 'CN-1001' })).toEqual(['Credited on CN-1001']);
  expect(said('customer_link.create', { customerId: '96', backorderId: '728' })).toEqual([
    'Created a link for the customer',
  ]);
  expect(said('customer_link.revoke', {})).toEqual(['Revoked a link of the customer']);
});

test('a promise says the date and what it was before', () => {
  expect(
    said('backorder.promise', { promisedOn: { from: '2026-11-20', to: '2026-12-02' }, reason: 'the boat is late' }),
  ).toEqual(['Promised a date', 'Expected: 20 Nov → 2 Dec', 'Reason: the boat is late']);
  expect(said('backorder.promise', { promisedOn: { from: '2026-11-20', to: null }, reason: null })).toEqual([
    'Recorded that there is no date',
    'Expected: 20 Nov → nothing',
  ]);
});

test('a cancellation says how much and its reason in words', () => {
  expect(
    said(
      'backorder.cancel',
      { reason: 'customer_requested', notes: null, quantity: 5, lines: [{ sku: 'CH-1', quantity: 5 }] },
      { recordId: '2' },
    ),
  ).toEqual(['Cancelled 5 units of BO-1002', 'Reason: Customer requested', '5 units of Chablis']);
  expect(said('order.cancel', { reason: 'shortage_cancelled', lines: [{ sku: 'CH-1', quantity: 1 }] })[0]).toBe(
    'Cancelled 1 unit of the order',
  );
  expect(said('order.cancel', { reason: 'customer_requested', quantity: 0, lines: [] })[0]).toBe('Cancelled the order');
});

test('a delivery says its time only when it was recorded later', () => {
  const delivered = { number: 'F-1003', deliveredAt: '2026-11-23T17:44:24.653Z', receivedBy: 'Sam' };
  expect(said('fulfillment.deliver', delivered, { at: '2026-11-23T17:44:25.000Z' })).toEqual([
    'Delivered F-1003',
    'Received by: Sam',
  ]);
  expect(said('fulfillment.deliver', delivered, { at: '2026-11-24T17:44:25.000Z' })[1]).toBe(
    'Delivered at: 23 Nov, 11:44',
  );
});

test('what has no words of its own is said by its code', () => {
  expect(said('truck.paint', { color: 'red' })).toEqual(['Truck paint', 'Color: red']);
});

test('who did it is a name, not an account', () => {
  expect(actorText('user:7 Ada Bell')).toBe('Ada Bell');
  expect(actorText('key:3 replay')).toBe('replay (API key)');
  expect(actorText('system nightly')).toBe('Makegood');
});
