import { setTimeout as pause } from 'node:timers/promises';
import { runMigrations } from 'graphile-worker';
import pino from 'pino';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '#tests/support/test-database.ts';
import { startJobs } from './runner.ts';

const NOT_DONE = `select from graphile_worker.jobs where task_identifier = 'release_due_holds'`;

let test: TestDatabase;
beforeEach(async () => {
  test = await createTestDatabase();
  await runMigrations({ connectionString: test.url });
});
afterEach(() => test.drop());

it.each([
  { what: 'done', moment: 'delete', failures: 0 },
  { what: 'failed', moment: 'update of last_error', failures: 1 },
])(
  'goes on when it cannot be noted that a job is $what',
  async ({ moment, failures }) => {
    const { database, url } = test;
    await database.query(`
    create sequence tries;
    create function refuse_once() returns trigger language plpgsql as $$ begin
      if nextval('tries') = 1 then raise exception 'the connection breaks' using errcode = '57P01'; end if;
      return case tg_op when 'DELETE' then old else new end; end $$;
    create trigger refuse_once before ${moment} on graphile_worker._private_jobs for each row
      when (old.payload::text like '%refused%') execute function refuse_once();
    select graphile_worker.add_job('release_due_holds', '{"end": "refused"}')`);
    let runs = 0;
    let refreshes = 0;
    const running = await startJobs({
      database,
      databaseUrl: url,
      logger: pino({ level: 'silent' }),
      tasks: {
        // The runner that gives up does not come to its end, as long as it waits for this.
        refreshOutlooks: () => (refreshes++ === 0 ? pause(100_000, undefined, { ref: false }) : Promise.resolve()),
        holdEndedPrices: async () => undefined,
        allocateDueLines: async () => undefined,
        compareInvoices: async () => undefined,
        sendReports: async () => undefined,
        makeReportRun: async () => undefined,
        pruneReportRuns: async () => undefined,
        releaseDueHolds: async () => {
          runs += 1;
          if (runs <= failures) throw new Error('not this time');
        },
      },
    });
    try {
      await expect.poll(() => runs, { timeout: 30_000 }).toBe(2);
      await expect.poll(async () => (await database.query(NOT_DONE)).rowCount, { timeout: 10_000 }).toBe(0);
    } finally {
      await running.stop();
    }
  },
  60_000,
);
