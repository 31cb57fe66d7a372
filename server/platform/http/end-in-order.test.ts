import { once } from 'node:events';
import { Agent, request } from 'node:http';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestCompany, type TestCompany } from '#tests/support/test-company.ts';
import { buildWorld } from '#tests/support/world.ts';

let company: TestCompany;
beforeAll(async () => {
  company = await openTestCompany({ connections: 20 });
});
afterAll(() => company.close());

test('a server that ends answers what it has taken on, refuses what comes, and then is gone', async () => {
  const admin = company.as('administrator');
  const { customerId, warehouseId, variants } = await buildWorld(admin, { MALBEC: 100 });
  const lines = [{ variantId: variants.MALBEC, quantity: 1 }];
  const keptOpen = new Agent({ keepAlive: true, maxSockets: 1 });
  expect((await askOn(keptOpen)).status).toBe(200);

  // Taken on, and held up by somebody who counts.
  const counting = await company.database.connect();
  await counting.query('begin; select from stock_levels for update');
  const orders = Array.from({ length: 3 }, () =>
    admin.post('/orders', { customerId, warehouseId, lines, confirm: true }),
  );
  // Asked outside that transaction, which goes on seeing the connections it saw first.
  const isWaiting = `select count(*)::int as n from pg_locks where not granted and pid in
    (select pid from pg_stat_activity where datname = current_database())`;
  await expect
    .poll(async () => (await company.database.query(isWaiting)).rows[0].n, { timeout: 20_000 })
    .toBeGreaterThanOrEqual(3);

  const ended = company.app.close();
  await expect.poll(async () => (await askOn(keptOpen)).status, { timeout: 5_000 }).toBe(503);
  const refused = await askOn(new Agent({ keepAlive: true }));
  expect([refused.status, refused.connection, refused.code]).toEqual([503, 'close', 'shutting_down']);
  await counting.query('commit');
  counting.release();
  expect((await Promise.all(orders)).map(({ status }) => status)).toEqual([201, 201, 201]);
  const from = performance.now();
  await ended;
  expect(performance.now() - from).toBeLessThan(2_000);
  await expect(askOn(new Agent())).rejects.toThrow('ECONNREFUSED');
});

/** Not fetch: which connection is used, and what it says of its end, is what matters here. */
async function askOn(agent: Agent) {
  const asked = request(`${company.origin}/api/v1/me`, {
    agent,
    headers: { authorization: `Bearer ${company.keys.manager}` },
  });
  asked.end();
  const [response] = await once(asked, 'response');
  const chunks = await response.toArray();
  const { code } = JSON.parse(Buffer.concat(chunks).toString());
  return { status: response.statusCode, connection: response.headers.connection, code };
}
