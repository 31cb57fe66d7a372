import { expect, test } from 'vitest';
import { hasRightCheckDigit, isSameCode, phoneFromEnd } from './codes.ts';
import { fold, patternsOf } from './fold.ts';
import { isLike, meantBy } from './likeness.ts';

test.each([
  ['Café', 'cafe'],
  ["O'Brien’s", 'obriens'],
  ['O`Brien', 'obrien'],
  ['Straße', 'strasse'],
  ['STRASSE', 'strasse'],
  ["Château d'Yquem 750ml", 'chateau dyquem 750 ml'],
  ['Brøndum & Æble', 'brondum aeble'],
  ['Cha\u0302teau', 'chateau'],
  ['St-Julien W/50ML', 'st julien w 50 ml'],
  ['SKU-0042', 'sku 42'],
  ['ΣΊΣΥΦΟΣ', 'σισυφοσ'],
  ['100 %_', '100'],
])('%s is looked for as %s', (text, folded) => expect(fold(text)).toBe(folded));

test('folding twice is folding once', () => {
  for (const text of ['Äpfel 7', 'İstanbul', '½ Fl.', 'ﬁno']) expect(fold(fold(text))).toBe(fold(text));
});

test('words are found in any order, few figures from their beginning, a code as one word', () => {
  expect(patternsOf('750 rouge château')).toEqual(['%chateau%', '%rouge%', '% 750%']);
  expect(patternsOf('de la Cuvée')).toEqual(['%cuvee%', '% de%', '% la%']);
  expect(patternsOf('0 88004-02272 3')).toEqual(['%88004022723%']);
  expect(patternsOf('0088004022723')).toEqual(['%88004022723%']);
  expect(patternsOf('%')).toEqual(['']);
});

test('what is written together is found together', () => {
  expect(patternsOf('C-2')).toEqual(['% c 2%']);
  expect(patternsOf('marg-15 750ml')).toEqual(['%marg 15%', '% 750 ml%']);
  expect(patternsOf("Côtes,d'Or/2")).toEqual(['%cotes%', '%dor 2%']);
  expect(patternsOf('日本 酒')).toEqual(['%日本%', '%酒%']);
});

test.each([
  ['cahros', 'Cahors 2019', true],
  ['strasse', 'Strawberry Daiquiri', false],
  ['chatau margaux', 'Margaux, Château', true],
  ['margaux', 'Marseille', false],
  ['gin', 'Gim', false],
  ['cahros 750', 'Cahors 375 ml', false],
])('%s like %s: %s', (sought, text, expected) => expect(isLike(sought, text)).toBe(expected));

test('what is misspelt means the likest words', () => {
  expect(meantBy('Chatau margoux', 'Château Margaux · 2015, 750 ml')).toBe('chateau margaux');
  expect(meantBy('cahros', 'Cahors')).toBe('cahors');
});

test.each([
  ['88004022723', '088004022723', true],
  ['0088004022723', '88004022723', true],
  ['00088004022723', '0-88004-02272-3', true],
  ['88004022723', '88004022724', false],
  ['MAL-750', 'MAL-750', false],
])('%s and %s are the same code: %s', (one, other, expected) => expect(isSameCode(one, other)).toBe(expected));

test.each([
  ['088004022723', true],
  ['88004022723', true],
  ['3760150610197', true],
  ['96385074', true],
  ['088004022724', false],
  ['880040227230', false],
])('the check digit of %s is right: %s', (code, expected) => expect(hasRightCheckDigit(code)).toBe(expected));

test.each([
  ['(515) 555-0123', '321055551'],
  ['+1 515.555.0123', '321055551'],
  ['555-0123', '3210555'],
  ['0123', null],
  ['BO-1042', null],
  ['515.555.0144 x7', '441055551'],
  ['515 555 0144 ext. 12', '441055551'],
  ['Anchor 515', null],
])('%s from its end is %s', (text, expected) => expect(phoneFromEnd(text)).toBe(expected));
