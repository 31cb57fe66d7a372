import { randomBytes } from 'node:crypto';
import { parseArgs } from 'node:util';
import type { z } from 'zod';
import { operations } from '#contract/operations.ts';
import { createApiKey } from './accounts/create-api-key.ts';
import { createUser } from './accounts/create-user.ts';
import { resetPassword } from './accounts/reset-password.ts';
import { addSignIn, type SignIn } from './accounts/sign-in.ts';
import { ensureCompany, newCompany } from './platform/company.ts';
import { type Configuration, readConfiguration } from './platform/configuration.ts';
import { connect, type Database } from './platform/database.ts';
import { startEmbeddedPostgres } from './platform/embedded-postgres/start-embedded-postgres.ts';
import { migrate } from './platform/migrate.ts';
import { perform } from './platform/perform.ts';
import { queriesOf } from './platform/transaction.ts';
import { systemViewer } from './platform/viewer.ts';

// The way in from the machine itself, while the server runs or not: the first administrator, a lost key.

const USAGE = `npm run admin -- create-api-key --role ROLE [--name NAME]
npm run admin -- create-user --email EMAIL --name NAME --role ROLE [--password PASSWORD]
npm run admin -- reset-password --email EMAIL [--password PASSWORD]`;

/** The last line of what a command prints is the secret it made, alone. */
type Command = (database: Database, signIn: SignIn) => Promise<string[]>;

const viewer = systemViewer('admin program');

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

function readCommand([name, ...options]: string[]): Command {
  if (name === 'create-api-key') return keyCommand(options);
  if (name === 'create-user') return userCommand(options);
  if (name === 'reset-password') return passwordCommand(options);
  throw new Error(name === undefined ? `Say what to do:\n${USAGE}` : `There is no command "${name}":\n${USAGE}`);
}

function keyCommand(given: string[]): Command {
  const options = readOptions(given, ['role', 'name']);
  const body = check(operations.createApiKey.body, { name: 'admin program', ...options });
  return async (database) => {
    const { id, name, role, key } = await perform(viewer, database, new Date().toISOString(), (work) =>
      createApiKey(viewer, { body }, work),
    );
    return [`API key ${id} "${name}" for the role ${role}:`, key];
  };
}

function userCommand(given: string[]): Command {
  const options = readOptions(given, ['email', 'name', 'role', 'password']);
  const made = options.password === undefined ? randomBytes(15).toString('base64url') : null;
  const body = check(operations.createUser.body, { ...options, password: options.password ?? made });
  return async (database, signIn) => {
    const { id, email, role } = await perform(viewer, database, new Date().toISOString(), (work) =>
      createUser(viewer, { body }, work, signIn),
    );
    return [`User ${id} ${email} with the role ${role}${made ? '; the password:' : '.'}`, ...(made ? [made] : [])];
  };
}

function passwordCommand(given: string[]): Command {
  const { email, ...options } = readOptions(given, ['email', 'password']);
  if (email === undefined) throw new Error('--email: say whose password.');
  const body = check(operations.resetPassword.body, options);
  return async (database, signIn) => {
    const found = await queriesOf(database).first<{ id: string }>('select id from users where email = lower($1)', [
      email,
    ]);
    if (!found) throw new Error(`There is nobody with --email "${email}".`);
    const { password } = await perform(viewer, database, new Date().toISOString(), (work) =>
      resetPassword(viewer, { params: found, body }, work, signIn),
    );
    return [`User ${found.id} ${email}; the sessions are ended, the password:`, password];
  };
}

function readOptions(args: string[], names: string[]): Record<string, string | undefined> {
  try {
    const { values } = parseArgs({
      args,
      options: Object.fromEntries(names.map((name) => [name, { type: 'string' as const }])),
    });
    return values as Record<string, string | undefined>;
  } catch (error) {
    throw new Error(`${(error as Error).message.split('. ')[0]}:\n${USAGE}`);
  }
}

/** The rules of the API hold here too. */
function check<Schema extends z.ZodType>(schema: Schema, values: object): z.output<Schema> {
  const { data, error } = schema.safeParse(values);
  if (error) throw new Error(error.issues.map(({ path, message }) => `--${path.join('.')}: ${message}.`).join(' '));
  return data as z.output<Schema>;
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
