import { expect, it } from 'vitest';
import { parseSearch, stringifySearch } from './plain-search.ts';

it.each([
  [{ id: '7' }, '?id=7'],
  [{ q: '00123 & co', by: undefined }, '?q=00123+%26+co'],
  [{ edit: 1 }, '?edit=1'],
  [{}, ''],
])('%j is %s in an address', (search, text) => {
  expect(stringifySearch(search)).toBe(text);
});

it.each([
  ['?id=7', { id: '7' }],
  ['?id=%227%22', { id: '7' }],
  ['?q=1e5&to=%2Forders', { q: '1e5', to: '/orders' }],
  ['', {}],
])('%s says %j', (text, search) => {
  expect(parseSearch(text)).toEqual(search);
});
