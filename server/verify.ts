import path from 'node:path';
import { parseArgs } from 'node:util';
import { connect, type Database } from './platform/database.ts';
import { clusterExists } from './platform/embedded-postgres/create-cluster.ts';
import { startEmbeddedPostgres } from './platform/embedded-postgres/start-embedded-postgres.ts';
import { pendingMigrations } from './platform/migrate.ts';
import { queriesOf } from './platform/transaction.ts';
import { readOpenTotal } from './verify/open-total.ts';
import { storeVerification, verifyBooks } from './verify/verify-books.ts';

// `npm run verify`, with --json for programs: says whether the books balance and keeps the answer. Ends with 1 when they do not.

const { values: options } = parseArgs({
  options: { json: { type: 'boolean', default: false }, help: { type: 'boolean', default: false } },
});
if (options.help) {
  console.log('npm run verify -- [--json]');
  process.exit();
}
const server = process.env.DATABASE_URL ? null : await embeddedServer();
const database = connect(server?.connection ?? { connectionString: process.env.DATABASE_URL as string }, {
  connections: 1,
});
try {
  if ((await pendingMigrations(database)).length > 0) {
    console.error('These books are of an earlier version. Start the server once, which brings them up to this one.');
    process.exitCode = 2;
  } else {
    process.exitCode = (await verify(database)) ? 0 : 1;
  }
} finally {
  await database.end();
  await server?.stop();
}

async function verify(database: Database): Promise<boolean> {
  const verification = await verifyBooks(database);
  await storeVerification(queriesOf(database), verification, new Date().toISOString());
  if (options.json) {
    console.log(JSON.stringify(verification, null, 2));
  } else if (verification.balanced) {
    const { backorders, value } = await readOpenTotal(queriesOf(database));
    console.log(`open backorders by the demand ledger: ${backorders}, worth ${value}`);
    console.log('books balance');
  } else {
    for (const { check, record, expected, found } of verification.differences) {
      console.log(`${record}: expected ${expected}, found ${found} (${check})`);
    }
    console.log(`books do not balance: ${verification.differences.length} differences`);
  }
  return verification.balanced;
}

async function embeddedServer() {
  const dataDirectory = path.resolve(process.env.MAKEGOOD_DATA_DIR || './data');
  if (!clusterExists(path.join(dataDirectory, 'postgres'))) {
    console.error(`There is no database in ${dataDirectory}. Set MAKEGOOD_DATA_DIR or DATABASE_URL.`);
    process.exit(2);
  }
  return startEmbeddedPostgres({ dataDirectory });
}
