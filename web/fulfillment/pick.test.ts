import { expect, test } from 'vitest';
import { entryProblem, outcomeSentence, type PickLine, prefilled } from './pick.ts';

const line: PickLine = { id: '1', itemName: 'Chablis', sku: 'CH-1', unitsPerCase: 1, asked: 20, reserved: 15, free: 0 };

test('a line starts with everything reserved for it picked and nothing short', () => {
  expect(prefilled(line)).toEqual({ picked: 15, short: 0 });
});

test.each([
  [{ picked: 15, short: 5 }, '15 units picked, 5 units short → backorder of 5 units'],
  [{ picked: 15, short: 2 }, '15 units picked, 2 units short → backorder of 2 units. 3 units stay open'],
  [{ picked: 15, short: 0 }, '15 units picked. 5 units stay open'],
  [{ picked: 19, short: 0 }, '19 units picked. 1 unit stays open'],
  [{ picked: 20, short: 0 }, '20 units picked. Nothing stays open'],
  [{ picked: 0, short: 20 }, '20 units short → backorder of 20 units'],
  [{ picked: 0, short: 0 }, 'Left as it is: 20 units stay open'],
])('%o says: %s', (entry, sentence) => {
  expect(outcomeSentence(line, entry, 'backorder')).toBe(sentence);
});

test('with automatic backorders off, what is short stays on the order', () => {
  expect(outcomeSentence(line, { picked: 15, short: 5 }, 'stays_on_order')).toBe(
    '15 units picked, 5 units short → open on the order without a backorder: 5 units',
  );
});

test('what is short on a backorder stays on that backorder', () => {
  expect(outcomeSentence(line, { picked: 15, short: 5 }, 'stays_on_backorder')).toBe(
    '15 units picked, 5 units short → 5 units stay on this backorder',
  );
});

test('cases are said in cases', () => {
  expect(outcomeSentence({ ...line, unitsPerCase: 12, asked: 51 }, { picked: 48, short: 3 }, 'backorder')).toBe(
    '4 cs picked, 3 units short → backorder of 3 units',
  );
});

test('more than is asked for is refused before it is sent', () => {
  expect(entryProblem(line, { picked: 16, short: 5 })).toBe('More than the 20 units still to fill.');
  expect(entryProblem(line, { picked: 15, short: 5 })).toBeNull();
});
