import { randomBytes } from 'node:crypto';
import { type Command, readCommand, USAGE } from './accounts/admin-commands.ts';
import { addSignIn } from './accounts/sign-in.ts';
import { ensureCompany, newCompany } from './platform/company.ts';
import { type Configuration, readConfiguration } from './platform/configuration.ts';
import { connect } from './platform/database.ts';
import { startEmbeddedPostgres } from './platform/embedded-postgres/start-embedded-postgres.ts';
import { migrate } from './platform/migrate.ts';
import { queriesOf } from './platform/transaction.ts';

// The way in from the machine itself, while the server runs or not: the first administrator, a lost key.

if (process.argv.includes('--help')) {
  console.log(USAGE);
  process.exit();
}

try {
  const command = readCommand(process.argv.slice(2));
  const lines = await onDatabase(readPlace(process.env), command);
  for (const line of lines) console.log(line);
} catch (error) {
  // What a request calls a field of its body is an option here.
  console.error(error instanceof Error ? error.message.replaceAll('#/', '--') : error);
  process.exitCode = 1;
}

/** No session is signed here and nobody is let in, so neither the secret nor the address matters. */
function readPlace(environment: NodeJS.ProcessEnv): Configuration {
  return readConfiguration({
    ...environment,
    HOST: '',
    MAKEGOOD_SECRET: environment.MAKEGOOD_SECRET || randomBytes(32).toString('hex'),
  });
}

async function onDatabase(
  { databaseUrl, dataDirectory, isDemo, secret }: Configuration,
  command: Command,
): Promise<string[]> {
  const embedded = databaseUrl === null ? await startEmbeddedPostgres({ dataDirectory }) : null;
  const url = databaseUrl ?? (embedded as { url: string }).url;
  const database = connect({ connectionString: url }, { connections: 2 });
  const signIn = await addSignIn({ database, databaseUrl: url, secret: secret ?? '' });
  try {
    await migrate(database);
    await ensureCompany(queriesOf(database), newCompany(isDemo), new Date().toISOString());
    return await command(database, signIn);
  } finally {
    await signIn.close();
    await database.end();
    await embedded?.stop();
  }
}
