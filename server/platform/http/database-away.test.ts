import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { addPersonOf, type Person } from '#tests/support/person.ts';
import { openTestCompany, type TestCompany } from '#tests/support/test-company.ts';
import { addCustomer, buildWorld, order, type World } from '#tests/support/world.ts';
import { databaseTrouble } from '../database-trouble.ts';

let company: TestCompany;
let world: World;
let person: Person;
/** Beside the database of the test, so that it can be shut out. */
let server: pg.Client;
beforeAll(async () => {
  company = await openTestCompany();
  world = await buildWorld(company.as('administrator'), { MALBEC: 1000 });
  person = await addPersonOf(company, 'Ada Bell', 'manager');
  const url = new URL(company.databaseUrl);
  url.pathname = '/postgres';
  server = new pg.Client(url.href);
  await server.connect();
});
afterAll(async () => {
  await server.end();
  await company.close();
});

const breakAll = () =>
  server.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = $1', [nameOfDatabase()]);
const nameOfDatabase = () => new URL(company.databaseUrl).pathname.slice(1);

test('connections that break at work end requests with one honest answer, and never the process', async () => {
  const admin = company.as('administrator');
  const answers: { status: number; code?: string; retryAfter: string | null }[] = [];
  let isOver = false;
  const keep = async (ask: () => Promise<{ status: number; body: any; headers: Headers }>) => {
    while (!isOver) {
      const { status, body, headers } = await ask();
      answers.push({ status, code: body?.code, retryAfter: headers.get('retry-after') });
    }
  };
  const signIn = async () => {
    const reply = await fetch(`${company.origin}/api/auth/get-session`, { headers: { cookie: person.cookie } });
    return { status: reply.status, body: await reply.json(), headers: reply.headers };
  };
  const line = { variantId: world.variants.MALBEC, quantity: 1 };
  const { customerId, warehouseId } = world;
  const takeOrder = () => admin.post('/orders', { customerId, warehouseId, lines: [line], confirm: true });
  const busy = [takeOrder, takeOrder, () => admin.get('/orders'), () => person.client.get('/me'), signIn].map(keep);
  for (let round = 0; round < 12; round += 1) {
    await pause(40);
    await breakAll();
  }
  // However slow the machine: it goes on by itself once nothing breaks any more.
  await expect.poll(() => answers.some(({ status }) => status === 201), { timeout: 20_000 }).toBe(true);
  isOver = true;
  await Promise.all(busy);

  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200, 201, 503]));
  const refused = answers.filter(({ status }) => status === 503);
  expect(new Set(refused.map(({ code }) => code))).toEqual(new Set(['database_unavailable']));
  expect(refused.every(({ retryAfter }) => retryAfter === '2')).toBe(true);
  expect((await takeOrder()).status).toBe(201);
});

test('while the database is away requests and readiness say so, and go on by themselves when it is back', async () => {
  await server.query(`alter database "${nameOfDatabase()}" with allow_connections false`);
  await breakAll();
  try {
    await expect.poll(async () => (await company.as('manager').get('/me')).body.code).toBe('database_unavailable');
    const reply = await person.client.get('/orders');
    expect([reply.status, reply.body.code, reply.headers.get('retry-after')]).toEqual([
      503,
      'database_unavailable',
      '2',
    ]);
    const body = JSON.stringify({ email: 'a@example.com', password: 'not a password' });
    const headers = { 'content-type': 'application/json', origin: company.origin };
    const signIn = await fetch(`${company.origin}/api/auth/sign-in/email`, { method: 'POST', headers, body });
    expect([signIn.status, (await signIn.json()).code]).toEqual([503, 'database_unavailable']);
    const ready = await fetch(`${company.origin}/readyz`);
    expect([ready.status, await ready.json()]).toEqual([503, { status: 'not ready', database: 'unreachable' }]);
  } finally {
    await server.query(`alter database "${nameOfDatabase()}" with allow_connections true`);
  }
  expect((await person.client.get('/me')).status).toBe(200);
  await order(company.as('administrator'), world, { MALBEC: 1 });
  const readiness = async () => (await fetch(`${company.origin}/readyz`)).status;
  await expect.poll(readiness, { timeout: 20_000 }).toBe(200);
});

test('a database that has no space left is said to have none, and nothing is kept', async () => {
  // As PostgreSQL says it when a file cannot grow.
  await company.database.query(`
    create function no_space() returns trigger language plpgsql as $$
      begin raise exception 'could not extend file: No space left on device' using errcode = '53100'; end $$;
    create trigger no_space before insert on customers execute function no_space()`);
  const reply = await company.as('administrator').post('/customers', {
    accountNumber: 'FULL',
    name: 'The Full Cellar',
    email: 'full@example.com',
    address: { line1: '1 Main Street', city: 'Des Moines' },
  });
  expect([reply.status, reply.body.code, reply.headers.get('retry-after')]).toEqual([503, 'out_of_space', '2']);
  await company.database.query('drop trigger no_space on customers');
  expect(await addCustomer(company.as('administrator'))).toBeTruthy();
});

test.each([
  [{ code: '53300' }, 'database_unavailable'],
  [{ code: '57P03' }, 'database_unavailable'],
  [{ code: '25006' }, 'database_unavailable'],
  [{ code: 'ENOENT', syscall: 'connect' }, 'database_unavailable'],
  [{ code: 'ENOENT', syscall: 'open' }, null],
  [{ message: 'Connection terminated unexpectedly' }, 'database_unavailable'],
  [{ message: 'could not write to file "pg_wal/x": No space left on device' }, 'out_of_space'],
  [{ code: '57014' }, 'too_many_requests'],
  [{ code: '40P01' }, 'too_many_requests'],
  [{ code: '23505' }, null],
  [{ code: '2201B' }, null],
])('what %j says of the database is %s', (error, expected) => {
  expect(databaseTrouble(Object.assign(new Error(), error))).toBe(expected);
});
