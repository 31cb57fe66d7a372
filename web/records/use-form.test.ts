import { expect, test } from 'vitest';
import { otherThan } from './use-form.ts';

test.each([
  ['a field typed and put back is not changed', { name: 'Anchor' }, {}],
  ['an emptied field is changed', { name: null }, { name: null }],
  ['nothing typed into an empty field is not changed', { phone: undefined }, {}],
  ['an amount of money is compared by what it says', { price: { amount: '1.00', currency: 'USD' } }, {}],
])('%s', (_, typed, other) => {
  const record = { name: 'Anchor' as string | null, phone: null, price: { amount: '1.00', currency: 'USD' } };
  expect(otherThan<Record<string, unknown>>(record, typed)).toEqual(other);
});
