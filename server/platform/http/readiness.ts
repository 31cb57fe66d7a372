import type { Database } from '../database.ts';
import { databaseTrouble } from '../database-trouble.ts';
import { pendingMigrations } from '../migrate.ts';
import { queriesOf } from '../transaction.ts';
import { STANDS_STILL_SECONDS, type WaitingWork } from '../waiting-work.ts';

/** What keeps a server from serving, or how long what it left to be done has been waiting. */
export type Readiness = {
  isReady: boolean;
  database: 'ok' | 'unreachable' | 'busy' | 'out_of_space' | 'read_only';
  pendingMigrations?: string[];
  oldestMessageSeconds?: number;
  oldestJobSeconds?: number;
  /** How long ago the audit record was last sealed to its end. It says nothing of serving. */
  auditSealedSeconds?: number;
};

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
  const { oldestMessageSeconds, oldestJobSeconds, auditSealedSeconds } = await readAges(database);
  return {
    isReady: oldestMessageSeconds < STANDS_STILL_SECONDS.messages && oldestJobSeconds < STANDS_STILL_SECONDS.jobs,
    database: 'ok',
    pendingMigrations: pending,
    oldestMessageSeconds,
    oldestJobSeconds,
    auditSealedSeconds,
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

async function readAges(database: Database) {
  const rows = await queriesOf(database).rows<{ work: WaitingWork; age: number }>(
    `select work, extract(epoch from now() - waiting_since)::float8 as age from waiting_work()`,
  );
  const ages = new Map(rows.map(({ work, age }) => [work, Math.max(0, Math.round(age))]));
  const seconds = (work: WaitingWork) => ages.get(work) ?? 0;
  return {
    oldestMessageSeconds: seconds('messages'),
    oldestJobSeconds: seconds('jobs'),
    auditSealedSeconds: seconds('sealing'),
  };
}
