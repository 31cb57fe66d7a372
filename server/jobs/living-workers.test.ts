import { runMigrations } from 'graphile-worker';
import pino from 'pino';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { makeSmallWorld } from '#tests/database/small-world.ts';
import { createTestDatabase } from '#tests/support/test-database.ts';
import type { Database } from '../platform/database.ts';
import { startJobs } from './runner.ts';

const logger = pino({ level: 'silent' });
/** Far below the hours after which a lock is forgotten by itself. */
const WITHIN_MILLISECONDS = 6_000;

let test: { database: Database; url: string; drop(): Promise<void> };
beforeAll(async () => {
  test = await createTestDatabase();
  await makeSmallWorld(test.database);
  await runMigrations({ connectionString: test.url });
});
afterAll(() => test.drop());

let refreshes = 0;
/** What a refresh waits for. */
let gate: Promise<unknown> = Promise.resolve();
const begin = () =>
  startJobs({
    database: test.database,
    databaseUrl: test.url,
    logger,
    tasks: {
      holdEndedPrices: async () => undefined,
      allocateDueLines: async () => undefined,
      refreshOutlooks: async () => {
        refreshes += 1;
        await gate;
      },
      compareInvoices: async () => undefined,
      releaseDueHolds: async () => undefined,
      sendReports: async () => undefined,
      makeReportRun: async () => undefined,
      pruneReportRuns: async () => undefined,
    },
  });

/** What a worker leaves that was killed in the middle of a refresh, and another in the middle of a night. */
async function leaveLocks(): Promise<void> {
  for (const [task, queue, key] of [
    ['refresh_outlooks', 'outlooks', 'refresh_outlooks'],
    ['prune_idempotency_keys', 'night', 'prune_idempotency_keys'],
  ]) {
    await test.database.query(
      `select graphile_worker.add_job($1, '[]'::json, queue_name => $2, job_key => $3, max_attempts => 1)`,
      [task, queue, key],
    );
  }
  await test.database.query(`
    update graphile_worker._private_jobs set locked_by = 'worker-killed', locked_at = now(), attempts = 1, key = null;
    update graphile_worker._private_job_queues set locked_by = 'worker-killed', locked_at = now()`);
}
const lockedQueues = async () =>
  (await test.database.query(`select from graphile_worker._private_job_queues where locked_by = 'worker-killed'`))
    .rowCount;

beforeEach(async () => {
  refreshes = 0;
  await test.database.query('delete from graphile_worker._private_jobs');
});

it('a start takes over within seconds what a killed worker held', async () => {
  await leaveLocks();
  const jobs = await begin();
  try {
    await expect.poll(() => refreshes, { timeout: WITHIN_MILLISECONDS }).toBeGreaterThan(0);
    expect(await lockedQueues()).toBe(0);
  } finally {
    await jobs.stop();
  }
});

it('a living neighbour does, and leaves alone what living workers hold', async () => {
  let open = () => {};
  gate = new Promise<void>((resolve) => {
    open = resolve;
  });
  const [one, other] = await Promise.all([begin(), begin()]);
  try {
    await expect.poll(() => refreshes, { timeout: WITHIN_MILLISECONDS }).toBe(1);
    await test.database.query(
      `insert into graphile_worker._private_job_queues (queue_name, locked_by, locked_at) values ('night', 'worker-killed', now())
       on conflict (queue_name) do update set locked_by = excluded.locked_by, locked_at = excluded.locked_at`,
    );
    await expect.poll(lockedQueues, { timeout: WITHIN_MILLISECONDS }).toBe(0);
    const { rows } = await test.database.query(
      `select locked_by is not null as "isLocked" from graphile_worker._private_job_queues where queue_name = 'outlooks'`,
    );
    expect([refreshes, rows]).toEqual([1, [{ isLocked: true }]]);
  } finally {
    open();
    await Promise.all([one.stop(), other.stop()]);
  }
});

it('jobs go on by themselves after every connection broke, again and again', async () => {
  const jobs = await begin();
  try {
    for (let round = 0; round < 10; round += 1) {
      await new Promise((resolve) => setTimeout(resolve, 100));
      await test.database.query(
        `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()`,
      );
    }
    const before = refreshes;
    await test.database.query(
      `insert into outbox (topic, payload, created_at) values ('settings_changed', '{}', now())`,
    );
    await expect.poll(() => refreshes, { timeout: WITHIN_MILLISECONDS }).toBeGreaterThan(before);
  } finally {
    await jobs.stop();
  }
});
