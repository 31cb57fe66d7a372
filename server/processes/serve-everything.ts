import { randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { FastifyBaseLogger } from 'fastify';
import { addSignIn } from '../accounts/sign-in.ts';
import { createServer } from '../create-server.ts';
import { DEMO_PASSWORD, DEMO_PEOPLE } from '../demo/demo-people.ts';
import { loadDemo } from '../demo/load-demo.ts';
import { firstCode, hasNobody } from '../home/first-administrator.ts';
import { buildWeb } from '../platform/build-web.ts';
import { readCompany } from '../platform/company.ts';
import type { Configuration } from '../platform/configuration.ts';
import { connect, connectWriters, type Database } from '../platform/database.ts';
import { keepEmbeddedPostgres } from '../platform/embedded-postgres/keep-embedded-postgres.ts';
import { queriesOf } from '../platform/transaction.ts';
import { prepareDatabase } from './prepare-database.ts';
import { refuseSimulatedClock } from './refuse-simulated-clock.ts';
import { startAllJobs } from './run-worker.ts';
import { type Running, say } from './running.ts';

/** The database, migrations, the screens, the demo company on the first start, and then server and jobs in one process. */
export async function serveEverything(configuration: Configuration, logger: FastifyBaseLogger): Promise<Running> {
  console.log('Makegood');
  // The screens are built beside all that the database needs.
  const screens = buildWeb(say);
  screens.catch(() => undefined);
  const embedded = await openEmbedded(configuration);
  const databaseUrl = configuration.databaseUrl ?? (embedded as { url: string }).url;
  // Jobs have connections of their own, so that they go on while people wait for each other.
  const background = connect({ connectionString: databaseUrl }, { connections: 6 });
  const database = connectWriters(databaseUrl);
  await prepareDatabase(background, configuration.isDemo);
  await refuseSimulatedClock(configuration, background);

  const secret = configuration.secret ?? (await keptSecret(configuration.dataDirectory));
  const { isDemo, isClockSimulated, trustedProxies, publicUrl, inboundSecret, quickbooks, reportsDatabaseUrl } =
    configuration;
  if (isDemo) await makeDemo(background, databaseUrl, secret);
  await screens;
  const given = { secret, inboundSecret, quickbooks, reportsDatabaseUrl };
  const served = { ...given, isClockSimulated, trustedProxies, publicUrl, isDemo };
  const app = await createServer({ database, databaseUrl, logger, ...served });
  const jobs = await startAllJobs({
    database: background,
    databaseUrl,
    logger,
    mail: configuration.mail,
    publicUrl,
    secret,
    quickbooks,
    reportsDatabaseUrl,
  });
  await app.listen({ port: configuration.port, host: configuration.host });
  const queries = queriesOf(database);
  // One address for all: who signed in at another name of this machine is a stranger where QuickBooks and mails lead to.
  announceDemo(publicUrl, (await readCompany(queries)).company.isDemo && isDemo);
  if (await hasNobody(queries)) announceFirst(publicUrl, secret);
  return {
    async stop() {
      await app.close();
      await jobs.stop();
      await Promise.all([database.end(), background.end()]);
      await embedded?.stop();
    },
  };
}

/** The demo company, on the first start. */
async function makeDemo(database: Database, databaseUrl: string, secret: string): Promise<void> {
  const signIn = await addSignIn({ database, databaseUrl, secret });
  await loadDemo({ database, signIn, now: new Date().toISOString(), onProgress: say });
  await signIn.close();
}

async function openEmbedded({ databaseUrl, dataDirectory }: Configuration) {
  if (databaseUrl !== null) return null;
  await mkdir(dataDirectory, { recursive: true });
  return keepEmbeddedPostgres({ dataDirectory, onProgress: say });
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

function announceDemo(address: string, isDemo: boolean): void {
  console.log(`\n  ${address}\n`);
  if (!isDemo) return;
  say(`Demo sign-ins, all with the password: ${DEMO_PASSWORD}`);
  for (const { email, role, name } of DEMO_PEOPLE) say(`  ${email.padEnd(24)} ${role.padEnd(14)} ${name}`);
}

/** Whoever reads the terminal may open it; once there is somebody it opens nothing. */
function announceFirst(address: string, secret: string): void {
  say('Nobody can sign in yet. The first administrator opens');
  say(`  ${address}/first-administrator#${firstCode(secret)}`);
}
