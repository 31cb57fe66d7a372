import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { clientFor, openTestCompany, type TestCompany } from '#tests/support/test-company.ts';
import { addCustomer, buildWorld, buy, order, type World } from '#tests/support/world.ts';
import { made, pick, ship } from './acts.ts';

let company: TestCompany;
let world: World;
let productId: string;
beforeAll(async () => {
  company = await openTestCompany();
  world = await buildWorld(company.as('administrator'), { MALBEC: 40, SYRAH: 0 });
  ({ productId } = (await company.as('administrator').get(`/variants/${world.variants.MALBEC}`)).body);
});
afterAll(() => company.close());

const admin = () => company.as('administrator');
const found = async (path: string) => {
  const { status, body } = await admin().get(path);
  expect([path, status]).toEqual([path, 200]);
  return body.data.map((row: { id: string }) => row.id);
};

describe('the number a customer gives an order', () => {
  it('is kept, shown, changed and found, exactly and by its beginning', async () => {
    const placed = await order(admin(), world, { SYRAH: 3 }, { customerReference: 'Acme-4711/b' });
    expect(placed.customerReference).toBe('Acme-4711/b');
    const [backorder] = placed.backorders;
    for (const query of ['customerReference=ACME-4711/B', 'q=acme-47']) {
      expect(await found(`/orders?${query}`)).toEqual([placed.id]);
      expect(await found(`/backorders?${query}`)).toEqual([backorder.id]);
    }
    expect((await admin().get('/search?q=acme-4711')).body.data).toMatchObject([{ kind: 'order', id: placed.id }]);
    expect(await found('/orders?customerReference=acme-4711')).toEqual([]);

    const changed = await admin().patch(`/orders/${placed.id}`, { customerReference: 'Acme-4712' });
    expect(changed.body).toMatchObject({ customerReference: 'Acme-4712', version: placed.version + 1 });
    expect(await found('/orders?q=acme-4711')).toEqual([]);
    const [event] = (await admin().get(`/orders/${placed.id}/history`)).body.data;
    expect(event.changes).toEqual({ customerReference: { from: 'Acme-4711/b', to: 'Acme-4712' } });
    const again = await admin().patch(`/orders/${placed.id}`, { customerReference: 'Acme-4712' });
    expect(again.body.version).toBe(changed.body.version);
  });

  it.each([' ', 'x'.repeat(61), 'two\nlines', 7])('%j is no number: nothing is stored', async (customerReference) => {
    const lines = [{ variantId: world.variants.MALBEC, quantity: 1 }];
    const before = await found('/orders?limit=200');
    const reply = await admin().post('/orders', { customerId: world.customerId, lines, customerReference });
    expect(reply.status).toBe(422);
    expect(await found('/orders?limit=200')).toEqual(before);
  });
});

describe("an id of the sender's own", () => {
  const bodies = {
    orders: () => ({ customerId: world.customerId, lines: [{ variantId: world.variants.MALBEC, quantity: 1 }] }),
    customers: () => ({ accountNumber: `X-${Math.random()}`, name: 'Corner Shop' }),
    variants: () => ({
      productId,
      sku: `X-${Math.random()}`,
      name: '1 l',
      price: { amount: '1.00', currency: 'USD' },
    }),
    'purchase-orders': () => ({
      supplierId: world.supplierId,
      warehouseId: world.warehouseId,
      lines: [{ variantId: world.variants.MALBEC, quantity: 1 }],
    }),
  };

  it.each(Object.entries(bodies))('names one of the %s of the sender', async (kind, body) => {
    const first = made(await admin().post(`/${kind}`, { ...body(), externalId: 'erp 1' }));
    expect(first.externalId).toBe('erp 1');
    expect(await found(`/${kind}?externalId=erp%201`)).toEqual([first.id]);

    const twice = await Promise.all([1, 2].map(() => admin().post(`/${kind}`, { ...body(), externalId: 'erp 2' })));
    expect(twice.map(({ status }) => status).sort()).toEqual([201, 409]);
    const refused = twice.find(({ status }) => status === 409)?.body;
    expect(refused).toMatchObject({ code: 'already_exists', errors: [{ pointer: '#/externalId' }] });
    expect(await found(`/${kind}?externalId=erp%202`)).toHaveLength(1);

    const taken = await admin().patch(`/${kind}/${first.id}`, { externalId: 'erp 2' });
    expect(taken.body).toMatchObject({ code: 'already_exists', errors: [{ pointer: '#/externalId' }] });
    expect((await admin().patch(`/${kind}/${first.id}`, { externalId: null })).body.externalId).toBeNull();
    made(await admin().post(`/${kind}`, { ...body(), externalId: 'erp 1' }));
  });

  it('may be the same of two senders, and follows a program to its next key', async () => {
    const key = async (name: string) =>
      clientFor(company.origin, made(await admin().post('/api-keys', { name, role: 'administrator' })).key);
    const [shop, till] = [await key('shop'), await key('till')];
    const lines = [{ variantId: world.variants.MALBEC, quantity: 1 }];
    const sent = { customerId: world.customerId, lines, externalId: 'same' };
    const ofShop = made(await shop.post('/orders', sent));
    made(await till.post('/orders', sent));
    expect(await found('/orders?externalId=same')).toHaveLength(2);
    expect((await (await key('shop')).post('/orders', sent)).status).toBe(409);
    expect((await shop.patch(`/orders/${ofShop.id}`, { notes: 'kept' })).body.externalId).toBe('same');
  });
});

describe('exact filters', () => {
  it('find one record, and nothing that only begins so', async () => {
    const placed = await order(admin(), world, { MALBEC: 1 });
    const bought = await buy(admin(), world, 'MALBEC', 2);
    const customerId = await addCustomer(admin(), { accountNumber: 'EXACT-1' });
    await addCustomer(admin(), { accountNumber: 'EXACT-10' });
    const variant = (await admin().get(`/variants/${world.variants.MALBEC}`)).body;
    const f = await pick(admin(), placed, [{ picked: 1 }]);
    await ship(admin(), f);
    const [invoice] = (await admin().get(`/invoices?orderId=${placed.id}`)).body.data;

    expect(await found('/customers?accountNumber=EXACT-1')).toEqual([customerId]);
    expect(await found(`/variants?sku=${variant.sku}`)).toEqual([variant.id]);
    expect(await found(`/variants?sku=${variant.sku.slice(0, -1)}`)).toEqual([]);
    expect(await found('/variants?upc=0012345678905')).toContain(variant.id);
    expect(await found('/variants?upc=12345678905')).toContain(variant.id);
    expect(await found(`/variants?upc=${encodeURIComponent('0-12345 67890-5')}`)).toContain(variant.id);
    expect(await found(`/variants?codes=${encodeURIComponent('0-12345-67890-5')}`)).toContain(variant.id);
    expect(await found('/variants?upc=1234567890')).toEqual([]);
    expect(await found(`/orders?number=${placed.number.toLowerCase()}`)).toEqual([placed.id]);
    expect(await found(`/orders?number=${placed.number.slice(0, -1)}`)).toEqual([]);
    expect(await found(`/purchase-orders?number=${bought.number}`)).toEqual([bought.id]);
    expect(await found(`/invoices?number=${invoice.number}`)).toEqual([invoice.id]);
    expect((await admin().get(`/invoices/${invoice.id}`)).body).toEqual(invoice);
    expect((await admin().get('/invoices/999999999')).status).toBe(404);
    expect((await admin().get('/variants?upc=no')).status).toBe(422);
  });
});
