import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { startEmbeddedPostgres } from './embedded-postgres/start-embedded-postgres.ts';

/** A PostgreSQL for what nobody keeps. `url` is a database of it. */
export type ScratchServer = { url: string; stop(): Promise<void> };

/** A database that exists only for one purpose, beside any number of others. */
export type ScratchDatabase = { name: string; url: string; drop(): Promise<void> };

/** A database that need not survive a crash writes little to its log; copying one is five times as fast. */
const NOTHING_KEPT: Record<string, string> = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  wal_level: 'minimal',
  max_wal_senders: '0',
  wal_compression: 'off',
  checkpoint_timeout: '1h',
};

/**
 * The server TEST_DATABASE_URL names, whose account may create databases, or else an embedded one in a temporary
 * folder. `settings` are the embedded one's: a server of somebody else keeps its own.
 */
export async function openScratchServer(settings: Record<string, string> = NOTHING_KEPT): Promise<ScratchServer> {
  const external = process.env.TEST_DATABASE_URL;
  if (external) return { url: external, stop: async () => undefined };
  const folder = await mkdtemp(path.join(os.tmpdir(), 'makegood-scratch-'));
  const server = await startEmbeddedPostgres({ dataDirectory: folder, settings });
  return {
    url: server.url,
    async stop() {
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Makes a database, empty or as a copy of another one. Its name is its own: several programs may share a server. */
export async function createScratchDatabase(serverUrl: string, copied = ''): Promise<ScratchDatabase> {
  const name = `makegood_scratch_${randomBytes(6).toString('hex')}`;
  await administer(serverUrl, `create database ${name} ${copied && `template ${copied} strategy file_copy`}`);
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return {
    name,
    url: url.href,
    drop: () => administer(serverUrl, `drop database if exists ${name} with (force)`),
  };
}

/** Copying is one at a time; programs run side by side, so a copy in progress is waited for. */
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
