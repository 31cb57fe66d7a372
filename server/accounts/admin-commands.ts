import { randomBytes } from 'node:crypto';
import { parseArgs } from 'node:util';
import type { z } from 'zod';
import { operations } from '#contract/operations.ts';
import type { Database } from '../platform/database.ts';
import { perform } from '../platform/perform.ts';
import { queriesOf } from '../platform/transaction.ts';
import { systemViewer } from '../platform/viewer.ts';
import { createApiKey } from './create-api-key.ts';
import { createUser } from './create-user.ts';
import { resetPassword } from './reset-password.ts';
import type { SignIn } from './sign-in.ts';

/** What can be typed. */
export const USAGE = `npm run admin -- create-api-key --role ROLE [--name NAME]
npm run admin -- create-user --email EMAIL --name NAME --role ROLE [--password PASSWORD]
npm run admin -- reset-password --email EMAIL [--password PASSWORD]`;

/** Does what was typed; the last line of what it answers is the secret it made, alone. */
export type Command = (database: Database, signIn: SignIn) => Promise<string[]>;

const viewer = systemViewer('admin program');

/** What was typed, understood and checked; throws a sentence that says what is wrong. */
export function readCommand([name, ...options]: string[]): Command {
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
