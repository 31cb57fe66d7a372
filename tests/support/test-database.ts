import { inject } from 'vitest';
import { connect, type Database } from '#server/platform/database.ts';
import { createScratchDatabase } from '#server/platform/scratch-database.ts';

export type TestDatabase = { database: Database; url: string; drop(): Promise<void> };

/** A database of the test file's own, cloned from the migrated template, with a way to remove it. */
export async function createTestDatabase(options: { connections?: number } = {}): Promise<TestDatabase> {
  const { url, drop } = await createScratchDatabase(inject('postgresUrl'), inject('postgresTemplate'));
  const database = connect({ connectionString: url }, options);
  return {
    database,
    url,
    async drop() {
      await database.end();
      await drop();
    },
  };
}
