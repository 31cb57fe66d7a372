import { expect, test } from 'vitest';
import { skuOf } from './use-new-product.ts';

test.each([
  ['Malbec Reserva', null, 'MALBEC-RESERVA'],
  ['Château d’Yquem', '2021, 750 ml', 'CHATEAU-D-YQUEM-2021-750-ML'],
  ['  ', null, 'ITEM-1'],
  ['x'.repeat(200), null, 'X'.repeat(40)],
])('an item of %s, %s without a code is called %s', (product, name, sku) => {
  expect(skuOf({ product, name })).toBe(sku);
});
