import { afterAll, beforeAll, expect, test } from 'vitest';
import { made } from '#tests/stories/acts.ts';
import { openTestCompany, type TestCompany } from '#tests/support/test-company.ts';
import { addCustomer } from '#tests/support/world.ts';

let company: TestCompany;
beforeAll(async () => {
  company = await openTestCompany();
});
afterAll(() => company.close());

const admin = () => company.as('administrator');

test('a carrier has a name of its own, an address for its parcels and its usual days', async () => {
  const link = 'https://track.example.com/?n={number}';
  const carrier = made(await admin().post('/carriers', { name: 'Swift', trackingLink: link, usualDays: 2 }));
  expect(carrier).toMatchObject({ name: 'Swift', trackingLink: link, usualDays: 2, active: true, version: 1 });
  expect((await admin().post('/carriers', { name: 'SWIFT' })).body).toMatchObject({ code: 'already_exists' });
  expect(carrier.usualFreight).toBeNull();
  const changed = await admin().patch(`/carriers/${carrier.id}`, { active: false, usualDays: null });
  expect(changed.body).toMatchObject({ active: false, usualDays: null, version: 2 });
  expect((await admin().get('/carriers?active=true')).body.data).toEqual([]);
  expect((await admin().get('/carriers?q=swi')).body.data).toMatchObject([{ id: carrier.id }]);
});

test('a carrier has a usual freight, to the cent and in the currency of the company', async () => {
  const usd = (amount: string) => ({ amount, currency: 'USD' });
  const carrier = made(await admin().post('/carriers', { name: 'Rail', usualFreight: usd('18.5') }));
  expect(carrier.usualFreight).toEqual(usd('18.50'));
  const change = (usualFreight: unknown) => admin().patch(`/carriers/${carrier.id}`, { usualFreight });
  expect((await change(usd('18.500'))).body).toMatchObject({ usualFreight: usd('18.50'), version: 1 });
  expect((await change(usd('20'))).body).toMatchObject({ usualFreight: usd('20.00'), version: 2 });
  for (const wrong of [usd('-1'), usd('1.005'), usd('1e3'), { amount: '1', currency: 'EUR' }, 20])
    expect((await change(wrong)).body.code).toBe('invalid_request');
  const foreign = { name: 'Sea', usualFreight: { amount: '1', currency: 'EUR' } };
  expect((await admin().post('/carriers', foreign)).body.errors).toMatchObject([
    { pointer: '#/usualFreight/currency' },
  ]);
  expect((await change(null)).body.usualFreight).toBeNull();
});

test.each([
  ['http://x.example.com/{number}'],
  ['https://x.example.com/'],
  ['https://x example.com/{number}'],
  ['javascript:{number}'],
])('the address %s is none of a parcel', async (trackingLink) => {
  const { status, body } = await admin().post('/carriers', { name: 'Odd', trackingLink });
  expect([status, body.errors[0].pointer]).toEqual([422, '#/trackingLink']);
});

test('a route is driven by nobody once its driver is none any more, or has left, and its history says so', async () => {
  for (const change of [{ role: 'warehouse' }, { active: false }]) {
    const name = `Leaver ${Object.keys(change)}`;
    const driver = made(
      await admin().post('/users', { name, email: `${Object.keys(change)}@example.com`, role: 'driver' }),
    );
    const route = made(await admin().post('/routes', { name, weekdays: [2], driverId: driver.id, customerIds: [] }));
    const read = async (path: string) => (await admin().get(path)).body;
    expect((await read(`/users/${driver.id}`)).routes).toEqual([{ id: route.id, name }]);
    expect((await admin().patch(`/users/${driver.id}`, { phone: '515 555 0100' })).body.routes).toHaveLength(1);
    expect((await admin().patch(`/users/${driver.id}`, change)).body).toMatchObject({ ...change, routes: [] });
    expect(await read(`/routes/${route.id}`)).toMatchObject({ driverId: null, driverName: null, version: 2 });
    const { data } = await read(`/audit-events?recordType=route&recordId=${route.id}`);
    expect(data[0]).toMatchObject({ action: 'route.update', changes: { driverId: { from: driver.id, to: null } } });
    // Back as a driver, they are put on it by a person.
    expect((await admin().patch(`/users/${driver.id}`, { role: 'driver', active: true })).body.routes).toEqual([]);
  }
});

test('a route has days, a driver, and its customers in the order of the stops', async () => {
  const [one, two] = [await addCustomer(admin()), await addCustomer(admin())];
  const driver = made(await admin().post('/users', { name: 'Dan', email: 'dan@example.com', role: 'driver' }));
  const north = { name: 'North', weekdays: [1, 3], driverId: driver.id, customerIds: [one, two] };
  const route = made(await admin().post('/routes', north));
  expect(route).toMatchObject({
    weekdays: [1, 3],
    driverName: 'Dan',
    stops: [{ customerId: one, city: 'Des Moines' }, { customerId: two }],
  });
  const turned = (await admin().patch(`/routes/${route.id}`, { customerIds: [two, one] })).body;
  expect(turned.stops.map(({ customerId }: { customerId: string }) => customerId)).toEqual([two, one]);
  expect(turned.version).toBe(2);
  expect((await admin().patch(`/routes/${route.id}`, { customerIds: [two, one] })).body.version).toBe(2);
  expect((await admin().patch(`/routes/${route.id}`, { customerIds: [] })).body.stops).toEqual([]);
  expect((await admin().post('/routes', { name: 'north', weekdays: [1] })).body.code).toBe('already_exists');
});

test('a route names who is there, no day and no customer twice', async () => {
  const post = async (body: object) => (await admin().post('/routes', { name: 'East', weekdays: [1], ...body })).body;
  expect(await post({ driverId: '999' })).toMatchObject({
    code: 'unknown_reference',
    errors: [{ pointer: '#/driverId' }],
  });
  const rep = made(await admin().post('/users', { name: 'Rae', email: 'rae@example.com', role: 'sales_rep' }));
  expect(await post({ driverId: rep.id })).toMatchObject({
    errors: [{ pointer: '#/driverId', detail: 'names somebody who is no driver' }],
  });
  expect(await post({ customerIds: ['999'] })).toMatchObject({ errors: [{ pointer: '#/customerIds/0' }] });
  const one = await addCustomer(admin());
  for (const wrong of [{ weekdays: [] }, { weekdays: [1, 1] }, { weekdays: [8] }, { customerIds: [one, one] }]) {
    expect(await post(wrong)).toMatchObject({ code: 'invalid_request' });
  }
});

test('two who change one route at once: one of them is told', async () => {
  const route = made(await admin().post('/routes', { name: 'West', weekdays: [4] }));
  const customers = [await addCustomer(admin()), await addCustomer(admin())];
  const put = (customerId: string) =>
    admin().patch(`/routes/${route.id}`, { customerIds: [customerId] }, { 'if-match': '"1"' });
  const replies = await Promise.all(customers.map(put));
  expect(replies.map(({ status }) => status).sort()).toEqual([200, 412]);
});

test('a representative who reads only their own customers sees no other stop', async () => {
  const rosa = made(await admin().post('/users', { name: 'Rosa', email: 'rosa@example.com', role: 'sales_rep' }));
  const [hers, others] = [await addCustomer(admin(), { salesRepId: rosa.id }), await addCustomer(admin())];
  const route = made(await admin().post('/routes', { name: 'Far', weekdays: [5], customerIds: [others, hers] }));
  await admin().patch('/settings', { repsReadAll: false });
  // A program in the role is nobody's representative.
  expect((await company.as('sales_rep').get(`/routes/${route.id}`)).body.stops).toEqual([]);
  await admin().patch('/settings', { repsReadAll: true });
  expect((await company.as('sales_rep').get(`/routes/${route.id}`)).body.stops).toHaveLength(2);
});
