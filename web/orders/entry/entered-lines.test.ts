import { expect, it } from 'vitest';
import type { Variant } from '#web/catalog/variant-picker.tsx';
import { aheadOf, firstQuantity, isLineReady, withItem, withRows } from '#web/orders/entry/entered-lines.ts';

const item = (sku: string, fields: Partial<Variant> = {}) =>
  ({ id: sku, sku, upc: null, unitsPerCase: 12, orderMultiple: 1, ...fields }) as Variant;
const malbec = item('MAL');
const row = (code: string, quantity: string) => ({ row: 1, code, quantity });

it.each([
  [12, 1, 12],
  [1, 1, 1],
  [6, 4, 8],
  [1, 24, 24],
])('begins with a case: %i in a case, sold by %i', (unitsPerCase, orderMultiple, quantity) => {
  expect(firstQuantity(item('A', { unitsPerCase, orderMultiple }))).toBe(quantity);
});

it('adds up the same item, also one whose quantity cannot be read', () => {
  const once = withItem([], malbec, 5);
  expect(withItem(once, malbec, 3)).toMatchObject([{ quantity: 8 }]);
  expect(withItem([{ key: 1, variant: malbec, quantity: null }], malbec, 3)).toMatchObject([{ quantity: 3 }]);
});

it('names each row that is no line, and takes the others', () => {
  const two = [item('B', { upc: '012345678905' }), item('C', { upc: '12345678905' })];
  const rows = [
    row('mal', '2 cs'),
    row('NOPE', '1'),
    row('12345678905', '1'),
    row('MAL', 'x'),
    row('MAL', '0'),
    row('MAL', ''),
  ];
  const { lines, bad, added } = withRows([], rows, [malbec, ...two]);
  expect(lines).toMatchObject([{ quantity: 36 }]);
  expect(added).toBe(2);
  expect(bad.map(({ code, because }) => [code, because])).toEqual([
    ['NOPE', 'unknown'],
    ['12345678905', 'several'],
    ['MAL', 'unreadable'],
    ['MAL', 'unreadable'],
  ]);
});

it('lets a second line of the same item see what the first leaves', () => {
  const lines = [1, 2].map((key) => ({ key, variant: malbec, quantity: 7 }));
  expect(lines.map((line) => aheadOf(lines, line))).toEqual([0, 7]);
});

it.each([
  [{}, true],
  [{ quantity: null }, false],
  [{ quantity: 0 }, false],
  [{ price: '9.50' }, false],
  [{ price: '9.50', priceReason: ' ' }, false],
  [{ price: '9.50', priceReason: 'Quote' }, true],
  [{ price: '-1', priceReason: 'Quote' }, false],
  [{ price: 'nine', priceReason: 'Quote' }, false],
])('can be sent: %o', (change, isReady) => {
  expect(isLineReady({ key: 1, variant: malbec, quantity: 2, ...change })).toBe(isReady);
});
