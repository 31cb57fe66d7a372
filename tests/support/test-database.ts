import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { inject } from 'vitest';
import { connect, type Database } from '#server/platform/database.ts';

/** A database of the test file's own, cloned from the migrated template, with a way to remove it. */
export async function createTestDatabase(
  options: { connections?: number } = {},
): Promise<{ database: Database; url: string; drop(): Promise<void> }> {
  const server = inject('postgresUrl');
  const name = `makegood_${randomBytes(6).toString('hex')}`;
  await administer(server, `create database ${name} template makegood_template`);
  const location = new URL(server);
  location.pathname = `/${name}`;
  const database = connect({ connectionString: location.href }, options);
  return {
    database,
    url: location.href,
    async drop() {
      await database.end();
      await administer(server, `drop database if exists ${name} with (force)`);
    },
  };
}

/** Template cloning is one at a time; files run side by side, so a clone in progress is waited for. */
async function administer(url: string, sql: string): Promise<void> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    await client.query('select pg_advisory_lock(20260101)');
    await client.query(sql);
  } finally {
    await client.end();
  }
}
