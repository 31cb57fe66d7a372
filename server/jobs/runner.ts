import { EventEmitter } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import type { FastifyBaseLogger } from 'fastify';
import {
  Logger,
  parseCronItems,
  type Runner,
  run,
  runMigrations,
  type TaskList,
  type WorkerEvents,
} from 'graphile-worker';
import pg from 'pg';
import { type Database, surviving } from '../platform/database.ts';
import { startLivingWorkers } from './living-workers.ts';
import { ONE_WAITING, REFRESH_OUTLOOKS, startRelay } from './relay.ts';
import { type CapabilityWork, taskList } from './task-list.ts';

const DAY_MILLISECONDS = 86_400_000;
const BEGIN_AGAIN_MILLISECONDS = 1_000;
/** So long a stop waits for running jobs; what is not done by then is done by the next process. */
const STOP_MILLISECONDS = 5_000;
/** So long a runner that gives up by itself may take: dates stand still until the next one begins. */
const GIVE_UP_MILLISECONDS = 1_000;

type Parts = { database: Database; databaseUrl: string; logger: FastifyBaseLogger; tasks: CapabilityWork };

/**
 * Runs the company's background work: the relay of the outbox, the jobs it makes, and the work of the night in the
 * company's time zone. Any number of processes may do so; each job runs in one of them, and runs again when it failed
 * or its process died. A night missed while nothing ran is made up for within a day. While the database is away it
 * waits, and goes on by itself. `stop` lets running jobs finish.
 */
export async function startJobs({ database, databaseUrl, logger, tasks }: Parts): Promise<{ stop(): Promise<void> }> {
  const pgPool = connectWorker(databaseUrl);
  const work = { pgPool, logger, tasks: taskList(database, tasks) };
  await runMigrations({ pgPool, logger: workerLogger(logger) });
  const runner = await keepRunning(work);
  const living = startLivingWorkers({
    databaseUrl,
    logger,
    workerIds: runner.workerIds,
    // The refresh a dead worker was at is not run again: its changes are looked for everywhere.
    onTakenOver: () => runner.addJob(REFRESH_OUTLOOKS, ['everything'], ONE_WAITING),
  });
  const relay = startRelay(database, logger);
  return {
    async stop() {
      await relay.stop();
      await runner.stop();
      await living.stop();
      await pgPool.end();
    },
  };
}

type Work = { pgPool: pg.Pool; logger: FastifyBaseLogger; tasks: TaskList };

/** A runner, and when it is over: once it has ended, or has not come to its end in the time it is given. */
type Running = { runner: Runner; over: Promise<unknown> };

/** The runner gives up when the database stays away; then another takes its place, until this is stopped. */
async function keepRunning(work: Work) {
  const stopping = new AbortController();
  const workers = new Set<string>();
  let running = await begin(work, workers, stopping.signal);

  const watch = (async () => {
    while (!stopping.signal.aborted) {
      if ((await running.over) === 'late') void running.runner.kill('late').catch(() => undefined);
      const next = await beginAgain(work, workers, stopping.signal);
      if (next) running = next;
    }
    await running.over;
  })();

  return {
    workerIds: () => [...workers],
    addJob: async (...job: Parameters<Runner['addJob']>) => void (await running.runner.addJob(...job)),
    async stop() {
      stopping.abort();
      void running.runner.stop().catch(() => undefined);
      await watch;
    },
  };
}

/** A runner with everything to look at once more; `workers` then names its workers alone. */
async function begin({ pgPool, logger, tasks }: Work, workers: Set<string>, stopping: AbortSignal): Promise<Running> {
  workers.clear();
  const events: WorkerEvents = new EventEmitter();
  // Jobs are locked in the name of all workers of a runner together.
  events.on('pool:create', ({ workerPool }) => void workers.add(workerPool.id));
  // A runner that gives up may wait for ever for what it could not note.
  const late = new Promise((resolve) => {
    events.on('pool:gracefulShutdown', () =>
      setTimeout(resolve, stopping.aborted ? STOP_MILLISECONDS : GIVE_UP_MILLISECONDS, 'late').unref(),
    );
  });
  const runner = await run({
    ...HOW_JOBS_RUN,
    pgPool,
    events,
    logger: workerLogger(logger),
    taskList: tasks,
    parsedCronItems: parseCronItems(BY_THE_CLOCK),
  });
  runner.promise.catch((error) => logger.error({ err: error }, 'the jobs ended'));
  try {
    // What changed while nothing ran, and after an upgrade everything.
    await runner.addJob(REFRESH_OUTLOOKS, ['everything'], ONE_WAITING);
    return { runner, over: Promise.race([runner.promise.catch(() => undefined), late]) };
  } catch (error) {
    await Promise.race([runner.stop().catch(() => undefined), late]);
    throw error;
  }
}

/** The next runner, as soon as the database lets it begin; null when it is no longer wanted. */
async function beginAgain(work: Work, workers: Set<string>, stopping: AbortSignal): Promise<Running | null> {
  while (!stopping.aborted) {
    const next = await begin(work, workers, stopping).catch(
      (error) => void work.logger.warn({ err: error }, 'the jobs do not begin yet'),
    );
    if (next && stopping.aborted) void next.runner.stop().catch(() => undefined);
    if (next) return next;
    await pause(BEGIN_AGAIN_MILLISECONDS, undefined, { signal: stopping }).catch(() => undefined);
  }
  return null;
}

const BY_THE_CLOCK = [
  // One at a time, so that nobody is mailed twice.
  {
    task: 'send_reports',
    match: '*/5 * * * *',
    options: { maxAttempts: 1, jobKey: 'send_reports', queueName: 'reports' },
  },
  { task: 'start_night', match: '*/15 * * * *', options: { backfillPeriod: DAY_MILLISECONDS, maxAttempts: 5 } },
  { task: 'notify_not_ready', match: '*/5 * * * *', options: { maxAttempts: 1, jobKey: 'notify_not_ready' } },
];

/**
 * That a job has ended is noted at once, but as a batch: what is not a batch is a promise that the worker neither awaits nor
 * catches, and its failure, by a connection that breaks just then, would end the process.
 */
const END_IS_NOTED = { worker: { completeJobBatchDelay: 0, failJobBatchDelay: 0 } };

const HOW_JOBS_RUN = { concurrency: 2, noHandleSignals: true, preset: END_IS_NOTED };

/** The tables of the queue, for a program that only migrates. */
export async function migrateJobs(databaseUrl: string, logger: FastifyBaseLogger): Promise<void> {
  const pgPool = connectWorker(databaseUrl);
  try {
    await runMigrations({ pgPool, logger: workerLogger(logger) });
  } finally {
    await pgPool.end();
  }
}

/** The worker reads instants as `Date`; everywhere else they are text. */
function connectWorker(connectionString: string): pg.Pool {
  const types = new pg.TypeOverrides();
  types.setTypeParser(pg.types.builtins.TIMESTAMPTZ, (text) => new Date(text));
  return surviving(
    new pg.Pool({ connectionString, types, max: 4, keepAlive: true, application_name: 'makegood jobs' }),
  );
}

function workerLogger(logger: FastifyBaseLogger): Logger {
  return new Logger(() => (level, message, meta) => {
    if (level === 'error') logger.error(meta, message);
    else if (level === 'warning') logger.warn(meta, message);
    else logger.debug(meta, message);
  });
}
