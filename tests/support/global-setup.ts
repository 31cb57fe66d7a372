import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { ensureCompany } from '#server/platform/company.ts';
import { connect } from '#server/platform/database.ts';
import { startEmbeddedPostgres } from '#server/platform/embedded-postgres/start-embedded-postgres.ts';
import { migrate } from '#server/platform/migrate.ts';
import { queriesOf } from '#server/platform/transaction.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** The server's own database; test databases are cloned from `makegood_template` beside it. */
    postgresUrl: string;
  }
}

/**
 * One PostgreSQL for the whole run: the embedded one, or the server TEST_DATABASE_URL names. Every test file clones its
 * own database from the template made here.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'makegood-test-'));
  const external = process.env.TEST_DATABASE_URL;
  const server = external ? null : await startEmbeddedPostgres({ dataDirectory: folder, settings: { fsync: 'off' } });
  const url = external ?? (server as { url: string }).url;

  const client = new pg.Client(url);
  await client.connect();
  await client.query('drop database if exists makegood_template');
  await client.query('create database makegood_template');
  await client.end();
  const template = connect({ connectionString: withDatabase(url, 'makegood_template') });
  await migrate(template);
  await ensureCompany(
    queriesOf(template),
    { name: 'Hawkeye Wine & Spirits', timeZone: 'America/Chicago', currency: 'USD', isDemo: false },
    '2026-01-01T00:00:00Z',
  );
  await template.end();
  project.provide('postgresUrl', url);

  return async () => {
    await server?.stop();
    await rm(folder, { recursive: true, force: true });
  };
}

function withDatabase(url: string, database: string): string {
  const changed = new URL(url);
  changed.pathname = `/${database}`;
  return changed.href;
}
