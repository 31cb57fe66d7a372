import { setTimeout as pause } from 'node:timers/promises';
import { runMigrations } from 'graphile-worker';
import pg from 'pg';
import pino from 'pino';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { makeSmallWorld } from '#tests/database/small-world.ts';
import { createTestDatabase } from '#tests/support/test-database.ts';
import type { Changed } from '../allocation/refresh-changed-outlooks.ts';
import { notifyReady } from '../notifications/notify-ready.ts';
import { connect, type Database } from '../platform/database.ts';
import { EVENTS_CHANNEL } from '../platform/end-streams.ts';
import { inTransaction, queriesOf, Undo } from '../platform/transaction.ts';
import { isNightlyHour } from './night.ts';
import { pruneIdempotencyKeys } from './prune-idempotency-keys.ts';
import { type LiveEvent, relayBatch } from './relay.ts';
import { startJobs } from './runner.ts';
import { verifyNightly } from './verify-nightly.ts';

const logger = pino({ level: 'error' });
const NOW = '2026-03-05T10:00:00.000Z';

let test: { database: Database; url: string; drop(): Promise<void> };
beforeAll(async () => {
  test = await createTestDatabase();
  await makeSmallWorld(test.database);
  await runMigrations({ connectionString: test.url });
});
afterAll(() => test.drop());

const tell = (topic: string, payload: object) =>
  test.database.query('insert into outbox (topic, payload, created_at) values ($1, $2, $3)', [topic, payload, NOW]);
const count = async (sql: string) =>
  Number((await test.database.query(`select count(*) as count ${sql}`)).rows[0].count);
const jobs = () => count('from graphile_worker.jobs');
const waiting = () => count('from outbox');
const relay = () => inTransaction(test.database, (tx) => relayBatch(tx, new Date().toISOString()));

/** What is told on the channel while `work` runs. */
async function eventsDuring(
  work: () => Promise<unknown>,
  url: string = test.url,
): Promise<{ events: LiveEvent[]; sizes: number[] }> {
  const listener = new pg.Client(url);
  await listener.connect();
  const told: string[] = [];
  listener.on('notification', ({ payload }) => told.push(payload ?? ''));
  await listener.query(`listen ${EVENTS_CHANNEL}`);
  await work();
  await pause(50);
  await listener.query('select 1');
  await listener.end();
  return {
    events: told.flatMap((payload) => JSON.parse(payload)),
    sizes: told.map((payload) => Buffer.byteLength(payload)),
  };
}

describe('the relay of the outbox', () => {
  beforeEach(async () => {
    await test.database.query('delete from outbox');
    await test.database.query('delete from graphile_worker._private_jobs');
  });

  it('turns a message into its job and a live event, once', async () => {
    await tell('allocation_run', { runId: '2', becameReady: ['1'] });
    await tell('backorder_created', { orderId: '1', backorderId: '1' });
    await tell('order_confirmed', { orderId: '1' });
    await tell('something_new', {});
    const { events } = await eventsDuring(relay);
    expect(events).toEqual([
      { topic: 'allocation_run', type: 'allocation_run', id: '2' },
      { topic: 'backorder_created', type: 'backorder', id: '1' },
      { topic: 'order_confirmed', type: 'order', id: '1' },
      { topic: 'something_new', type: 'something', id: null },
    ]);
    const { rows } = await test.database.query('select task_identifier from graphile_worker.jobs order by 1');
    expect(rows).toEqual([{ task_identifier: 'notify_ready' }, { task_identifier: 'refresh_outlooks' }]);
    expect([await waiting(), await relay(), await jobs()]).toEqual([0, 0, 2]);
  });

  it('makes one job, a moment later, of the moves of one purchase order that follow each other', async () => {
    const moved = [{ purchaseOrderLineId: '1', from: '2026-05-03', to: '2026-05-17' }];
    await tell('purchase_order_changed', { purchaseOrderId: '1', moved });
    await tell('purchase_order_changed', { purchaseOrderId: '2', moved });
    await relay();
    await tell('purchase_order_changed', { purchaseOrderId: '1', moved });
    await tell('purchase_order_changed', { purchaseOrderId: '1', moved: [] });
    await relay();
    expect(
      await count(`from graphile_worker.jobs where task_identifier = 'notify_supply_moved' and run_at > now()`),
    ).toBe(2);
  });

  it('gathers what moved dates in one waiting job, each record once', async () => {
    await tell('backorder_created', { orderId: '1', backorderId: '1' });
    await tell('order_confirmed', { orderId: '1' });
    await tell('fulfillment_delivered', { fulfillmentId: '1', orderId: '4' });
    await relay();
    await tell('stock_adjusted', { variantId: '2', warehouseId: '1' });
    await tell('settings_changed', {});
    await relay();
    const { rows } = await test.database.query(
      `select j.payload from graphile_worker._private_jobs j where j.key = 'refresh_outlooks'`,
    );
    expect(rows).toEqual([{ payload: [{ orderId: '1' }, { variantId: '2', warehouseId: '1' }, 'everything'] }]);
  });

  it('tells the same event of one batch once', async () => {
    for (let n = 0; n < 3; n += 1) await tell('backorder_promised', { backorderId: '1' });
    const { events } = await eventsDuring(relay);
    expect(events).toHaveLength(1);
  });

  it('keeps every notification below the size PostgreSQL allows', async () => {
    await test.database.query(
      `insert into outbox (topic, payload, created_at)
       select 'backorder_created', jsonb_build_object('backorderId', n::text), $1 from generate_series(1, 500) n`,
      [NOW],
    );
    const { events, sizes } = await eventsDuring(relay);
    expect(events).toHaveLength(500);
    expect(sizes.length).toBeGreaterThan(1);
    expect(Math.max(...sizes)).toBeLessThan(8000);
  });

  it('keeps a message whose relay was undone', async () => {
    await tell('allocation_run', { runId: '2', becameReady: [] });
    const { events } = await eventsDuring(() =>
      inTransaction(test.database, async (tx) => {
        await relayBatch(tx, new Date().toISOString());
        throw new Undo(null);
      }),
    );
    expect([events.length, await jobs(), await waiting()]).toEqual([0, 0, 1]);
  });

  it('loses nothing, and tells nothing twice, when it is killed in the middle', async () => {
    await tell('allocation_run', { runId: '2', becameReady: [] });
    const killed = connect({ connectionString: test.url }, { connections: 1 });
    const client = await killed.connect();
    client.on('error', () => undefined);
    await client.query('begin');
    const { rows } = await client.query('select pg_backend_pid() as pid');
    expect(await relayBatch(queriesOf(client), new Date().toISOString())).toBe(1);
    // While it is being relayed, nobody else takes it.
    expect(await relay()).toBe(0);
    await test.database.query('select pg_terminate_backend($1, 5000)', [rows[0].pid]);
    expect([await jobs(), await waiting()]).toEqual([0, 1]);
    expect([await relay(), await jobs(), await waiting()]).toEqual([1, 2, 0]);
    client.release(true);
    await killed.end();
  });

  it('shares the work between processes', async () => {
    await test.database.query(
      `insert into outbox (topic, payload, created_at) select 'stock_freed', '{}', $1 from generate_series(1, 2000)`,
      [NOW],
    );
    const taken = await Promise.all(Array.from({ length: 8 }, relay));
    let sum = taken.reduce((total, n) => total + n, 0);
    while ((await waiting()) > 0) sum += await relay();
    expect([sum, await jobs()]).toEqual([2000, 2000]);
  });
});

describe('telling who may act on ready backorders', () => {
  it('tells the representative and the warehouse once a run, however often it is repeated', async () => {
    for (let n = 0; n < 2; n += 1) await notifyReady(test.database, { runId: '2', becameReady: ['1'] }, NOW);
    const { rows } = await test.database.query(
      `select user_id, role, facts from notifications where kind = 'backorders_ready' order by role nulls first`,
    );
    const facts = {
      count: 1,
      backorders: [{ id: '1', number: 'BO-1001', customerName: 'The Anchor', allocated: 5, outstanding: 5 }],
    };
    expect(rows).toEqual([
      { user_id: '1', role: null, facts },
      { user_id: null, role: 'warehouse', facts },
    ]);
  });
  it('tells nothing of what is no longer ready', async () => {
    await notifyReady(test.database, { runId: '1', becameReady: [] }, NOW);
    expect(await count(`from notifications where record_id = 1`)).toBe(0);
  });
});

describe('the work of the night', () => {
  it.each([
    ['America/Chicago', '2026-01-15T10:00:00Z'],
    ['America/Chicago', '2026-07-15T09:00:00Z'],
    ['Asia/Kathmandu', '2026-01-14T22:15:00Z'],
  ])('is due at four in the morning in %s', (timeZone, instant) => {
    const quarters = Array.from({ length: 96 }, (_, n) => new Date(Date.parse(instant) + n * 900_000).toISOString());
    expect(quarters.filter((quarter) => isNightlyHour(timeZone, quarter))).toEqual([new Date(instant).toISOString()]);
  });

  it('is due once a day, also when the clocks change', () => {
    const quarters = Array.from({ length: 96 * 365 }, (_, n) =>
      new Date(Date.UTC(2026, 0, 1, 12) + n * 900_000).toISOString(),
    );
    expect(quarters.filter((quarter) => isNightlyHour('America/Chicago', quarter))).toHaveLength(365);
  });

  it('forgets the answers to commands after seven days', async () => {
    await test.database.query(`insert into idempotency_keys (principal, route, key, body_hash, created_at) values
      ('user:1', 'createOrder', 'old', '', '2026-02-26T09:59Z'), ('user:1', 'createOrder', 'new', '', '2026-02-26T10:01Z')`);
    await pruneIdempotencyKeys(test.database, NOW);
    const { rows } = await test.database.query('select key from idempotency_keys');
    expect(rows).toEqual([{ key: 'new' }]);
  });

  it('opens one exception while the books do not balance, and closes it when they do again', async () => {
    const exceptions = async () =>
      (await test.database.query(`select facts, closed_by from exceptions where kind = 'books_do_not_balance'`)).rows;
    const setValue = (value: number) => test.database.query('update backorders set value = $1', [value]);
    await test.database.query('delete from outbox');
    await setValue(11.24);
    await verifyNightly(test.database, NOW);
    await setValue(11.23);
    await verifyNightly(test.database, NOW);
    const facts = { differences: 1, checks: ['value of backorders = sum of their lines'] };
    expect(await exceptions()).toEqual([{ facts, closed_by: null }]);
    expect(await count(`from outbox where topic = 'exception_opened'`)).toBe(1);
    await setValue(11.25);
    await verifyNightly(test.database, NOW);
    expect(await exceptions()).toEqual([{ facts, closed_by: 'system verification' }]);
    const { rows } = await test.database.query('select balanced from verifications order by id');
    expect(rows).toEqual([{ balanced: false }, { balanced: false }, { balanced: true }]);
  });
});

describe('the jobs of a process', () => {
  it('carry a message from the outbox to the people it concerns, and stop when asked', async () => {
    const { database, url, drop } = await createTestDatabase();
    await makeSmallWorld(database);
    const dealt: string[] = [];
    const allocateDueLines = async (now: string) => void dealt.push(now);
    const refreshed: Changed[] = [];
    const refreshOutlooks = async (changed: readonly Changed[]) => void refreshed.push(...changed);
    const tasks = {
      allocateDueLines,
      refreshOutlooks,
      compareInvoices: async () => undefined,
      releaseDueHolds: async () => undefined,
      sendReports: async () => undefined,
      makeReportRun: async () => undefined,
      pruneReportRuns: async () => undefined,
      holdEndedPrices: async () => undefined,
    };
    const running = await startJobs({
      database,
      databaseUrl: url,
      logger,
      tasks,
    });
    await database.query(`insert into outbox (topic, payload, created_at) values
      ('allocation_run', '{"runId": "2", "becameReady": ["1"]}', now()),
      ('stock_freed', '{"warehouseId": "1", "variantIds": ["1"], "servable": 5}', now())`);
    // A quarter of an hour that is four in the morning where the company is.
    await database.query(
      `select graphile_worker.add_job('start_night', '{"_cron": {"ts": "2026-01-15T10:00:00.000Z"}}')`,
    );
    const done = `select (select count(*) from notifications)::int as notifications, (select count(*) from verifications)::int as verifications,
      (select count(*) from graphile_worker.jobs)::int as jobs`;
    // Two of them tell Rita and the warehouse what is ready, one of a promise that has passed. Nobody waits for what was freed.
    const expected = { notifications: 3, verifications: 1, jobs: 0 };
    const { events } = await eventsDuring(
      () => expect.poll(async () => (await database.query(done)).rows[0], { timeout: 20_000 }).toEqual(expected),
      url,
    );
    // Lists that show dates are read anew.
    expect(events).toContainEqual({ topic: 'outlooks_refreshed', type: 'outlook', id: null });
    expect(dealt).toHaveLength(1);
    // At the start, after the run, and at night.
    expect(refreshed.map((one) => JSON.stringify(one)).sort()).toEqual([
      '"everything"',
      '"everything"',
      '{"allocationRunId":"2"}',
    ]);
    await running.stop();
    await database.query(`insert into outbox (topic, payload, created_at) values ('stock_freed', '{}', now())`);
    await pause(250);
    expect(Number((await database.query('select count(*) from outbox')).rows[0].count)).toBe(1);
    await drop();
  });
});
