import path from 'node:path';

/** What the operator sets from outside. Everything else is a setting of the company, kept in the database. */
export type Configuration = {
  port: number;
  host: string;
  dataDirectory: string;
  /** Null: the embedded PostgreSQL is started in `dataDirectory`. */
  databaseUrl: string | null;
  isDemo: boolean;
  /** Signs sessions. Null in a demo that was given none: one is made and kept in `dataDirectory`. */
  secret: string | null;
  /** The clock may be set per request by an administrator's program: replay and tests of past days. */
  isClockSimulated: boolean;
};

/** Reads the configuration. Throws one sentence saying which setting is wrong. */
export function readConfiguration(environment: NodeJS.ProcessEnv): Configuration {
  const databaseUrl = environment.DATABASE_URL || null;
  const isDemo = oneOf('MAKEGOOD_DEMO', environment.MAKEGOOD_DEMO, ['on', 'off'], databaseUrl ? 'off' : 'on') === 'on';
  const secret = environment.MAKEGOOD_SECRET ?? '';
  if (secret === '' && !isDemo) {
    throw new Error('MAKEGOOD_SECRET is not set: give a random text of at least 32 characters; it signs the sessions.');
  }
  if (secret !== '' && secret.length < 32) throw new Error('MAKEGOOD_SECRET is shorter than 32 characters.');
  const port = Number(environment.PORT ?? 3000);
  if (!Number.isInteger(port) || port < 0 || port > 65535) throw new Error('PORT is not a port number.');
  return {
    port,
    host: environment.HOST || '127.0.0.1',
    dataDirectory: path.resolve(environment.MAKEGOOD_DATA_DIR || './data'),
    databaseUrl,
    isDemo,
    secret: secret || null,
    isClockSimulated:
      oneOf('MAKEGOOD_CLOCK', environment.MAKEGOOD_CLOCK, ['system', 'simulated'], 'system') === 'simulated',
  };
}

function oneOf<T extends string>(name: string, value: string | undefined, allowed: readonly T[], otherwise: T): T {
  if (value === undefined || value === '') return otherwise;
  const found = allowed.find((candidate) => candidate === value);
  if (!found) throw new Error(`${name} is "${value}"; it may be ${allowed.join(' or ')}.`);
  return found;
}
