import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { connect } from '../database.ts';
import { keepEmbeddedPostgres } from './keep-embedded-postgres.ts';

const BACK_WITHIN_MILLISECONDS = 60_000;

it('a server that is killed is started again at the same address, also when it is killed as it starts', async () => {
  const dataDirectory = mkdtempSync(join(tmpdir(), 'makegood-keep-'));
  const server = await keepEmbeddedPostgres({ dataDirectory, onProgress: () => undefined });
  const database = connect({ connectionString: server.url });
  const answer = () =>
    database.query('select n from kept').then(
      ({ rows }) => rows,
      () => null,
    );
  try {
    await database.query('create table kept as select 1 as n');
    const first = serverOf(dataDirectory);
    process.kill(first, 'SIGKILL');
    await expect.poll(answer, { timeout: 5_000 }).toBe(null);
    process.kill(await anotherThan(first, dataDirectory), 'SIGKILL');
    await expect.poll(answer, { timeout: BACK_WITHIN_MILLISECONDS }).toEqual([{ n: 1 }]);
  } finally {
    await database.end();
    await server.stop();
    rmSync(dataDirectory, { recursive: true, force: true, maxRetries: 20 });
  }
});

/** The process number in the lock file; 0 while there is none. */
function serverOf(dataDirectory: string): number {
  try {
    return Number.parseInt(readFileSync(join(dataDirectory, 'postgres/postmaster.pid'), 'utf8'), 10) || 0;
  } catch {
    return 0;
  }
}

/** The server that comes after the one with this number, seen as it starts. */
async function anotherThan(former: number, dataDirectory: string): Promise<number> {
  const deadline = Date.now() + BACK_WITHIN_MILLISECONDS;
  for (;;) {
    const found = serverOf(dataDirectory);
    if (found !== 0 && found !== former) return found;
    if (Date.now() > deadline) throw new Error('No server was started again.');
    await pause(2);
  }
}
