import { randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import pino from 'pino';
import { addSignIn } from './accounts/sign-in.ts';
import { allocateDueLines } from './allocation/allocate-due-lines.ts';
import { refreshChangedOutlooks } from './allocation/refresh-changed-outlooks.ts';
import { createServer } from './create-server.ts';
import { DEMO_PASSWORD, DEMO_PEOPLE } from './demo/demo-people.ts';
import { loadDemo } from './demo/load-demo.ts';
import { releaseDueHolds } from './holds/release-due-holds.ts';
import { startJobs } from './jobs/runner.ts';
import { buildWeb } from './platform/build-web.ts';
import { ensureCompany, newCompany, readCompany } from './platform/company.ts';
import { type Configuration, readConfiguration } from './platform/configuration.ts';
import { connect, type Database } from './platform/database.ts';
import { startEmbeddedPostgres } from './platform/embedded-postgres/start-embedded-postgres.ts';
import { migrate } from './platform/migrate.ts';
import { queriesOf } from './platform/transaction.ts';

// `npm start`: the database, migrations, the screens, the demo company on the first start, and then the server until it
// is told to end.

const say = (message: string) => console.log(`  ${message}`);

try {
  await start(readConfiguration(process.env));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  if (process.env.MAKEGOOD_TRACE) console.error(error);
  process.exit(1);
}

async function start(configuration: Configuration): Promise<void> {
  console.log('Makegood');
  const logger = pino({ level: process.env.LOG_LEVEL ?? 'warn' });
  // The screens are built beside all that the database needs.
  const screens = buildWeb(say);
  screens.catch(() => undefined);
  const embedded = await openEmbedded(configuration);
  const databaseUrl = configuration.databaseUrl ?? (embedded as { url: string }).url;
  const database = connect({ connectionString: databaseUrl }, { connections: 20 });
  await migrate(database, say);
  await ensureCompany(queriesOf(database), newCompany(configuration.isDemo), new Date().toISOString());
  await refuseSimulatedClock(configuration, database);

  const secret = configuration.secret ?? (await keptSecret(configuration.dataDirectory));
  const { isDemo, isClockSimulated } = configuration;
  if (isDemo) {
    const signIn = await addSignIn({ database, databaseUrl, secret });
    await loadDemo({ database, signIn, now: new Date().toISOString(), onProgress: say });
    await signIn.close();
  }
  await screens;
  const app = await createServer({ database, databaseUrl, secret, isClockSimulated, isDemo, logger });
  const jobs = await startJobs({
    database,
    databaseUrl,
    logger,
    tasks: {
      allocateDueLines: async (now) => void (await allocateDueLines(database, now)),
      releaseDueHolds: async (now) => void (await releaseDueHolds(database, now)),
      refreshOutlooks: (changed, now) => refreshChangedOutlooks(database, now, changed),
    },
  });
  const address = await app.listen({ port: configuration.port, host: configuration.host });
  announce(address, (await readCompany(queriesOf(database))).company.isDemo && isDemo);

  let isEnding = false;
  const end = async () => {
    if (isEnding) return;
    isEnding = true;
    await app.close();
    await jobs.stop();
    await database.end();
    await embedded?.stop();
    process.exit(0);
  };
  process.once('SIGINT', () => void end());
  process.once('SIGTERM', () => void end());
}

async function openEmbedded({ databaseUrl, dataDirectory }: Configuration) {
  if (databaseUrl !== null) return null;
  await mkdir(dataDirectory, { recursive: true });
  return startEmbeddedPostgres({ dataDirectory, onProgress: say });
}

/** A demo keeps its secret beside its data, so that a restart signs nobody out. */
async function keptSecret(dataDirectory: string): Promise<string> {
  const file = path.join(dataDirectory, 'session-secret');
  const made = randomBytes(32).toString('base64url');
  await mkdir(dataDirectory, { recursive: true });
  await writeFile(file, made, { mode: 0o600, flag: 'wx' }).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error;
  });
  return (await readFile(file, 'utf8')).trim() || made;
}

/** The clock of a company that works for real is not anybody's to set. */
async function refuseSimulatedClock({ isClockSimulated }: Configuration, database: Database): Promise<void> {
  if (!isClockSimulated) return;
  const { rows } = await database.query(`select from company where not demo and exists (select from orders)`);
  if (rows.length > 0)
    throw new Error('MAKEGOOD_CLOCK=simulated is for an empty or a demo company; this one has orders.');
}

function announce(address: string, isDemo: boolean): void {
  console.log(`\n  ${address}\n`);
  if (!isDemo) {
    say(
      'First administrator: npm run admin -- create-user --role administrator --email YOU@EXAMPLE.COM --name "YOUR NAME"',
    );
    return;
  }
  say(`Demo sign-ins, all with the password: ${DEMO_PASSWORD}`);
  for (const { email, role, name } of DEMO_PEOPLE) say(`  ${email.padEnd(24)} ${role.padEnd(14)} ${name}`);
}
