import { rm } from 'node:fs/promises';
import { connect, type Database } from './database.ts';
import { startEmbeddedPostgres } from './embedded-postgres/start-embedded-postgres.ts';
import { migrate } from './migrate.ts';

/** Runs `work` on a new, migrated database that exists only for it. */
export async function withScratchDatabase(folder: string, work: (database: Database) => Promise<void>): Promise<void> {
  const server = await startEmbeddedPostgres({ dataDirectory: folder, settings: { fsync: 'off' } });
  const database = connect(server.connection);
  try {
    await migrate(database);
    await work(database);
  } finally {
    await database.end();
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  }
}
