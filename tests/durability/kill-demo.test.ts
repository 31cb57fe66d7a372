import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { expect, it } from 'vitest';
import { verifyBooks } from '#server/verify/verify-books.ts';
import { FEW_SHOPS, fingerprint, loadSmallDemo, makeDemo } from '#tests/support/small-demo.ts';
import { createTestDatabase } from '#tests/support/test-database.ts';

const ROOT = path.join(import.meta.dirname, '../..');
/** Each lies in another part of the load: a catalog, a history, and one that is not yet declared whole. */
const MOMENTS = ['opens', ' 40 %', ' 100 %'];

it('a demo company whose maker is killed -9 again and again ends as one that was made at once', {
  timeout: 600_000,
}, async () => {
  const [killed, whole] = [await createTestDatabase(), await createTestDatabase()];
  try {
    await makeDemo(killed.database);
    for (const said of MOMENTS) await killWhen(said, startLoad(killed.url));
    expect((await killed.database.query('select from demo_loads where finished_at is null')).rowCount).toBe(1);
    expect(await loadSmallDemo(killed, { shops: FEW_SHOPS })).toBe(true);

    await makeDemo(whole.database);
    await loadSmallDemo(whole, { shops: FEW_SHOPS });
    expect(await fingerprint(killed.database)).toEqual(await fingerprint(whole.database));
    expect(await verifyBooks(killed.database)).toEqual({ balanced: true, differences: [] });
  } finally {
    await killed.drop();
    await whole.drop();
  }
});

function startLoad(url: string): ChildProcess {
  return spawn(process.execPath, ['--import', 'tsx', 'tests/durability/load-small-demo.ts'], {
    cwd: ROOT,
    env: { ...process.env, DATABASE_URL: url },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}

async function killWhen(text: string, load: ChildProcess): Promise<void> {
  const ended = once(load, 'exit');
  let said = '';
  await Promise.race([
    ended,
    new Promise<void>((resolve) => {
      load.stdout?.on('data', (chunk) => {
        said += chunk;
        if (said.includes(text)) resolve();
      });
    }),
  ]);
  expect([load.exitCode, said]).toEqual([null, expect.stringContaining(text)]);
  load.kill('SIGKILL');
  await ended;
}
