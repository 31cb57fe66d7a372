import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { connect, type Database } from '#server/platform/database.ts';
import { startEmbeddedPostgres } from '#server/platform/embedded-postgres/start-embedded-postgres.ts';
import { migrate } from '#server/platform/migrate.ts';

/** One line of the table: the use case and its floor in the same unit. */
export type Measured = { name: string; unit: 'ms' | 'per second'; useCase: number; floor: number; goal: string };

export type ScratchDatabase = {
  name: string;
  url: string;
  database: Database;
  close(): Promise<void>;
  drop(): Promise<void>;
};

/** A PostgreSQL of its own, with fsync on, that makes migrated databases or copies of one. */
export type Scratch = { create(template?: string): Promise<ScratchDatabase>; end(): Promise<void> };

export async function openScratch(): Promise<Scratch> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'makegood-bench-'));
  const server = await startEmbeddedPostgres({ dataDirectory: folder, settings: { autovacuum: 'off' } });
  const administration = connect(server.connection, { connections: 1 });
  let count = 0;
  return {
    async create(template) {
      count += 1;
      const name = `bench_${count}`;
      await administration.query(
        `create database ${name} ${template ? `template ${template} strategy file_copy` : ''}`,
      );
      const url = new URL(server.url);
      url.pathname = `/${name}`;
      const database = connect({ connectionString: url.href }, { connections: 10 });
      if (!template) await migrate(database);
      let isOpen = true;
      const close = async () => {
        if (isOpen) await database.end();
        isOpen = false;
      };
      return {
        name,
        url: url.href,
        database,
        close,
        async drop() {
          await close();
          await administration.query(`drop database ${name} with (force)`);
        },
      };
    },
    async end() {
      await administration.end();
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
