import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestCompany, type TestCompany } from '#tests/support/test-company.ts';
import { buildWorld, buy, order } from '#tests/support/world.ts';

let company: TestCompany;
beforeAll(async () => {
  company = await openTestCompany();
});
afterAll(() => company.close());

const manager = () => company.as('manager');

const price = { amount: '12.5', currency: 'USD' };

async function addProduct(name = 'Pale Ale') {
  return (await manager().post('/products', { name })).body;
}

test('a variant is answered with its product, its price with two decimals or more', async () => {
  const product = await addProduct();
  const { status, body, headers } = await manager().post('/variants', {
    productId: product.id,
    sku: 'PA-1',
    upc: '012345678905',
    name: 'Pale Ale 33 cl',
    price,
  });
  expect(status).toBe(201);
  expect(headers.get('etag')).toBe('"1"');
  expect(body).toMatchObject({
    productName: 'Pale Ale',
    sku: 'PA-1',
    baseUnit: 'bottle',
    unitsPerCase: 1,
    price: { amount: '12.50', currency: 'USD' },
    shortageRule: null,
    discontinued: false,
  });
  expect((await manager().get(`/variants/${body.id}`)).body).toEqual(body);
  const exact = await manager().patch(`/variants/${body.id}`, { price: { amount: '0.1255', currency: 'USD' } });
  expect(exact.body.price.amount).toBe('0.1255');
});

test('a code whose last figure does not check the others is kept, and says so', async () => {
  const product = await addProduct();
  const add = async (sku: string, upc: string | null) =>
    (await manager().post('/variants', { productId: product.id, sku, upc, name: sku, price })).body;
  expect((await add('CD-1', '012345678905')).isUpcRight).toBe(true);
  const wrong = await add('CD-2', '012345678906');
  expect(wrong).toMatchObject({ upc: '012345678906', isUpcRight: false });
  expect((await add('CD-3', null)).isUpcRight).toBeNull();
  expect((await manager().patch(`/variants/${wrong.id}`, { upc: '4006381333931' })).body.isUpcRight).toBe(true);
});

test('a SKU is unique, a product must exist, and the currency is the company’s', async () => {
  const product = await addProduct();
  const variant = { productId: product.id, sku: 'DUP-1', name: 'Stout', price };
  expect((await manager().post('/variants', variant)).status).toBe(201);
  expect((await manager().post('/variants', variant)).body).toMatchObject({
    code: 'already_exists',
    errors: [{ pointer: '#/sku' }],
  });
  expect((await manager().post('/variants', { ...variant, sku: 'DUP-2', productId: '999999' })).body).toMatchObject({
    code: 'unknown_reference',
    errors: [{ pointer: '#/productId' }],
  });
  expect(
    (await manager().post('/variants', { ...variant, sku: 'DUP-3', price: { amount: '1', currency: 'EUR' } })).body,
  ).toMatchObject({
    code: 'invalid_request',
    errors: [{ pointer: '#/price/currency' }],
  });

  const other = (await manager().post('/variants', { ...variant, sku: 'DUP-4' })).body;
  expect((await manager().patch(`/variants/${other.id}`, { sku: 'DUP-1' })).body).toMatchObject({
    code: 'already_exists',
    errors: [{ pointer: '#/sku' }],
  });
  expect((await manager().get(`/variants/${other.id}`)).body).toEqual(other);
});

test('a variant may say who it is usually bought from', async () => {
  const product = await addProduct('Mezcal');
  const supplier = (await manager().post('/suppliers', { name: 'Agave & Co' })).body;
  const variant = { productId: product.id, sku: 'MEZ-1', name: 'Mezcal 70 cl', price };
  expect((await manager().post('/variants', { ...variant, supplierId: '999999' })).body).toMatchObject({
    code: 'unknown_reference',
    errors: [{ pointer: '#/supplierId' }],
  });
  const { body: made } = await manager().post('/variants', variant);
  expect(made).toMatchObject({ supplierId: null, supplierName: null });
  const { body: changed } = await manager().patch(`/variants/${made.id}`, { supplierId: supplier.id });
  expect(changed).toMatchObject({ supplierId: supplier.id, supplierName: 'Agave & Co', version: 2 });
  expect((await manager().get(`/variants/${made.id}`)).body).toEqual(changed);
  expect((await manager().patch(`/variants/${made.id}`, { supplierId: '999999' })).body.code).toBe('unknown_reference');
  expect((await manager().get(`/variants/${made.id}`)).body).toEqual(changed);
});

test('a change names the version it was made from', async () => {
  const product = await addProduct('Porter');
  const changed = await manager().patch(`/products/${product.id}`, { family: 'Dark' }, { 'if-match': '"1"' });
  expect(changed.body).toEqual({ ...product, family: 'Dark', version: 2 });
  expect(
    (await manager().patch(`/products/${product.id}`, { family: 'Late' }, { 'if-match': '"1"' })).body,
  ).toMatchObject({
    code: 'changed_meanwhile',
    version: 2,
  });
  expect((await manager().patch(`/products/${product.id}`, { family: 'Dark' })).body.version).toBe(2);
  expect((await manager().patch('/products/999999', { family: 'Dark' })).body.code).toBe('not_found');
});

test('who comes second learns who changed what, and may save what they typed over it', async () => {
  const { id } = await addProduct('Stout');
  await manager().patch(`/products/${id}`, { family: 'Dark' });
  await company.as('administrator').patch(`/products/${id}`, { name: 'Oat stout' });
  const late = await manager().patch(`/products/${id}`, { family: 'Black' }, { 'if-match': '"1"' });
  expect(late.body).toMatchObject({
    code: 'changed_meanwhile',
    version: 3,
    changes: [
      { actor: expect.stringMatching(/ administrator$/), changes: { name: { from: 'Stout', to: 'Oat stout' } } },
      { actor: expect.stringMatching(/ manager$/), changes: { family: { from: null, to: 'Dark' } } },
    ],
  });
  const again = await manager().patch(`/products/${id}`, { family: 'Black' }, { 'if-match': '"3"' });
  expect(again.body).toMatchObject({ name: 'Oat stout', family: 'Black', version: 4 });
});

test('products are found by what is sold of them, with the variants that match first', async () => {
  const product = await addProduct('Barolo');
  for (const [sku, upc] of [
    ['BAR-1', '111111111111'],
    ['BAR-2', '222222222222'],
    ['BAR-3', '333333333333'],
    ['BAR-4', '444444444444'],
  ]) {
    const price = { amount: '30', currency: 'USD' };
    expect(
      (await manager().post('/variants', { productId: product.id, sku, upc, name: `Barolo ${sku}`, price })).status,
    ).toBe(201);
  }
  const [found] = (await manager().get('/products?q=444444444444')).body.data;
  expect(found).toMatchObject({ id: product.id, variantCount: 4 });
  expect(found.variants.map(({ sku }: { sku: string }) => sku)).toEqual(['BAR-4', 'BAR-1', 'BAR-2']);
});

test('walking the pages of 250 variants sees each once, in order', async () => {
  const product = await addProduct('Many');
  await company.database.query(
    `insert into variants (product_id, sku, name, price, created_at) select $1, 'MANY-' || lpad(n::text, 3, '0'), 'Many', 1, '2026-01-01' from generate_series(1, 250) n`,
    [product.id],
  );
  const seen: string[] = [];
  let cursor: string | null = null;
  let pages = 0;
  do {
    const page = await manager().get(`/variants?limit=50&productId=${product.id}${cursor ? `&cursor=${cursor}` : ''}`);
    seen.push(...page.body.data.map(({ sku }: { sku: string }) => sku));
    cursor = page.body.nextCursor;
    pages += 1;
  } while (cursor);
  expect(pages).toBe(5);
  expect(seen).toEqual(Array.from({ length: 250 }, (_, index) => `MANY-${String(index + 1).padStart(3, '0')}`));
});

test('products of the same name are all listed', async () => {
  await Promise.all(Array.from({ length: 7 }, () => addProduct('Same Name')));
  const first = await manager().get('/products?q=same&limit=4');
  const second = await manager().get(`/products?q=same&limit=4&cursor=${first.body.nextCursor}`);
  expect(new Set([...first.body.data, ...second.body.data].map(({ id }) => id)).size).toBe(7);
  expect(second.body.nextCursor).toBeNull();
});

test.each([
  ['abc', 'AAAA'],
  ['values of another kind', Buffer.from('["x","abc"]').toString('base64url')],
  ['a number too large', Buffer.from('["x","99999999999999999999"]').toString('base64url')],
  ['a NUL character', Buffer.from('["\\u0000","1"]').toString('base64url')],
  ['too few values', Buffer.from('["x"]').toString('base64url')],
])('a cursor that is not one is refused: %s', async (_, cursor) => {
  expect((await manager().get(`/variants?cursor=${cursor}`)).body).toMatchObject({
    code: 'invalid_request',
    errors: [{ pointer: '#/query/cursor' }],
  });
});

test('a search knows no wildcards and ignores capitals and punctuation', async () => {
  const product = await addProduct('Search');
  for (const [sku, name] of [
    ['S%1', 'Lager_Hell'],
    ['SX1', 'LagerXHell'],
    ['S\\1', 'Back'],
  ] as const) {
    await manager().post('/variants', {
      productId: product.id,
      sku,
      upc: sku === 'SX1' ? '4006381333931' : null,
      name,
      price,
    });
  }
  const found = async (q: string) =>
    (await manager().get(`/variants?productId=${product.id}&q=${encodeURIComponent(q)}`)).body.data.map(
      ({ sku }: { sku: string }) => sku,
    );
  for (const wildcard of ['%', '_', '\\']) expect(await found(wildcard)).toEqual([]);
  expect(await found('s%1 lager')).toEqual(await found('LAGER s 1'));
  expect(await found('LAGER')).toHaveLength(2);
  expect(await found('638133')).toEqual(['SX1']);
  expect(await found(' ')).toHaveLength(3);
});

test('a NUL character is refused wherever it stands, and nothing is stored', async () => {
  expect((await manager().post('/products', { name: 'A\u0000B' })).body.code).toBe('invalid_request');
  expect((await manager().get('/variants?q=%00')).status).toBe(422);
  expect((await manager().get('/products/%00')).status).toBe(422);
  expect(
    (await company.as('administrator').post('/warehouses', { code: 'N', name: 'N', address: { city: '\u0000' } }))
      .status,
  ).toBe(422);
});

test('the same key and body make one product, however often and at once', async () => {
  const key = { 'idempotency-key': randomUUID() };
  const answers = await Promise.all(
    Array.from({ length: 8 }, () => manager().post('/products', { name: 'Once' }, key)),
  );
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]));
  expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1);
  expect((await manager().get('/products?q=Once')).body.data).toHaveLength(1);
  const later = await manager().post('/products', { name: 'Once' }, key);
  expect(later.body).toEqual(answers[0]?.body);

  const other = await manager().post('/products', { name: 'Twice' }, key);
  expect(other.status).toBe(422);
  expect(other.body.code).toBe('idempotency_key_reused');
});

test('two at once with the same SKU make one variant', async () => {
  const product = await addProduct('Race');
  const answers = await Promise.all(
    Array.from({ length: 6 }, () =>
      manager().post('/variants', { productId: product.id, sku: 'RACE', name: 'Race', price }),
    ),
  );
  expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409, 409, 409]);
});

test('suppliers differ by more than capitals', async () => {
  const { body } = await manager().post('/suppliers', { name: 'Northern Brewing' });
  expect((await manager().post('/suppliers', { name: 'NORTHERN brewing' })).body).toMatchObject({
    code: 'already_exists',
    errors: [{ pointer: '#/name' }],
  });
  const other = (await manager().post('/suppliers', { name: 'Southern Brewing', email: 'sales@southern.example' }))
    .body;
  expect((await manager().patch(`/suppliers/${other.id}`, { name: 'northern brewing' })).status).toBe(409);
  expect((await manager().patch(`/suppliers/${other.id}`, { email: null })).body.email).toBeNull();
  expect((await manager().get('/suppliers?q=north')).body.data).toMatchObject([body]);
});

test('warehouses are the administrator’s to add', async () => {
  const admin = company.as('administrator');
  const { body } = await admin.post('/warehouses', { code: 'MAIN', name: 'Main', address: { city: 'Madison' } });
  expect(body.address).toEqual({ city: 'Madison' });
  expect((await admin.post('/warehouses', { code: 'MAIN', name: 'Second' })).body.code).toBe('already_exists');
  expect((await manager().post('/warehouses', { code: 'X', name: 'X' })).body.code).toBe('not_permitted');
  const changed = await admin.patch(`/warehouses/${body.id}`, { address: null, name: 'Hall' });
  expect(changed.body).toEqual({ ...body, address: null, name: 'Hall', version: 2 });
  expect((await admin.get('/warehouses')).body.data).toMatchObject([changed.body]);
});

test('reading is for every role, writing is not', async () => {
  for (const role of ['sales_rep', 'warehouse', 'read_only'] as const) {
    expect((await company.as(role).get('/products')).status).toBe(200);
    expect((await company.as(role).post('/products', { name: 'X' })).body.code).toBe('not_permitted');
  }
});

test('the variants of a product come with their stock in all warehouses when it is asked for', async () => {
  const admin = company.as('administrator');
  const world = await buildWorld(admin, { GAMAY: 10 });
  const { id: elsewhere } = (await admin.post('/warehouses', { code: 'ELSEWHERE', name: 'Elsewhere' })).body;
  await admin.post('/stock-adjustments', {
    variantId: world.variants.GAMAY,
    warehouseId: elsewhere,
    countedQuantity: 5,
    reason: 'counted',
  });
  await order(admin, world, { GAMAY: 4 });
  await buy(admin, world, 'GAMAY', 7);
  const { productId } = (await admin.get(`/variants/${world.variants.GAMAY}`)).body;
  const [variant] = (await admin.get(`/variants?productId=${productId}&withStock=true`)).body.data;
  expect(variant.stock).toEqual({ onHand: 15, allocated: 4, available: 11, onOrder: 7, backordered: 0 });
  expect((await admin.get(`/variants?productId=${productId}`)).body.data[0].stock).toBeNull();
});
