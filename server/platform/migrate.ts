import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import type pg from 'pg';
import type { Database } from './database.ts';

const MIGRATIONS = new URL('../../database/migrations/', import.meta.url);
const LOCK = 4_711_202_601;
const LOCK_NOT_AVAILABLE = '55P03';

/**
 * Brings the database up to the newest migration, one transaction each, forward only. Any number of processes may call
 * it at once: one migrates, the others wait. A migration never waits long for a lock that the running company holds;
 * it gives way and tries again. A file whose first line is `-- no transaction` runs statement by statement, for
 * indexes that are built concurrently. `last` names the last one to apply.
 */
export async function migrate(
  database: Database,
  onProgress: (message: string) => void = () => undefined,
  last?: string,
): Promise<number> {
  const client = await database.connect();
  try {
    await client.query(`select pg_advisory_lock(${LOCK})`);
    await client.query(`create table if not exists migrations (
      name text primary key, sha256 text not null, applied_at timestamptz not null)`);
    const { rows } = await client.query<{ name: string; sha256: string }>('select name, sha256 from migrations');
    const applied = new Map(rows.map(({ name, sha256 }) => [name, sha256]));
    let count = 0;
    for (const { name, sql, sha256 } of await readMigrations()) {
      if (last !== undefined && name > last) break;
      const before = applied.get(name);
      if (before === sha256) continue;
      if (before !== undefined) throw new Error(`The migration ${name} was changed after it had been applied here.`);
      onProgress(`migration ${name}`);
      await applyPatiently(client, { name, sql, sha256 });
      count += 1;
    }
    return count;
  } finally {
    await client.query(`select pg_advisory_unlock(${LOCK})`).catch(() => undefined);
    client.release();
  }
}

/** The names of migrations this program has and the database has not. */
export async function pendingMigrations(database: Database): Promise<string[]> {
  const { rows } = await database.query(`select to_regclass('migrations') is null as "isNew"`);
  const applied = rows[0].isNew ? { rows: [] } : await database.query<{ name: string }>('select name from migrations');
  const names = new Set(applied.rows.map(({ name }) => name));
  return (await readMigrations()).map(({ name }) => name).filter((name) => !names.has(name));
}

type Migration = { name: string; sql: string; sha256: string };

async function readMigrations(): Promise<Migration[]> {
  const names = (await readdir(MIGRATIONS)).filter((name) => name.endsWith('.sql')).sort();
  return Promise.all(
    names.map(async (name) => {
      const sql = await readFile(new URL(name, MIGRATIONS), 'utf8');
      return { name, sql, sha256: createHash('sha256').update(sql).digest('hex') };
    }),
  );
}

async function applyPatiently(client: pg.ClientBase, migration: Migration): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await apply(client, migration);
    } catch (error) {
      if ((error as { code?: string }).code !== LOCK_NOT_AVAILABLE || attempt === 20) throw error;
      await pause(250 * attempt);
    }
  }
}

async function apply(client: pg.ClientBase, { name, sql, sha256 }: Migration): Promise<void> {
  // The record of what was applied is the one instant that is the database's own.
  const record = { text: 'insert into migrations values ($1, $2, now())', values: [name, sha256] };
  if (sql.startsWith('-- no transaction')) {
    for (const statement of sql.split(/;\s*\n/).filter((text) => text.trim() !== '')) await client.query(statement);
    await client.query(record);
    return;
  }
  try {
    await client.query("begin; set local lock_timeout = '2s'");
    await client.query(sql);
    await client.query(record);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback');
    throw error;
  }
}
