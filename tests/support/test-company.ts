import { randomBytes, randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import type { FastifyBaseLogger, FastifyInstance } from 'fastify';
import pino from 'pino';
import { ERROR_FACTS } from '#contract/error-facts.ts';
import { ROLES, type Role } from '#contract/permissions.ts';
import { createServer } from '#server/create-server.ts';
import type { QuickbooksConfiguration } from '#server/platform/configuration.ts';
import type { Database } from '#server/platform/database.ts';
import { MEMBERS_OF_EVERY_PROBLEM } from '#server/platform/http/describe-problem.ts';
import { createTestDatabase, type TestDatabase } from './test-database.ts';

/** What a call answered. `body` is parsed JSON, or the text of a file. */
export type Reply = { status: number; body: any; headers: Headers };

export type Client = {
  get(path: string, headers?: Record<string, string>): Promise<Reply>;
  post(path: string, body?: unknown, headers?: Record<string, string>): Promise<Reply>;
  patch(path: string, body: unknown, headers?: Record<string, string>): Promise<Reply>;
};

/** A company on its own database behind a real HTTP server, with one API key per role. */
export type TestCompany = {
  database: Database;
  databaseUrl: string;
  app: FastifyInstance;
  origin: string;
  secret: string;
  keys: Record<Role, string>;
  /** Calls the API with the key of a role; POSTs carry a fresh Idempotency-Key unless one is given. */
  as(role: Role): Client;
  close(): Promise<void>;
};

export async function openTestCompany(
  options: {
    connections?: number;
    testDatabase?: TestDatabase;
    inboundSecret?: string;
    quickbooks?: QuickbooksConfiguration;
    logger?: FastifyBaseLogger;
    reportsDatabaseUrl?: string;
  } = {},
): Promise<TestCompany> {
  const { database, url, drop } = options.testDatabase ?? (await createTestDatabase(options));
  const secret = randomBytes(32).toString('hex');
  const app = await createServer({
    database,
    databaseUrl: url,
    reportsDatabaseUrl: options.reportsDatabaseUrl ?? null,
    secret,
    isClockSimulated: true,
    publicUrl: 'https://orders.example.com',
    isDemo: false,
    inboundSecret: options.inboundSecret ?? null,
    quickbooks: options.quickbooks ?? null,
    logger: options.logger ?? pino({ level: process.env.TEST_LOG_LEVEL ?? 'error' }),
    checksAnswers: true,
  });
  const origin = await app.listen({ port: 0, host: '127.0.0.1' });
  const keys = await insertApiKeys(database);
  return {
    database,
    databaseUrl: url,
    app,
    origin,
    secret,
    keys,
    as: (role) => clientFor(origin, keys[role]),
    async close() {
      await app.close();
      await drop();
    },
  };
}

/** A client that signs its calls with an API key. */
export function clientFor(origin: string, key: string): Client {
  const call = async (method: string, path: string, body: unknown, headers: Record<string, string>): Promise<Reply> => {
    const response = await fetch(`${origin}/api/v1${path}`, {
      method,
      headers: {
        authorization: `Bearer ${key}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(method === 'POST' ? { 'idempotency-key': randomUUID() } : {}),
        ...headers,
      },
      body: body === undefined ? null : JSON.stringify(body),
    });
    const text = await response.text();
    // The server runs in this process, and on a crowded machine tells its callers so.
    if (response.status === 429 && response.headers.get('retry-after') === '1') {
      await setTimeout(1000);
      return call(method, path, body, headers);
    }
    const type = response.headers.get('content-type') ?? '';
    const answered = type.includes('json') && text !== '' ? JSON.parse(text) : text || null;
    if (type.includes('problem+json')) checkFacts(answered);
    return { status: response.status, body: answered, headers: response.headers };
  };
  return {
    get: (path, headers = {}) => call('GET', path, undefined, headers),
    post: (path, body = {}, headers = {}) => call('POST', path, body, headers),
    patch: (path, body, headers = {}) => call('PATCH', path, body, headers),
  };
}

/** Every member of a problem is in the document: those all problems have, and the facts of its code. */
function checkFacts(problem: { code: string }): void {
  const described = Object.keys((ERROR_FACTS as Record<string, object>)[problem.code] ?? {});
  const unknown = Object.keys(problem).filter(
    (name) => !(name in MEMBERS_OF_EVERY_PROBLEM) && !described.includes(name),
  );
  if (unknown.length > 0) throw new Error(`${problem.code} states what no document describes: ${unknown}`);
}

/** One for each role, in one statement: several at once would each open a connection, which most tests need only one of. */
async function insertApiKeys(database: Database): Promise<Record<Role, string>> {
  const keys = ROLES.map(() => randomBytes(32).toString('base64url'));
  await database.query(
    `insert into api_keys (name, role, key_hash, created_at, created_by)
     select role, role, sha256(key::bytea), '2026-01-01', 'test' from unnest($1::text[], $2::text[]) as k (role, key)`,
    [ROLES, keys],
  );
  return Object.fromEntries(ROLES.map((role, index) => [role, keys[index]])) as Record<Role, string>;
}
