import { createHash } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { backorderOf, cancel } from '#tests/stories/acts.ts';
import { addPersonOf } from '#tests/support/person.ts';
import { openTestCompany, type TestCompany } from '#tests/support/test-company.ts';
import { buildWorld, order } from '#tests/support/world.ts';

let company: TestCompany;
beforeAll(async () => {
  company = await openTestCompany();
});
afterAll(() => company.close());

const manager = () => company.as('manager');

test('a customer is kept with the address goods go to', async () => {
  const address = { line1: '1 Main Street', city: 'Madison', region: 'WI' };
  const { status, body } = await manager().post('/customers', {
    accountNumber: 'C-1',
    name: 'Blue Door Tavern',
    address,
  });
  expect(status).toBe(201);
  expect(body).toMatchObject({ tier: 'standard', terms: 'net_30', salesRepId: null, address, version: 1 });
  const moved = await manager().patch(`/customers/${body.id}`, { address: { city: 'Verona' } });
  expect(moved.body).toEqual({ ...body, address: { city: 'Verona' }, version: 2 });
  const openBackorders = { count: 0, outstandingValue: { amount: '0.00', currency: 'USD' } };
  expect((await manager().get(`/customers/${body.id}`)).body).toMatchObject({ ...moved.body, openBackorders });
  expect((await manager().patch(`/customers/${body.id}`, { address: null })).body.address).toBeNull();
  expect((await manager().get(`/customers/${body.id}`)).body.address).toBeNull();
});

test('account numbers are unique and representatives must exist', async () => {
  const customer = { accountNumber: 'C-2', name: 'Red Lantern' };
  const { body } = await manager().post('/customers', customer);
  expect((await manager().post('/customers', customer)).body).toMatchObject({
    code: 'already_exists',
    errors: [{ pointer: '#/accountNumber' }],
  });
  expect(
    (await manager().post('/customers', { accountNumber: 'C-3', name: 'X', salesRepId: '999999' })).body,
  ).toMatchObject({
    code: 'unknown_reference',
    errors: [{ pointer: '#/salesRepId' }],
  });
  expect((await manager().patch(`/customers/${body.id}`, { salesRepId: '999999' })).body.code).toBe(
    'unknown_reference',
  );
  const other = (await manager().post('/customers', { accountNumber: 'C-4', name: 'Green Door' })).body;
  expect((await manager().patch(`/customers/${other.id}`, { accountNumber: 'C-2' })).body.code).toBe('already_exists');
  expect((await manager().patch(`/customers/${other.id}`, { name: 'Late' }, { 'if-match': '"7"' })).body.code).toBe(
    'changed_meanwhile',
  );
});

test('a new tier moves the customer’s waiting lines, and nobody else’s', async () => {
  const [gold, plain] = await Promise.all(
    ['T-1', 'T-2'].map(
      async (accountNumber) => (await manager().post('/customers', { accountNumber, name: accountNumber })).body,
    ),
  );
  const [goldLine, plainLine] = await Promise.all([addWaitingLine(gold.id), addWaitingLine(plain.id)]);

  for (const [tier, rank] of [
    ['vip', 0],
    ['low', 2],
    ['standard', 1],
  ] as const) {
    expect((await manager().patch(`/customers/${gold.id}`, { tier })).body.tier).toBe(tier);
    const { rows } = await company.database.query(
      'select id, tier_rank from queue_lines where id = any($1) order by id',
      [[goldLine, plainLine]],
    );
    expect(Object.fromEntries(rows.map((row) => [row.id, row.tier_rank]))).toEqual({
      [goldLine]: rank,
      [plainLine]: 1,
    });
  }
});

test('a sales representative’s new customer is their own', async () => {
  const ada = await addPersonOf(company, 'Ada', 'sales_rep');
  const { body } = await ada.client.post('/customers', { accountNumber: 'R-1', name: 'Ada’s Bar' });
  expect(body).toMatchObject({ salesRepId: ada.id, salesRepName: 'Ada' });
  expect((await ada.client.patch(`/customers/${body.id}`, { phone: '555' })).body.phone).toBe('555');
  // A program with the role of representatives is nobody's representative.
  expect((await company.as('sales_rep').post('/customers', { accountNumber: 'R-2', name: 'X' })).body.code).toBe(
    'not_your_customer',
  );
});

test('a sales representative changes only their own customers, and takes or gives none', async () => {
  const [bob, eve] = [await addPersonOf(company, 'Bob', 'sales_rep'), await addPersonOf(company, 'Eve', 'sales_rep')];
  const bobs = (await bob.client.post('/customers', { accountNumber: 'R-3', name: 'Bob’s Bar' })).body;
  expect((await eve.client.patch(`/customers/${bobs.id}`, { name: 'Eve’s' })).body.code).toBe('not_your_customer');
  expect((await bob.client.patch(`/customers/${bobs.id}`, { salesRepId: eve.id })).body.code).toBe('not_your_customer');
  expect((await eve.client.post('/customers', { accountNumber: 'R-4', name: 'X', salesRepId: bob.id })).body.code).toBe(
    'not_your_customer',
  );
  expect((await manager().patch(`/customers/${bobs.id}`, { salesRepId: eve.id })).body).toMatchObject({
    salesRepId: eve.id,
    salesRepName: 'Eve',
  });
});

test('with the narrowing setting a representative sees only their own customers', async () => {
  const [kim, lee] = [await addPersonOf(company, 'Kim', 'sales_rep'), await addPersonOf(company, 'Lee', 'sales_rep')];
  const kims = (await kim.client.post('/customers', { accountNumber: 'N-1', name: 'Kim’s Bar' })).body;
  expect((await lee.client.get(`/customers/${kims.id}`)).status).toBe(200);

  await company.as('administrator').patch('/settings', { repsReadAll: false });
  expect((await lee.client.get(`/customers/${kims.id}`)).body.code).toBe('not_found');
  expect((await lee.client.patch(`/customers/${kims.id}`, { name: 'Lee’s' })).body.code).toBe('not_found');
  expect((await lee.client.get('/customers')).body.data).toEqual([]);
  expect((await kim.client.get('/customers')).body.data).toMatchObject([{ ...kims, openBackorders: null }]);
  expect((await manager().get(`/customers/${kims.id}`)).status).toBe(200);
  await company.as('administrator').patch('/settings', { repsReadAll: true });
});

test('customers are found by name or account number', async () => {
  await manager().post('/customers', { accountNumber: 'FIND_ME', name: 'Hidden Bar' });
  for (const q of ['hidden', 'find_m', 'BAR'])
    expect((await manager().get(`/customers?q=${q}`)).body.data.length).toBeGreaterThan(0);
  expect((await manager().get('/customers?q=bar%20hidden')).body.data).toHaveLength(1);
  expect((await manager().get('/customers?q=%25')).body.data).toEqual([]);
});

test('a list says what waits for each customer when it is asked to', async () => {
  const world = await buildWorld(company.as('administrator'), { CAHORS: 0, MALBEC: 10 });
  await order(company.as('administrator'), world, { CAHORS: 4 });
  await order(company.as('administrator'), world, { CAHORS: 6, MALBEC: 10 });
  const cancelled = await backorderOf(
    company.as('administrator'),
    await order(company.as('administrator'), world, { CAHORS: 9 }),
  );
  await cancel(company.as('administrator'), `/backorders/${cancelled.id}`);

  const openBackorders = { count: 2, outstandingValue: { amount: '125.00', currency: 'USD' } };
  const { accountNumber } = (await manager().get(`/customers/${world.customerId}`)).body;
  const found = await manager().get(`/customers?withBackorders=true&q=${accountNumber}`);
  expect(found.body.data).toMatchObject([{ id: world.customerId, openBackorders }]);
  expect((await manager().get(`/customers/${world.customerId}`)).body.openBackorders).toEqual(openBackorders);
  expect((await manager().get(`/customers?q=${accountNumber}`)).body.data[0].openBackorders).toBeNull();
});

test('customers are listed by tier', async () => {
  await manager().post('/customers', { accountNumber: 'TIER-LOW', name: 'Low Bar', tier: 'low' });
  const { data } = (await manager().get('/customers?tier=low&limit=200')).body;
  expect(data.map(({ tier }: { tier: string }) => tier)).toContain('low');
  expect(new Set(data.map(({ tier }: { tier: string }) => tier))).toEqual(new Set(['low']));
});

/** A confirmed order line of the customer in the queue. */
async function addWaitingLine(customerId: string): Promise<string> {
  const { rows } = await company.database.query<{ id: string }>(
    `with product as (insert into products (name, created_at) values ('P', '2026-01-01') returning id),
      variant as (insert into variants (product_id, sku, name, price, created_at) select id, $2, 'V', 1, '2026-01-01' from product returning id),
      warehouse as (insert into warehouses (code, name, created_at) values ($2, 'W', '2026-01-01') returning id),
      level as (insert into stock_levels (variant_id, warehouse_id) select v.id, w.id from variant v, warehouse w returning variant_id, warehouse_id),
      taken as (insert into orders (customer_id, warehouse_id, ordered_on, ship_policy, terms, currency, confirmed_at, created_at, created_by)
        select $1, id, '2026-01-01', 'partial', 'net_30', 'USD', '2026-01-01', '2026-01-01', 'test' from warehouse returning id),
      line as (insert into order_lines (order_id, variant_id, position, quantity, unit_price)
        select taken.id, variant.id, 1, 5, 1 from taken, variant returning id, order_id, variant_id)
     insert into queue_lines (variant_id, warehouse_id, order_id, order_line_id, customer_id, open, priority_rank, tier_rank, queued_at)
     select line.variant_id, level.warehouse_id, line.order_id, line.id, $1, 5, 1, 1, '2026-01-01' from line, level returning id`,
    [customerId, createHash('sha256').update(customerId).digest('hex').slice(0, 12)],
  );
  return (rows[0] as { id: string }).id;
}

test('a customer without a number gets the next, also of many added at once', async () => {
  const add = async (fields: object) => (await manager().post('/customers', { name: 'Nameless', ...fields })).body;
  await add({ accountNumber: '4000', name: 'Highest' });
  const many = await Promise.all(Array.from({ length: 6 }, () => add({})));
  expect(many.map(({ accountNumber }) => accountNumber).sort()).toEqual([
    '4001',
    '4002',
    '4003',
    '4004',
    '4005',
    '4006',
  ]);
});
