import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ensureCompany, newCompany } from '#server/platform/company.ts';
import { connect } from '#server/platform/database.ts';
import {
  type EmbeddedPostgres,
  startEmbeddedPostgres,
} from '#server/platform/embedded-postgres/start-embedded-postgres.ts';
import { migrate } from '#server/platform/migrate.ts';
import { queriesOf } from '#server/platform/transaction.ts';
import { type Client, openTestCompany, type TestCompany } from '#tests/support/test-company.ts';
import { buildWorld, order, type World } from '#tests/support/world.ts';

let folder: string;
let primary: EmbeddedPostgres;
let replica: EmbeddedPostgres;
let company: TestCompany;
let admin: Client;
let world: World;

const LITTLE = { shared_buffers: '32MB', fsync: 'off', max_wal_size: '256MB' };

/** The programs of the package have no pg_basebackup: the same by its functions and a copy of the folder. */
async function copyWhileItRuns(from: string, to: string): Promise<void> {
  const client = new pg.Client(primary.url);
  await client.connect();
  await client.query(`select pg_backup_start('replica', true)`);
  await mkdir(path.dirname(to), { recursive: true });
  // With their owner: the server runs as whoever has them.
  await promisify(execFile)('cp', ['-a', from, to]);
  await rm(path.join(to, 'postmaster.pid'), { force: true });
  const { rows } = await client.query('select labelfile from pg_backup_stop()');
  await client.end();
  const made = ['backup_label', 'standby.signal'].map((name) => path.join(to, name)) as [string, string];
  await writeFile(made[0], rows[0].labelfile);
  await writeFile(made[1], '');
  await promisify(execFile)('chown', [`--reference=${path.join(to, 'PG_VERSION')}`, ...made]);
}

beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'makegood-replica-'));
  primary = await startEmbeddedPostgres({
    dataDirectory: path.join(folder, 'primary'),
    settings: { ...LITTLE, wal_level: 'replica', max_wal_senders: '3', wal_keep_size: '256MB' },
  });
  const database = connect({ connectionString: primary.url });
  await migrate(database);
  await ensureCompany(queriesOf(database), newCompany(false), new Date().toISOString());
  await copyWhileItRuns(path.join(folder, 'primary', 'postgres'), path.join(folder, 'replica', 'postgres'));
  replica = await startEmbeddedPostgres({
    dataDirectory: path.join(folder, 'replica'),
    settings: {
      ...LITTLE,
      primary_conninfo: `host=${primary.connection.host} port=5432 user=${primary.connection.user}`,
      hot_standby: 'on',
    },
  });
  company = await openTestCompany({
    testDatabase: { database, url: primary.url, drop: () => database.end() },
    reportsDatabaseUrl: replica.url,
  });
  admin = company.as('administrator');
  await admin.patch('/settings', { backorderCreation: 'at_confirmation' });
  world = await buildWorld(admin, { MALBEC: 0 });
  await order(admin, world, { MALBEC: 4 });
}, 120_000);
afterAll(async () => {
  await company?.close();
  await replica?.stop();
  await primary?.stop();
  await rm(folder, { recursive: true, force: true });
});

const lines = async () => (await admin.get('/reports/open-backorders')).body.totals.lines as number;
const source = async () => (await admin.get('/reports/source')).body;
const onReplica = async (sql: string) => {
  const client = new pg.Client(replica.url);
  await client.connect();
  return client.query(sql).finally(() => client.end());
};

it('reads reports from a streaming replica, which nothing is written to, and from the database while it is away', async () => {
  await expect.poll(lines, { timeout: 20_000 }).toBe(1);
  expect(await source()).toMatchObject({ hasReplica: true, readsFrom: 'replica', why: null });

  // What the replica has not replayed yet no report says, and every other page does.
  await onReplica('select pg_wal_replay_pause()');
  await order(admin, world, { MALBEC: 3 });
  expect(await lines()).toBe(1);
  expect((await admin.get('/backorders')).body.data).toHaveLength(2);
  await expect(onReplica(`insert into suppliers (name, created_at) values ('x', now())`)).rejects.toThrow(/read-only/);
  await onReplica('select pg_wal_replay_resume()');
  await expect.poll(lines, { timeout: 20_000 }).toBe(2);

  await replica.stop();
  expect(await lines()).toBe(2);
  await order(admin, world, { MALBEC: 2 });
  expect(await lines()).toBe(3);
  expect(await source()).toMatchObject({ hasReplica: true, readsFrom: 'database', why: expect.any(String) });
}, 60_000);
