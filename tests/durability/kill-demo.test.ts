import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { expect, it } from 'vitest';
import { verifyBooks } from '#server/verify/verify-books.ts';
import { bundleProgram } from '#tests/support/bundle-program.ts';
import { FEW_SHOPS, fingerprint, loadSmallDemo, makeDemo } from '#tests/support/small-demo.ts';
import { createTestDatabase } from '#tests/support/test-database.ts';

const ROOT = path.join(import.meta.dirname, '../..');
/** Each lies in another part of the load: a catalog, a history, and one that is not yet declared whole. */
const MOMENTS = ['opens', 'Jun 15,', ' 100 %'];

it('a demo company whose maker is killed -9 again and again ends as one that was made at once', {
  timeout: 600_000,
}, async () => {
  const [killed, whole] = [await createTestDatabase(), await createTestDatabase()];
  try {
    await makeDemo(killed.database);
    for (const said of MOMENTS) expect(await loadUntil(said, killed.url)).toBe('SIGKILL');
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

/** The signal that ended a load which dies when it says a text; null when it was never said. */
async function loadUntil(said: string, url: string): Promise<NodeJS.Signals | null> {
  const load = spawn(process.execPath, [await bundleProgram('tests/durability/load-small-demo.ts'), said], {
    cwd: ROOT,
    env: { ...process.env, DATABASE_URL: url },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const [, signal] = await once(load, 'exit');
  return signal;
}
