import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { describeErrors } from '#contract/describe-errors.ts';
import { connect, type Database } from './database.ts';
import { describeTypes } from './database-types.ts';
import { describeApi } from './http/describe-api.ts';
import { findUndescribed } from './http/find-undescribed.ts';
import { migrate } from './migrate.ts';
import { dumpSchema } from './schema-dump.ts';
import { createScratchDatabase, openScratchServer } from './scratch-database.ts';

// Writes the files that are derived from others; with --check it writes nothing and fails when one is stale.

const root = new URL('../../', import.meta.url);
const isCheck = process.argv.includes('--check');
const stale: string[] = [];

await onNewDatabase(async (database) => {
  await produce('database/types.ts', await describeTypes(database));
  await produce('database/schema.sql', await dumpSchema(database));
});
const api = await describeApi();
const undescribed = findUndescribed(api);
if (undescribed.length > 0) {
  console.error(`Say in contract/words what these mean:\n${undescribed.join('\n')}`);
  process.exit(1);
}
await produce('docs/openapi.json', `${JSON.stringify(api, null, 2)}\n`);
await produce('docs/errors.md', describeErrors());

if (stale.length > 0) {
  console.error(`Stale: ${stale.join(', ')}. Run: npm run generate`);
  process.exit(1);
}

/** Every supported PostgreSQL gives the same files: the one of TEST_DATABASE_URL may be any. */
async function onNewDatabase(work: (database: Database) => Promise<void>): Promise<void> {
  const server = await openScratchServer();
  const { url, drop } = await createScratchDatabase(server.url);
  const database = connect({ connectionString: url });
  try {
    await migrate(database);
    await work(database);
  } finally {
    await database.end();
    await drop();
    await server.stop();
  }
}

async function produce(file: string, content: string): Promise<void> {
  const url = new URL(file, root);
  const before = await readFile(url, 'utf8').catch(() => null);
  if (before === content) return;
  if (isCheck) {
    stale.push(file);
    return;
  }
  await mkdir(new URL('./', url), { recursive: true });
  await writeFile(url, content);
  console.log(`wrote ${file}`);
}
