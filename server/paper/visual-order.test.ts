import { expect, it } from 'vitest';
import { drawingOrder, runsOf } from './visual-order.ts';

const drawn = (...words: string[]) => drawingOrder(words).map(({ text }) => text);

it('leaves what is read from left to right as it is', () => {
  expect(runsOf('Château (2016), 750 ml')).toEqual([{ text: 'Château (2016), 750 ml' }]);
  expect(drawn('Château ', '(2016), ', '750 ', 'ml')).toEqual(['Château ', '(2016), ', '750 ', 'ml']);
});

it('draws words that are read from right to left from right to left, and never touches their letters', () => {
  expect(drawn('יין ', 'אדום ', 'יבש')).toEqual(['יבש', 'אדום ', 'יין ']);
});

it('keeps Latin words between Arabic ones in their own order', () => {
  expect(drawn('نبيذ ', 'Château ', '2019 ', 'لبنان')).toEqual(['لبنان', 'Château ', '2019 ', 'نبيذ ']);
});

it('keeps a Hebrew name inside an English line together', () => {
  expect(drawn('BO-55 ', 'יין ', 'אדום ', 'Wines')).toEqual(['BO-55 ', 'אדום ', 'יין ', 'Wines']);
});

it('keeps a slash at the word before it, which no line break parts from it', () => {
  expect(drawn('כניסה / ', 'المدخل')).toEqual(['المدخل', 'כניסה\u00a0/ ']);
});

it('turns the brackets of what is read from right to left, once the line is broken', () => {
  expect(runsOf('יין (גליל) 2021').map(({ text }) => text)).toEqual(['יין (גליל) ', '2021']);
  expect(drawn('יין ', '(גליל) ', '2021')).toEqual(['2021', ')גליל( ', 'יין ']);
});
