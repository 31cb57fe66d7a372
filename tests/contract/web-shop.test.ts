import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pick, ship } from '#tests/stories/acts.ts';
import { type Client, openTestCompany, type TestCompany } from '#tests/support/test-company.ts';
import { buildWorld, receive, type World } from '#tests/support/world.ts';

/** The program of docs/web-shop.md, as it stands there. */
const guide = await readFile(new URL('../../docs/web-shop.md', import.meta.url), 'utf8');
const program = /```js\n(.*?)```/s.exec(guide)?.[1] as string;
const { connect } = await import(/* @vite-ignore */ `data:text/javascript,${encodeURIComponent(program)}`);

let company: TestCompany;
let admin: Client;
let world: World;
let shop: any;
let sku: string;
beforeAll(async () => {
  company = await openTestCompany();
  admin = company.as('administrator');
  world = await buildWorld(admin, { MALBEC: 6 });
  const { body } = await admin.post('/api-keys', { name: 'web shop', actions: ['orders.write', 'customers.write'] });
  shop = connect(company.origin, body.key);
  sku = (await admin.get(`/variants/${world.variants.MALBEC}`)).body.sku;
});
afterAll(() => company.close());

const refusal = (act: Promise<unknown>) =>
  act.then(
    () => ({ code: 'done' }),
    (problem) => problem,
  );

describe('the program of the guide', () => {
  it('is short', () => {
    expect(program.split('\n').length).toBeLessThan(90);
  });

  it('takes an order once, is told what waits, and sees it shipped', async () => {
    const customer = await shop.customer({ accountNumber: 'W-7', name: 'Ada Bell', email: 'ada@example.com' });
    expect((await shop.customer({ accountNumber: 'W-7', name: 'Ada Bell' })).id).toBe(customer.id);
    const { id: variantId, stock } = await shop.variant(sku);
    expect(stock.available).toBe(6);
    const wanted = { customerId: customer.id, lines: [{ variantId, quantity: 10 }] };
    const [order, again] = await Promise.all([shop.order('W-1001', wanted), shop.order('W-1001', wanted)]);
    expect(again).toEqual(order);
    expect(await refusal(shop.order('W-1001', { ...wanted, lines: [{ variantId, quantity: 11 }] }))).toMatchObject({
      code: 'idempotency_key_reused',
    });

    await ship(admin, await pick(admin, order, [{ picked: 6, short: 4 }]));
    expect(await shop.progress(order.id)).toMatchObject({
      status: 'partially_fulfilled',
      shipped: 6,
      ordered: 10,
      waits: [{ outstanding: 4, expectedOn: null }],
    });
    await receive(admin, world, 'MALBEC', 4);
    expect((await shop.progress(order.id)).waits[0].expectedOn).toMatch(/^\d{4}-\d\d-\d\d$/);
  });

  it('is told what is wrong, who was first, and what it may not do', async () => {
    const { customerId } = world;
    const variantId = world.variants.MALBEC;
    const misspelt = await refusal(
      shop.order('W-2', { customerId, lines: [{ variantId, quantity: 1, price: '1.00' }] }),
    );
    expect(misspelt.errors).toEqual([
      { pointer: '#/lines/0/price', detail: 'is not known here; did you mean unitPrice?' },
    ]);
    const order = await shop.order('W-2', { customerId, lines: [{ variantId, quantity: 1 }] });
    await admin.patch(`/orders/${order.id}`, { notes: 'Ring the bell' });
    expect(await refusal(shop.change(order, { notes: 'Back door' }))).toMatchObject({ code: 'changed_meanwhile' });
    expect((await shop.cancel(order.id, 'customer_requested', 'W-2')).status).toBe('cancelled');
    expect(await refusal(shop.cancel(order.id, 'customer_requested', 'W-2 again'))).toMatchObject({
      code: 'nothing_to_cancel',
    });
    expect(await refusal(shop.send('POST', '/products', { body: { name: 'Malbec' } }))).toMatchObject({
      code: 'not_permitted',
      permission: 'catalog.write',
    });
    expect(await refusal(shop.send('GET', '/orders?staus=open'))).toMatchObject({
      errors: [{ pointer: '#/query/staus', detail: 'is not known here; did you mean status?' }],
    });
  });
});
