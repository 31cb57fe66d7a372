import { afterAll, beforeAll, expect, test } from 'vitest';
import { addPersonOf, type Person } from '#tests/support/person.ts';
import { openTestCompany, type TestCompany } from '#tests/support/test-company.ts';
import { addCustomer } from '#tests/support/world.ts';
import { queriesOf } from '../platform/transaction.ts';
import { pruneRefusedActs } from './refused-acts.ts';

let company: TestCompany;
let ann: Person;
let bob: Person;
let bobsCustomer: string;
beforeAll(async () => {
  company = await openTestCompany();
  ann = await addPersonOf(company, 'Ann', 'sales_rep');
  bob = await addPersonOf(company, 'Bob', 'sales_rep');
  bobsCustomer = await addCustomer(company.as('administrator'), { salesRepId: bob.id });
});
afterAll(() => company.close());

const admin = () => company.as('administrator');

/** What Ann was refused, as administrators see it, once it says so. */
async function refused(isThere: (acts: any[]) => boolean): Promise<any[]> {
  for (let tries = 0; ; tries += 1) {
    const acts = (await admin().get('/refused-acts?limit=200')).body.data;
    if (isThere(acts) || tries === 100) return acts;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

test('an act that was refused for lack of right says who, what, which record and when; the same again counts', async () => {
  await ann.client.patch(`/customers/${bobsCustomer}`, { name: 'Mine' });
  await ann.client.patch(`/customers/${bobsCustomer}`, { name: 'Mine' });
  await ann.client.patch('/settings', { repsReadAll: true });
  const acts = await refused((all) => all.length === 2 && all.some(({ times }) => times === 2));
  expect(acts).toMatchObject([
    {
      actor: `user:${ann.id} Ann`,
      role: 'sales_rep',
      operation: 'updateSettings',
      recordId: null,
      code: 'not_permitted',
    },
    { operation: 'updateCustomer', kind: 'customers', recordId: bobsCustomer, code: 'not_your_customer', times: 2 },
  ]);
  expect(Date.now() - Date.parse(acts[0].lastAt)).toBeLessThan(60_000);
});

test('a record that is there and not theirs to read is one, a record that is not there is none', async () => {
  await admin().patch('/settings', { repsReadAll: false });
  await ann.client.get('/customers/999999');
  await ann.client.get(`/customers/${bobsCustomer}`);
  await bob.client.get(`/customers/${bobsCustomer}`);
  const acts = await refused((all) => all.some(({ code }) => code === 'not_found'));
  expect(acts.filter(({ code }) => code === 'not_found')).toMatchObject([
    { actor: `user:${ann.id} Ann`, operation: 'getCustomer', recordId: bobsCustomer, times: 1 },
  ]);
  await admin().patch('/settings', { repsReadAll: true });
});

test('only administrators see them', async () => {
  expect((await company.as('manager').get('/refused-acts')).status).toBe(403);
  expect((await ann.client.get('/refused-acts')).status).toBe(403);
});

test('a flood of them stays a few hundred rows', async () => {
  const key = company.as('read_only');
  for (let from = 0; from < 600; from += 30) {
    await Promise.all(Array.from({ length: 30 }, (_, index) => key.patch(`/customers/${1000 + from + index}`, {})));
  }
  await refused((acts) => acts.some(({ recordId, operation }) => operation === 'updateCustomer' && recordId === null));
  const count = async () =>
    (
      await company.database.query(`select count(*)::integer as rows, sum(times)::integer as times from refused_acts
      where role = 'read_only'`)
    ).rows[0];
  for (let tries = 0; tries < 100 && (await count()).times < 600; tries += 1)
    await new Promise((resolve) => setTimeout(resolve, 20));
  const { rows, times } = await count();
  expect(times).toBe(600);
  expect(rows).toBeLessThanOrEqual(201);
});

test('they are forgotten after 90 days', async () => {
  await pruneRefusedActs(queriesOf(company.database), new Date(Date.now() + 89 * 86_400_000).toISOString());
  expect((await admin().get('/refused-acts')).body.data).not.toEqual([]);
  await pruneRefusedActs(queriesOf(company.database), new Date(Date.now() + 91 * 86_400_000).toISOString());
  expect((await admin().get('/refused-acts')).body.data).toEqual([]);
});
