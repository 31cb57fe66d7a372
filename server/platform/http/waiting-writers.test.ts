import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { addPersonOf, type Person } from '#tests/support/person.ts';
import { openTestCompany, type TestCompany } from '#tests/support/test-company.ts';
import { buildWorld, type World } from '#tests/support/world.ts';

const WAITING = 30;
const TIMES = 15;

let company: TestCompany;
let world: World;
let person: Person;
beforeAll(async () => {
  company = await openTestCompany({ connections: 20 });
  world = await buildWorld(company.as('administrator'), { LOCKED: 1000, FREE: 1000 });
  person = await addPersonOf(company, 'Ada Bell', 'manager');
});
afterAll(() => company.close());

/** Not the client of the tests: it asks again when the server is busy, and that is what is looked at here. */
async function takeOrder(sku: string) {
  const { customerId, warehouseId, variants } = world;
  return fetch(`${company.origin}/api/v1/orders`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${company.keys.administrator}`,
      'content-type': 'application/json',
      'idempotency-key': crypto.randomUUID(),
    },
    body: JSON.stringify({
      customerId,
      warehouseId,
      lines: [{ variantId: variants[sku], quantity: 1 }],
      confirm: true,
    }),
  });
}

const asked = {
  me: () => person.client.get('/me'),
  orders: () => person.client.get('/orders'),
  readiness: () => fetch(`${company.origin}/readyz`),
  other: () => takeOrder('FREE'),
};

/** The longest but one of some requests, one after the other, each of which was done. */
async function measure(ask: () => Promise<{ status: number }>): Promise<number> {
  const taken: number[] = [];
  for (let n = 0; n < TIMES; n += 1) {
    const from = performance.now();
    expect((await ask()).status).toBeLessThan(300);
    taken.push(performance.now() - from);
  }
  return taken.sort((a, b) => a - b).at(-2) as number;
}

async function measureAll(): Promise<Record<keyof typeof asked, number>> {
  const measured: [string, number][] = [];
  for (const [name, ask] of Object.entries(asked)) measured.push([name, Math.round(await measure(ask))]);
  return Object.fromEntries(measured) as Record<keyof typeof asked, number>;
}

test('thirty orders that wait for one row hold up nobody else, and the last of them are told to come again', async () => {
  await measureAll();
  const usual = await measureAll();
  const counting = new pg.Client(company.databaseUrl);
  await counting.connect();
  await counting.query('begin');
  await counting.query('select from stock_levels where variant_id = $1 for update', [world.variants.LOCKED]);
  const waiting = Array.from({ length: WAITING }, () => takeOrder('LOCKED'));
  await pause(700);
  const crowded = await measureAll();
  await counting.query('commit');
  await counting.end();

  console.log(`usual ${JSON.stringify(usual)}, beside ${WAITING} waiting orders ${JSON.stringify(crowded)} (ms)`);
  // Beside them the processor is shared too: what waited would be here for as long as the row was locked.
  for (const name of Object.keys(asked) as (keyof typeof asked)[]) {
    expect(crowded[name], name).toBeLessThan(4 * usual[name] + 100);
  }
  const answers = await Promise.all(waiting);
  const done = answers.filter(({ status }) => status === 201);
  const refused = answers.filter(({ status }) => status === 429);
  expect(done.length + refused.length).toBe(WAITING);
  expect(done.length).toBeGreaterThanOrEqual(8);
  expect(refused.length).toBeGreaterThan(0);
  expect(refused.every(({ headers }) => headers.get('retry-after') === '1')).toBe(true);
  const { rows } = await company.database.query('select allocated from stock_levels where variant_id = $1', [
    world.variants.LOCKED,
  ]);
  expect(rows).toEqual([{ allocated: done.length }]);
});
