import { expect, test } from 'vitest';
import type { Backorder } from '#contract/backorders/backorder.ts';
import { canShipNow, projectionReason, waitingSentence } from './waiting-words.ts';

type Line = Backorder['lines'][number];
type Coverage = Line['coveredBy'][number];

const today = '2026-11-23';
const nothing: Coverage = {
  source: 'available',
  purchaseOrderLineId: null,
  purchaseOrderNumber: null,
  quantity: 0,
  on: null,
  lateSince: null,
};
const onPo101: Coverage = {
  ...nothing,
  source: 'purchase_order_line',
  purchaseOrderNumber: 'PO-101',
  quantity: 5,
  on: '2026-12-02',
};

function lineWith(facts: Partial<Line>): Line {
  return {
    itemName: 'Chablis',
    unitsPerCase: 1,
    outstanding: 5,
    allocated: 0,
    allocatableNow: 0,
    picked: 0,
    coveredBy: [],
    uncovered: 0,
    noDateBecause: null,
    coveredOn: null,
    ...facts,
  } as Line;
}

function backorderWith(facts: Partial<Backorder>): Backorder {
  return {
    outstanding: 5,
    allocated: 0,
    isReady: false,
    isOnHold: false,
    shipPolicy: 'partial',
    lines: [],
    ...facts,
  } as Backorder;
}

const says = (facts: Partial<Line>) => waitingSentence(backorderWith({ lines: [lineWith(facts)] }), today);

test('a purchase order on its way is named with its date', () => {
  expect(says({ coveredBy: [onPo101] })).toBe("Can't ship yet: 5 units on PO-101, expected 2 Dec.");
});

test('a late purchase order has no date, and says since when', () => {
  expect(says({ coveredBy: [{ ...onPo101, on: null, lateSince: '2026-11-03' }] })).toBe(
    "Can't ship yet: 5 units on PO-101, late since 3 Nov, no new date.",
  );
});

test('units nobody ordered are named too', () => {
  expect(says({ coveredBy: [{ ...onPo101, quantity: 3 }], uncovered: 2 })).toBe(
    "Can't ship yet: 3 units on PO-101, expected 2 Dec, 2 units not on any purchase order.",
  );
});

test('with several lines each names its item', () => {
  const lines = [lineWith({ coveredBy: [onPo101] }), lineWith({ itemName: 'Sancerre', uncovered: 1 })];
  expect(waitingSentence(backorderWith({ lines }), today)).toBe(
    "Can't ship yet: Chablis: 5 units on PO-101, expected 2 Dec; Sancerre: 1 unit not on any purchase order.",
  );
});

test('of many items the first are named, and how many more there are', () => {
  const lines = (count: number) =>
    Array.from({ length: count }, (_, index) => lineWith({ itemName: `Wine ${index + 1}`, uncovered: 1 }));
  const sentence = (count: number) => waitingSentence(backorderWith({ lines: lines(count) }), today) ?? '';
  expect(sentence(4)).toContain('Wine 4');
  expect(sentence(17)).toContain('Wine 3: 1 unit not on any purchase order; 14 items more.');
});

test('a hold explains itself, and what is closed needs no excuse', () => {
  expect(waitingSentence(backorderWith({ isOnHold: true }), today)).toBe(
    'On hold: it keeps its place in the queue and takes no stock until it is released.',
  );
  expect(waitingSentence(backorderWith({ outstanding: 0 }), today)).toBeNull();
});

test('a projected date says what it depends on', () => {
  expect(projectionReason(lineWith({ coveredBy: [onPo101], coveredOn: '2026-12-02' }), today)).toBe(
    'after PO-101 arrives on 2 Dec',
  );
  expect(projectionReason(lineWith({ noDateBecause: 'no_supply' }), today)).toBe('nothing on order covers it');
});

test('what can ship says so, and what the rest waits for', () => {
  const ready = (facts: Partial<Line>) => backorderWith({ isReady: true, lines: [lineWith(facts)] });
  expect(waitingSentence(ready({ allocated: 5 }), today)).toBe('All of it is allocated and can ship.');
  expect(waitingSentence(ready({ allocated: 5, picked: 5 }), today)).toBe('All of it is picked and waits to ship.');
  expect(waitingSentence(ready({ allocated: 2, coveredBy: [{ ...onPo101, quantity: 3 }] }), today)).toBe(
    '2 units can ship now. The rest waits: 3 units on PO-101, expected 2 Dec.',
  );
});

test('free stock that nobody ahead waits for can ship: fulfilling reserves it', () => {
  const free = backorderWith({
    canAllocate: true,
    lines: [lineWith({ allocatableNow: 5, coveredBy: [{ ...nothing, quantity: 5 }] })],
  });
  expect(canShipNow(free)).toBe(true);
  expect(waitingSentence(free, today)).toBe(
    'All of it is in the warehouse, and nobody waits ahead: fulfilling it takes it.',
  );
  expect(canShipNow({ ...free, isOnHold: true })).toBe(false);
});
