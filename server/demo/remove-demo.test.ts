import { randomBytes, randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import pino from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { verifyBooks } from '#server/verify/verify-books.ts';
import { loadSmallDemo, makeDemo } from '#tests/support/small-demo.ts';
import { type Client, openTestCompany, type TestCompany } from '#tests/support/test-company.ts';
import { buildWorld, order, receive } from '#tests/support/world.ts';
import { createServer } from '../create-server.ts';

const REMOVAL = {
  companyName: 'Prairie Cellars',
  timeZone: 'America/Denver',
  administrator: { name: 'Zoe Hart', email: 'Zoe@prairie.example.com', password: 'a password of her own' },
};

let company: TestCompany;
let admin: Client;
beforeEach(async () => {
  company = await openTestCompany();
  admin = company.as('administrator');
});
afterEach(() => company.close());

/** A company in use: an order, its backorder, a receipt, notifications, a person who is signed in. */
async function workInDemo(): Promise<void> {
  await makeDemo(company.database);
  const world = await buildWorld(admin, { MALBEC: 20, SYRAH: 0 });
  await order(admin, world, { MALBEC: 5, SYRAH: 6 });
  await receive(admin, world, 'SYRAH', 6);
  await admin.post('/users', { name: 'Ada', email: 'ada@example.com', role: 'manager', password: 'ten letters' });
}

const rowsOf = async (sql: string) => (await company.database.query(sql)).rows;
const signIn = (email: string, password: string) =>
  fetch(`${company.origin}/api/auth/sign-in/email`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email, password }),
  });

/** The tables that hold anything, besides those every company has. */
async function filledTables(): Promise<string[]> {
  const tables = await rowsOf(
    `select format('%I.%I', table_schema, table_name) as name from information_schema.tables
     where table_schema in ('public', 'auth') and table_type = 'BASE TABLE' order by 1`,
  );
  const counts = await Promise.all(tables.map(({ name }) => rowsOf(`select '${name}' as name from ${name} limit 1`)));
  return counts
    .flat()
    .map(({ name }) => name.replace('public.', ''))
    .sort();
}

describe('removing the demo', () => {
  it('leaves an empty company with one administrator, who can sign in and begin', async () => {
    await workInDemo();
    await admin.patch('/settings', { handlingDays: 9, allocationPolicy: 'fifo' });
    const contents = (await admin.get('/demo-contents')).body;
    expect(contents).toMatchObject({ orders: 1, variants: 2, customers: 1, purchaseOrders: 1, people: 1 });
    const session = (await signIn('ada@example.com', 'ten letters')).headers.getSetCookie()[0]?.split(';')[0] as string;

    const { status, body } = await admin.post('/demo-removals', REMOVAL);
    expect([status, body.company]).toEqual([
      201,
      { name: 'Prairie Cellars', timeZone: 'America/Denver', currency: 'USD', isDemo: false },
    ]);
    expect(body.removed).toEqual(contents);
    expect(body.administrator).toMatchObject({
      name: 'Zoe Hart',
      email: 'zoe@prairie.example.com',
      role: 'administrator',
    });

    expect(await filledTables()).toEqual([
      'audit_events',
      'auth."user"',
      'auth.account',
      'company',
      'idempotency_keys',
      'migrations',
      'outbox',
      'settings',
      'users',
    ]);
    // Neither the key it was done with nor anybody's session or password opens anything.
    expect((await admin.get('/me')).status).toBe(401);
    const withSession = await fetch(`${company.origin}/api/v1/me`, { headers: { cookie: session } });
    expect(withSession.status).toBe(401);
    expect((await signIn('ada@example.com', 'ten letters')).status).toBe(401);

    const signedIn = await signIn('zoe@prairie.example.com', 'a password of her own');
    const cookie = signedIn.headers.getSetCookie()[0]?.split(';')[0] as string;
    const me = await (await fetch(`${company.origin}/api/v1/me`, { headers: { cookie } })).json();
    expect(me).toMatchObject({ name: 'Zoe Hart', role: 'administrator', company: { isDemo: false } });
    const [settings] = await rowsOf('select handling_days, allocation_policy, version from settings');
    expect(settings).toEqual({ handling_days: 1, allocation_policy: 'priority', version: 1 });
    expect(await verifyBooks(company.database)).toEqual({ balanced: true, differences: [] });
  });

  it('numbers the first order of the new company like the first of any', async () => {
    await workInDemo();
    await admin.post('/demo-removals', REMOVAL);
    await company.database.query(
      `insert into api_keys (name, role, key_hash, created_at, created_by)
       values ('new', 'administrator', sha256($1::text::bytea), '2026-01-01', 'test')`,
      [company.keys.administrator],
    );
    const world = await buildWorld(admin, { MALBEC: 5 });
    expect(await order(admin, world, { MALBEC: 5 })).toMatchObject({ number: 'SO-1001', id: '1' });
  });

  it('is refused to a company that works for real, also by its database', async () => {
    const world = await buildWorld(admin, { MALBEC: 20 });
    await order(admin, world, { MALBEC: 5 });
    for (const reply of [await admin.post('/demo-removals', REMOVAL), await admin.get('/demo-contents')])
      expect([reply.status, reply.body.code]).toEqual([409, 'not_a_demo_company']);
    const { database } = company;
    await expect(database.query('select empty_demo_company()')).rejects.toThrow('only a demo company can be emptied');
    await expect(database.query('truncate stock_movements')).rejects.toThrow('append-only');
    await expect(database.query('truncate orders cascade')).rejects.toThrow('append-only');
    await expect(database.query('update company set demo = true')).rejects.toThrow('never becomes one');
    expect((await admin.get('/orders')).body.data).toHaveLength(1);
  });

  it('keeps every row of a demo’s ledgers, while it is one', async () => {
    await workInDemo();
    const { database } = company;
    await expect(database.query('delete from stock_movements')).rejects.toThrow('append-only');
    await expect(database.query('update audit_events set actor = $1', ['nobody'])).rejects.toThrow('append-only');
    await expect(database.query('truncate company')).rejects.toThrow('append-only');
  });

  it('names what of the new company cannot be, and removes nothing then', async () => {
    await workInDemo();
    for (const [field, value] of [
      ['timeZone', 'America/Nowhere'],
      ['currency', 'XQQ'],
      ['companyName', ' '],
    ]) {
      const reply = await admin.post('/demo-removals', { ...REMOVAL, [field as string]: value });
      expect([reply.status, reply.body.code, reply.body.errors[0].pointer]).toEqual([
        422,
        'invalid_request',
        `#/${field}`,
      ]);
    }
    const short = await admin.post('/demo-removals', {
      ...REMOVAL,
      administrator: { ...REMOVAL.administrator, password: 'short' },
    });
    expect([short.status, short.body.errors[0].pointer]).toEqual([422, '#/administrator/password']);
    expect((await admin.get('/orders')).body.data).toHaveLength(1);
  });

  it('may take over the address of somebody who tried the demo', async () => {
    await workInDemo();
    const administrator = { ...REMOVAL.administrator, email: 'ada@example.com' };
    expect((await admin.post('/demo-removals', { ...REMOVAL, administrator })).status).toBe(201);
    expect((await signIn('ada@example.com', 'ten letters')).status).toBe(401);
    expect((await signIn('ada@example.com', administrator.password)).status).toBe(200);
  });

  it('of two people at once one does it and the other is no longer signed in', async () => {
    await workInDemo();
    const other = { ...REMOVAL, companyName: 'Other' };
    const replies = await Promise.all([admin.post('/demo-removals', REMOVAL), admin.post('/demo-removals', other)]);
    expect(replies.map(({ status }) => status).sort()).toEqual([201, 401]);
    const done = replies.find(({ status }) => status === 201);
    expect(await rowsOf('select name from company')).toEqual([{ name: done?.body.company.name }]);
    expect(await rowsOf('select count(*)::integer as people from users')).toEqual([{ people: 1 }]);
  });

  it('sent twice at once by the same click is done once, with one answer', async () => {
    await workInDemo();
    const key = { 'idempotency-key': randomUUID() };
    const [one, other] = await Promise.all([
      admin.post('/demo-removals', REMOVAL, key),
      admin.post('/demo-removals', REMOVAL, key),
    ]);
    expect([one.status, other.status]).toEqual([201, 201]);
    expect(one.body).toEqual(other.body);
    expect(JSON.stringify(await rowsOf('select * from idempotency_keys'))).not.toContain('a password of her own');
  });

  it('waits for people at work, who are done before it or no longer signed in', async () => {
    await workInDemo();
    const [variant] = await rowsOf('select id from variants order by id limit 1');
    const [customer] = await rowsOf('select id from customers limit 1');
    const lines = [{ variantId: variant.id, quantity: 1 }];
    const acts = [
      () => admin.post('/orders', { customerId: customer.id, lines, confirm: true }),
      () => admin.post('/products', { name: randomUUID() }),
      () => admin.patch(`/customers/${customer.id}`, { terms: randomUUID() }),
      () => admin.get('/backorders?status=all'),
      () => admin.get('/home'),
      () => admin.get('/orders'),
    ];
    const done = await Promise.all(acts.map(async (act) => ({ act, statuses: new Set([(await act()).status]) })));
    // Each is done again and again, until there is nobody to do it.
    const people = done.map(async ({ act, statuses }) => {
      while (!statuses.has(401)) statuses.add((await act()).status);
    });
    await pause(200);
    expect((await admin.post('/demo-removals', REMOVAL)).status).toBe(201);
    await Promise.all(people);
    expect(done.map(({ statuses }) => [...statuses].sort())).toEqual([
      [201, 401],
      [201, 401],
      [200, 401],
      [200, 401],
      [200, 401],
      [200, 401],
    ]);
    for (const table of ['orders', 'products', 'customers', 'notifications'])
      expect([table, await rowsOf(`select from ${table}`)]).toEqual([table, []]);
    expect(await verifyBooks(company.database)).toEqual({ balanced: true, differences: [] });
  });

  it('undoes nobody who reads one table after the other, and waits for them', async () => {
    await workInDemo();
    const reader = await company.database.connect();
    await reader.query('begin; select from orders');
    const removal = admin.post('/demo-removals', REMOVAL);
    // Longer than PostgreSQL waits until it looks for deadlocks: the next to look would be the reader, and undone.
    await pause(1_500);
    try {
      expect((await reader.query('select from backorders')).rowCount).toBe(1);
    } finally {
      await reader.query('commit');
      reader.release();
    }
    expect((await removal).status).toBe(201);
  });

  it('undone half-way has done nothing', async () => {
    await workInDemo();
    const client = await company.database.connect();
    await client.query('begin; select empty_demo_company(); update company set demo = false');
    client.release(new Error('the process dies'));
    expect((await admin.get('/orders')).body.data).toHaveLength(1);
    expect((await admin.get('/me')).body.company.isDemo).toBe(true);
  });

  it('is final: a later start in demo mode loads nothing and shows no sign-ins', async () => {
    await workInDemo();
    await admin.post('/demo-removals', REMOVAL);
    const { database, databaseUrl } = company;
    expect(await loadSmallDemo({ database, url: databaseUrl })).toBe(false);
    const app = await createServer({
      database,
      databaseUrl,
      secret: randomBytes(32).toString('hex'),
      isClockSimulated: false,
      isDemo: true,
      logger: pino({ level: 'silent' }),
    });
    expect((await app.inject('/api/demo-sign-ins')).statusCode).toBe(404);
    await app.close();
    expect(await rowsOf('select id from customers')).toEqual([]);
  });
});
