import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { connect } from '../database.ts';
import { keepEmbeddedPostgres } from './keep-embedded-postgres.ts';

/** Seconds, alone on the machine. */
const BACK_WITHIN_MILLISECONDS = 60_000;

it('a server that is killed is started again at the same address', async () => {
  const dataDirectory = mkdtempSync(join(tmpdir(), 'makegood-keep-'));
  const server = await keepEmbeddedPostgres({ dataDirectory, onProgress: () => undefined });
  const database = connect({ connectionString: server.url });
  try {
    await database.query('create table kept as select 1 as n');
    for (let kill = 1; kill <= 2; kill += 1) {
      process.kill(
        Number.parseInt(readFileSync(join(dataDirectory, 'postgres/postmaster.pid'), 'utf8'), 10),
        'SIGKILL',
      );
      const answer = () =>
        database.query('select n from kept').then(
          ({ rows }) => rows,
          () => null,
        );
      await expect.poll(answer, { timeout: 5_000 }).toBe(null);
      await expect.poll(answer, { timeout: BACK_WITHIN_MILLISECONDS }).toEqual([{ n: 1 }]);
    }
  } finally {
    await database.end();
    await server.stop();
    rmSync(dataDirectory, { recursive: true, force: true, maxRetries: 20 });
  }
});
