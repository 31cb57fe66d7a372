import type { Database } from '../database.ts';
import { databaseTrouble } from '../database-trouble.ts';
import { pendingMigrations } from '../migrate.ts';
import { queriesOf } from '../transaction.ts';

/** What keeps a server from serving, or how long what it left to be done has been waiting. */
export type Readiness = {
  isReady: boolean;
  database: 'ok' | 'unreachable' | 'busy' | 'out_of_space' | 'read_only';
  pendingMigrations?: string[];
  oldestMessageSeconds?: number;
  oldestJobSeconds?: number;
};

/** Beyond this the relay stands still: messages are not merely many, they are not moving. */
const OLDEST_MESSAGE_SECONDS = 300;
/** Jobs wait for each other, the work of a night the longest. */
const OLDEST_JOB_SECONDS = 1_800;
/** However often it is asked, the database is written this often only. */
const KEPT_MILLISECONDS = 500;
const READ_ONLY = '25006';

/** Answers whether the database can be read and written now and what waits in it, asking it twice a second at most. */
export function watchReadiness(database: Database, onTrouble: (error: unknown) => void): () => Promise<Readiness> {
  let latest: { at: number; readiness: Promise<Readiness> } | null = null;
  return () => {
    const now = performance.now();
    if (latest === null || now - latest.at > KEPT_MILLISECONDS) {
      const readiness = readReadiness(database).catch((error): Readiness => {
        onTrouble(error);
        return { isReady: false, database: nameTrouble(error) };
      });
      latest = { at: now, readiness };
    }
    return latest.readiness;
  };
}

function nameTrouble(error: unknown): Readiness['database'] {
  if ((error as { code?: string }).code === READ_ONLY) return 'read_only';
  const trouble = databaseTrouble(error);
  if (trouble === 'out_of_space') return 'out_of_space';
  return trouble === 'too_many_requests' ? 'busy' : 'unreachable';
}

async function readReadiness(database: Database): Promise<Readiness> {
  const pending = await pendingMigrations(database);
  // What else is asked for may not be there yet.
  if (pending.length > 0) return { isReady: false, database: 'ok', pendingMigrations: pending };
  await probeWriting(database);
  const { oldestMessageSeconds, oldestJobSeconds } = await readAges(database);
  return {
    isReady: oldestMessageSeconds < OLDEST_MESSAGE_SECONDS && oldestJobSeconds < OLDEST_JOB_SECONDS,
    database: 'ok',
    pendingMigrations: pending,
    oldestMessageSeconds,
    oldestJobSeconds,
  };
}

/**
 * Writes a row to the log and half a megabyte to a passing file. A row alone finds room in its page and in a file that is
 * there already, long after the disk is full.
 */
async function probeWriting(database: Database): Promise<void> {
  const client = await database.connect();
  let failure: Error | undefined;
  try {
    await Promise.all([
      client.query('begin'),
      client.query(WRITE_A_ROW),
      client.query(`set local work_mem = '64kB'`),
      client.query(FILL_A_FILE),
      client.query('commit'),
    ]);
  } catch (error) {
    failure = error as Error;
    throw error;
  } finally {
    // After a failure the connection is not known to be between transactions.
    client.release(failure);
  }
}

/** The row is gone after the demo was removed. */
const WRITE_A_ROW = `insert into readiness (written_at) values (clock_timestamp())
  on conflict (is_only) do update set written_at = excluded.written_at`;

const FILL_A_FILE = `select count(*) from (select repeat(md5(n::text), 16) from generate_series(1, 1000) n order by 1 offset 1) filled`;

async function readAges(database: Database): Promise<{ oldestMessageSeconds: number; oldestJobSeconds: number }> {
  const queries = queriesOf(database);
  const [messages, { hasJobs }] = await Promise.all([
    queries.row<{ age: number }>(
      `select coalesce(extract(epoch from now() - min(created_at)), 0)::float8 as age from outbox`,
    ),
    // The queue is made by the first worker.
    queries.row<{ hasJobs: boolean }>(`select to_regclass('graphile_worker._private_jobs') is not null as "hasJobs"`),
  ]);
  const jobs = hasJobs ? await queries.row<{ age: number }>(OLDEST_JOB) : { age: 0 };
  const seconds = ({ age }: { age: number }) => Math.max(0, Math.round(age));
  return { oldestMessageSeconds: seconds(messages), oldestJobSeconds: seconds(jobs) };
}

const OLDEST_JOB = `
  select coalesce(extract(epoch from now() - min(run_at)), 0)::float8 as age
  from graphile_worker._private_jobs where is_available and run_at <= now()`;
