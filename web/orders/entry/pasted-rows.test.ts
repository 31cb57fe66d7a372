import { expect, it } from 'vitest';
import { isManyRows, pastedRows } from '#web/orders/entry/pasted-rows.ts';

it.each([
  ['a spreadsheet', 'MAL-1\t12\r\nSYR-2\t4 cs\r\n'],
  ['with headings and names between', 'SKU\tItem\tQty\nMAL-1\tMalbec, red\t12\nSYR-2\tSyrah\t4 cs'],
  ['commas', 'MAL-1, 12\nSYR-2, 4 cs'],
  ['semicolons and quotes', '"MAL-1";"12"\n"SYR-2";"4 cs"'],
  ['blanks and empty rows', '\n  MAL-1   12  \n\nSYR-2 4 cs\n'],
])('reads rows of %s', (_, text) => {
  expect(pastedRows(text).map(({ code, quantity }) => [code, quantity])).toEqual([
    ['MAL-1', '12'],
    ['SYR-2', '4 cs'],
  ]);
});

it('says which row it was, and leaves a missing quantity open', () => {
  expect(pastedRows('\nMAL-1')).toEqual([{ row: 2, code: 'MAL-1', quantity: '' }]);
  expect(pastedRows('')).toEqual([]);
});

it('takes one word for one word', () => {
  expect(isManyRows('MAL-1')).toBe(false);
  expect(isManyRows('Cloudy Bay\n')).toBe(false);
  expect(isManyRows('MAL-1\t12')).toBe(true);
  expect(isManyRows('MAL-1 12\nSYR-2 4')).toBe(true);
});
