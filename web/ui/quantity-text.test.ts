import { expect, test } from 'vitest';
import { parseQuantity, quantityText, unitsText } from './quantity-text.ts';

test.each([
  [0, 12, '0'],
  [3, 12, '3'],
  [12, 12, '1 cs'],
  [51, 12, '4 cs + 3'],
  [51, 1, '51'],
  [12_000, 12, '1,000 cs'],
  [-15, 12, '−1 cs + 3'],
])('%i units of %i in a case are said as "%s"', (quantity, unitsPerCase, said) => {
  expect(quantityText(quantity, unitsPerCase)).toBe(said);
});

test('in full it is said in units', () => {
  expect(unitsText(51, 12)).toBe('51 units, 12 in a case');
  expect(unitsText(1, 1)).toBe('1 unit');
});

test.each([
  ['51', 51],
  ['4 cs', 48],
  ['4cs+3', 51],
  ['4 cs + 3', 51],
  ['4 cases 3', 51],
  ['1 case', 12],
  ['4c 3', 51],
  [' 4 CS + 3 units ', 51],
  ['1,200', 1_200],
  ['0', 0],
])('"%s" is read, with 12 in a case', (written, quantity) => {
  expect(parseQuantity(written, 12)).toBe(quantity);
});

test.each(['', 'four', '-3', '1.5', '4 cs +', '4 + 3', '10000001', '999999999 cs'])(
  '"%s" is not a quantity',
  (written) => {
    expect(parseQuantity(written, 12)).toBeNull();
  },
);

test('whatever is said can be read back', () => {
  for (const unitsPerCase of [1, 6, 12]) {
    for (let quantity = 0; quantity < 40; quantity += 1) {
      expect(parseQuantity(quantityText(quantity, unitsPerCase), unitsPerCase)).toBe(quantity);
    }
  }
});
