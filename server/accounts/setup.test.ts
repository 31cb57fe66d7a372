import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestCompany, type TestCompany } from '#tests/support/test-company.ts';
import { buildWorld, order } from '#tests/support/world.ts';

let company: TestCompany;
beforeAll(async () => {
  company = await openTestCompany();
});
afterAll(() => company.close());

const admin = () => company.as('administrator');
const undone = async () =>
  (await admin().get('/setup')).body.steps.flatMap(({ step, isDone }: { step: string; isDone: boolean }) =>
    isDone ? [] : [step],
  );

test('each step of setting up is done by what is there', async () => {
  expect(await undone()).toEqual([
    'company',
    'warehouses',
    'suppliers',
    'products',
    'stock',
    'customers',
    'orders',
    'people',
  ]);
  await admin().patch('/company', { name: 'Bodega Norte' });
  await admin().post('/users', { name: 'Ada', email: 'ada@example.com', role: 'administrator' });
  expect(await undone()).toEqual(['warehouses', 'suppliers', 'products', 'stock', 'customers', 'orders', 'people']);
  await admin().post('/users', { name: 'Walt', email: 'walt@example.com', role: 'warehouse' });
  const world = await buildWorld(admin(), { CAHORS: 0 });
  expect(await undone()).toEqual(['stock', 'orders']);
  const counted = {
    variantId: world.variants.CAHORS,
    warehouseId: world.warehouseId,
    countedQuantity: 8,
    reason: 'counted',
  };
  await admin().post('/stock-adjustments', counted);
  await order(admin(), world, { CAHORS: 2 }, { confirm: false });
  expect(await undone()).toEqual(['orders']);
  await order(admin(), world, { CAHORS: 2 });
  const { isDone, steps } = (await admin().get('/setup')).body;
  expect(isDone).toBe(true);
  expect(steps).toContainEqual({ step: 'people', isDone: true, count: 2 });
});

test('a company is described by its administrator, and keeps its currency once there are orders', async () => {
  const before = (await admin().get('/company')).body;
  expect(before).toMatchObject({
    currency: 'USD',
    isCurrencyFixed: true,
    updatedBy: expect.stringMatching(/ administrator$/),
  });
  const changed = await admin().patch(
    '/company',
    { timeZone: 'Europe/Madrid', workingDays: [1, 2, 3, 4, 5, 6] },
    { 'if-match': `"${before.version}"` },
  );
  expect(changed.body).toMatchObject({
    timeZone: 'Europe/Madrid',
    workingDays: [1, 2, 3, 4, 5, 6],
    version: before.version + 1,
  });
  expect((await admin().get('/company')).body).toEqual(changed.body);
  expect((await admin().get('/me')).body.company.timeZone).toBe('Europe/Madrid');

  expect((await admin().patch('/company', { currency: 'EUR' })).body.code).toBe('currency_in_use');
  expect((await admin().patch('/company', { currency: 'USD' })).status).toBe(200);
  expect((await admin().patch('/company', { name: 'Late' }, { 'if-match': `"${before.version}"` })).body).toMatchObject(
    {
      code: 'changed_meanwhile',
      changes: [{ changes: { timeZone: { to: 'Europe/Madrid' } } }],
    },
  );
  for (const absurd of [
    { timeZone: 'Mars/Olympus' },
    { timeZone: '' },
    { workingDays: [] },
    { workingDays: [2, 1] },
    { workingDays: [1, 1] },
    { workingDays: [8] },
    { name: ' ' },
  ]) {
    expect((await admin().patch('/company', absurd)).body.code).toBe('invalid_request');
  }
  expect((await company.as('manager').patch('/company', { name: 'Mine' })).body.code).toBe('not_permitted');
});

test('each rule says since when it holds and who set it', async () => {
  await admin().patch('/settings', { handlingDays: 3 });
  const first = (await admin().get('/settings')).body;
  expect(Object.keys(first.since)).toEqual(['handlingDays']);
  const second = (await admin().patch('/settings', { backorderCreation: 'never' })).body;
  expect(second.since.handlingDays).toEqual(first.since.handlingDays);
  expect(second.since.backorderCreation).toEqual({ at: second.updatedAt, by: second.updatedBy });
  expect((await admin().get('/settings')).body).toEqual(second);
});
