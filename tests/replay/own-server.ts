import { type ChildProcess, fork } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import path from 'node:path';
import { hashApiKey } from '#server/accounts/authenticate.ts';
import { ensureCompany } from '#server/platform/company.ts';
import { connect, type Database } from '#server/platform/database.ts';
import { migrate } from '#server/platform/migrate.ts';
import { createScratchDatabase, openScratchServer } from '#server/platform/scratch-database.ts';
import { queriesOf } from '#server/platform/transaction.ts';
import type { Address } from './api-client.ts';

export type OwnServer = Address & { database: Database; stop(): Promise<void> };

/**
 * An empty company on a database of its own, with the durability of a real one, and a server
 * for it. The server is another process than the clients: neither waits for the other's event loop, so the times
 * measured are the server's, and a profile of it shows nothing else. With `profileFolder` it leaves one there.
 */
export async function startOwnServer(options: { profileFolder: string | undefined }): Promise<OwnServer> {
  const postgres = await openScratchServer({});
  const scratch = await createScratchDatabase(postgres.url);
  const database = connect({ connectionString: scratch.url });
  await migrate(database);
  await ensureCompany(
    queriesOf(database),
    { name: 'Replayed company', timeZone: 'America/Chicago', currency: 'USD', isDemo: false },
    '2000-01-01T00:00:00Z',
  );
  const key = randomBytes(32).toString('base64url');
  await database.query(
    `insert into api_keys (name, role, key_hash, created_at, created_by) values ('replay', 'administrator', $1, '2000-01-01', 'replay')`,
    [hashApiKey(key)],
  );
  const server = fork(new URL('./server-process.ts', import.meta.url), {
    cwd: path.join(import.meta.dirname, '../..'),
    execArgv: [
      ...['--import', 'tsx'],
      ...(options.profileFolder ? ['--cpu-prof', `--cpu-prof-dir=${path.resolve(options.profileFolder)}`] : []),
    ],
    env: { ...process.env, REPLAY_DATABASE_URL: scratch.url },
  });
  const url = await whereItListens(server);
  return {
    url,
    key,
    database,
    async stop() {
      const ended = server.exitCode === null ? once(server, 'exit') : null;
      if (server.connected) server.disconnect();
      await ended;
      await database.end();
      await scratch.drop();
      await postgres.stop();
    },
  };
}

function whereItListens(server: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once('message', (message: { url: string }) => resolve(message.url));
    server.once('exit', (code) => reject(new Error(`The server ended with ${code}.`)));
  });
}
