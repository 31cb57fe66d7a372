import type { FastifyBaseLogger } from 'fastify';
import { Logger, parseCronItems, run, runMigrations, type TaskList } from 'graphile-worker';
import pg from 'pg';
import type { Changed } from '../allocation/refresh-changed-outlooks.ts';
import { notifyFollowUps } from '../notifications/notify-follow-ups.ts';
import { notifyPromises } from '../notifications/notify-promises.ts';
import { notifySupplyMoved } from '../notifications/notify-supply-moved.ts';
import { readCompany } from '../platform/company.ts';
import type { Database } from '../platform/database.ts';
import { queriesOf } from '../platform/transaction.ts';
import { isNightlyHour, NIGHTLY_TASKS } from './night.ts';
import { notifyReady } from './notify-ready.ts';
import { notifyStockFreed } from './notify-stock-freed.ts';
import { pruneIdempotencyKeys } from './prune-idempotency-keys.ts';
import { ONE_WAITING, REFRESH_OUTLOOKS, startRelay, tellOutlooks } from './relay.ts';
import { sealAudit } from './seal-audit.ts';
import { verifyNightly } from './verify-nightly.ts';

/** Background work that belongs to another capability. */
export type CapabilityWork = {
  /** Computes again what open backorders may expect, after these changes. */
  refreshOutlooks(changed: readonly Changed[], now: string): Promise<void>;
  /** Releases the holds whose last day has come. */
  releaseDueHolds(now: string): Promise<void>;
  /** Deals free stock to lines whose "not before" day has come near enough. */
  allocateDueLines(now: string): Promise<void>;
};

const DAY_MILLISECONDS = 86_400_000;
const RETRY_MILLISECONDS = 5_000;

/**
 * Runs the company's background work: the relay of the outbox, the jobs it makes, and the work of the night in the
 * company's time zone. Any number of processes may do so; each job runs in one of them, and runs again when it failed
 * or its process died. A night missed while nothing ran is made up for within a day. `stop` lets running jobs finish.
 */
export async function startJobs(options: {
  database: Database;
  databaseUrl: string;
  logger: FastifyBaseLogger;
  tasks: CapabilityWork;
}): Promise<{ stop(): Promise<void> }> {
  const { database, logger } = options;
  const pgPool = connectWorker(options.databaseUrl);
  const shared = { pgPool, logger: workerLogger(logger) };
  await runMigrations(shared);
  const runner = await run({
    ...shared,
    taskList: taskList(database, options.tasks),
    parsedCronItems: parseCronItems([
      { task: 'start_night', match: '*/15 * * * *', options: { backfillPeriod: DAY_MILLISECONDS, maxAttempts: 5 } },
    ]),
    concurrency: 2,
    noHandleSignals: true,
  });
  runner.promise.catch((error) => logger.error({ err: error }, 'the jobs ended'));
  // What changed while nothing ran, and after an upgrade everything.
  await runner.addJob(REFRESH_OUTLOOKS, ['everything'], ONE_WAITING);
  const relay = startRelay(database, logger);
  return {
    async stop() {
      await relay.stop();
      await runner.stop();
      await pgPool.end();
    },
  };
}

/** The tables of the queue, for a program that only migrates. */
export async function migrateJobs(databaseUrl: string, logger: FastifyBaseLogger): Promise<void> {
  const pgPool = connectWorker(databaseUrl);
  try {
    await runMigrations({ pgPool, logger: workerLogger(logger) });
  } finally {
    await pgPool.end();
  }
}

function taskList(
  database: Database,
  { allocateDueLines, refreshOutlooks, releaseDueHolds }: CapabilityWork,
): TaskList {
  const now = () => new Date().toISOString();
  return {
    notify_ready: (payload) => notifyReady(database, payload as Parameters<typeof notifyReady>[1], now()),
    notify_stock_freed: (payload) =>
      notifyStockFreed(database, payload as Parameters<typeof notifyStockFreed>[1], now()),
    async [REFRESH_OUTLOOKS](payload, { addJob, logger }) {
      const changed = payload as Changed[];
      try {
        await refreshOutlooks(changed, now());
        await tellOutlooks(database);
      } catch (error) {
        // Not by failing: once newer changes wait under its key, a failed job is never run again.
        logger.error('the outlooks were not refreshed', { error });
        await addJob(REFRESH_OUTLOOKS, changed, { ...ONE_WAITING, runAt: new Date(Date.now() + RETRY_MILLISECONDS) });
      }
    },
    async refresh_all_outlooks() {
      await refreshOutlooks(['everything'], now());
      await tellOutlooks(database);
    },
    release_due_holds: () => releaseDueHolds(now()),
    notify_supply_moved: (payload) =>
      notifySupplyMoved(database, payload as Parameters<typeof notifySupplyMoved>[1], now()),
    notify_promises: () => notifyPromises(database, now()),
    notify_follow_ups: () => notifyFollowUps(database, now()),
    allocate_due_lines: () => allocateDueLines(now()),
    prune_idempotency_keys: () => pruneIdempotencyKeys(database, now()),
    seal_audit: async () => void (await sealAudit(database, now())),
    verify_nightly: () => verifyNightly(database, now()),
    async start_night(payload, { addJob }) {
      const { company } = await readCompany(queriesOf(database));
      const due = (payload as { _cron: { ts: string } })._cron.ts;
      if (!isNightlyHour(company.timeZone, due)) return;
      for (const [priority, task] of NIGHTLY_TASKS.entries()) {
        await addJob(task, {}, { queueName: 'night', priority, maxAttempts: 5, jobKey: task });
      }
    },
  };
}

/** The worker reads instants as `Date`; everywhere else they are text. */
function connectWorker(connectionString: string): pg.Pool {
  const types = new pg.TypeOverrides();
  types.setTypeParser(pg.types.builtins.TIMESTAMPTZ, (text) => new Date(text));
  const pool = new pg.Pool({ connectionString, types, max: 4, application_name: 'makegood jobs' });
  // Connections that break are replaced; without listeners they would end the process.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  return pool;
}

function workerLogger(logger: FastifyBaseLogger): Logger {
  return new Logger(() => (level, message, meta) => {
    if (level === 'error') logger.error(meta, message);
    else if (level === 'warning') logger.warn(meta, message);
    else logger.debug(meta, message);
  });
}
