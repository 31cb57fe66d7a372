import { connect, type Database } from '#server/platform/database.ts';
import { migrate } from '#server/platform/migrate.ts';
import { createScratchDatabase, openScratchServer } from '#server/platform/scratch-database.ts';

/** One line of the table: the use case and its floor in the same unit. */
export type Measured = { name: string; unit: 'ms' | 'per second'; useCase: number; floor: number; goal: string };

export type ScratchDatabase = {
  name: string;
  url: string;
  database: Database;
  close(): Promise<void>;
  drop(): Promise<void>;
};

/** A PostgreSQL with fsync on that makes migrated databases or copies of one. */
export type Scratch = { create(template?: string): Promise<ScratchDatabase>; end(): Promise<void> };

export async function openScratch(): Promise<Scratch> {
  const server = await openScratchServer({ autovacuum: 'off' });
  return {
    async create(template) {
      const { name, url, drop } = await createScratchDatabase(server.url, template);
      const database = connect({ connectionString: url }, { connections: 10 });
      if (!template) await migrate(database);
      let isOpen = true;
      const close = async () => {
        if (isOpen) await database.end();
        isOpen = false;
      };
      return {
        name,
        url,
        database,
        close,
        async drop() {
          await close();
          await drop();
        },
      };
    },
    end: () => server.stop(),
  };
}
