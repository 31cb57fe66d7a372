import type { Writable } from 'node:stream';
import { setTimeout as pause } from 'node:timers/promises';
import type { CompiledQuery } from 'kysely';
import type pg from 'pg';
import { compose, type Part } from './compound-statement.ts';
import type { Database } from './database.ts';

/** Runs statements, prepared once per connection. Rows come back as PostgreSQL names them. */
export type Queries = {
  rows<Row>(sql: string, values?: readonly unknown[]): Promise<Row[]>;
  /** The only row; throws when there is not exactly one. */
  row<Row>(sql: string, values?: readonly unknown[]): Promise<Row>;
  /** The first row or null. */
  first<Row>(sql: string, values?: readonly unknown[]): Promise<Row | null>;
  /** The rows of a query made by the builder; planned for its values, not kept prepared. */
  built<Row>(query: CompiledQuery<Row>): Promise<Row[]>;
};

/** A transaction in progress. */
export type Transaction = Queries & {
  /** Adds to the last statement of the transaction; it travels with the commit, and fails it when it fails. */
  finishWith(parts: readonly Part[]): void;
};

/** Thrown when a transaction found that it had not locked enough: it is undone and runs again from the start. */
export class StartOver extends Error {}

const SERIALIZATION_FAILURE = '40001';
const DEADLOCK = '40P01';
/** What PostgreSQL answers to everything after the statement that failed. */
const FAILED_BEFORE = '25P02';
const ATTEMPTS = 6;

/** Thrown to undo a transaction and hand a value out of it. */
export class Undo<T> extends Error {
  readonly value: T;
  constructor(value: T) {
    super('the transaction is undone');
    this.value = value;
  }
}

/**
 * Runs `work` in one transaction and answers what it answers. Retried whole when PostgreSQL chose it as the loser of a
 * deadlock or serialization conflict, so `work` touches nothing but the database.
 */
export async function inTransaction<T>(database: Database, work: (tx: Transaction) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await attemptTransaction(database, work);
    } catch (error) {
      if (error instanceof Undo) return error.value as T;
      const code = codeOf(error);
      const mayRetry = error instanceof StartOver || code === SERIALIZATION_FAILURE || code === DEADLOCK;
      if (attempt === ATTEMPTS || !mayRetry) throw error;
      await pause(attempt * attempt * 5 * Math.random());
    }
  }
}

async function attemptTransaction<T>(database: Database, work: (tx: Transaction) => Promise<T>): Promise<T> {
  const client = await database.connect();
  let broken: Error | undefined;
  // Of statements sent together the one that failed need not be the one whose failure comes up first.
  let cause: unknown;
  const noteCause = (error: unknown) => {
    if (codeOf(error) !== FAILED_BEFORE) cause = error;
  };
  try {
    const { result, command } = await workAndCommit(client, queriesOf(client, noteCause), work);
    if (command !== 'COMMIT') throw cause ?? new Error('the transaction had failed before its commit');
    return result;
  } catch (error) {
    await client.query('rollback').catch((failure) => {
      broken = failure;
    });
    throw codeOf(error) === FAILED_BEFORE ? (cause ?? error) : error;
  } finally {
    client.release(broken);
  }
}

/** What came of the work, and what the database says it did at the end of it: `COMMIT`, or else it undid all. */
async function workAndCommit<T>(
  client: pg.PoolClient,
  queries: Queries,
  work: (tx: Transaction) => Promise<T>,
): Promise<{ result: T; command: string }> {
  // Not awaited: it travels with the first statement of the work.
  writeTogether(client);
  const begun = client.query('begin');
  begun.catch(() => undefined);
  const last: Part[] = [];
  const result = await work({ ...queries, finishWith: (parts) => void last.push(...parts) });
  const finishing = last.length === 0 ? null : compose(last);
  const [, { command }] = await Promise.all([
    finishing && queries.rows(finishing.sql, finishing.values),
    client.query('commit'),
    begun,
  ]);
  return { result, command };
}

function codeOf(error: unknown): string | undefined {
  return (error as { code?: string }).code;
}

/** The same transaction, each of whose answers is given only after `condition`, which is awaited behind its sending. */
export function after(tx: Transaction, condition: () => Promise<void>): Transaction {
  const guarded = async <T>(sent: Promise<T>): Promise<T> => {
    sent.catch(() => undefined);
    await condition();
    return sent;
  };
  return {
    rows: (sql, values) => guarded(tx.rows(sql, values)),
    row: (sql, values) => guarded(tx.row(sql, values)),
    first: (sql, values) => guarded(tx.first(sql, values)),
    built: (query) => guarded(tx.built(query)),
    finishWith: tx.finishWith,
  };
}

/** Queries outside a transaction, each on any connection of the pool. */
export function queriesOf(client: pg.Pool | pg.ClientBase, onFailure?: (error: unknown) => void): Queries {
  const send = (query: pg.QueryConfig) =>
    client.query(query).catch((error) => {
      onFailure?.(error);
      throw error;
    });
  const rows = async <Row>(sql: string, values: readonly unknown[] = []): Promise<Row[]> => {
    writeTogether(client);
    const result = await send({ name: statementName(sql), text: sql, values: values as unknown[] });
    return result.rows as Row[];
  };
  return {
    rows,
    async row<Row>(sql: string, values?: readonly unknown[]) {
      const found = await rows<Row>(sql, values);
      if (found.length !== 1) throw new Error(`expected one row, got ${found.length}: ${sql}`);
      return found[0] as Row;
    },
    async first<Row>(sql: string, values?: readonly unknown[]) {
      return (await rows<Row>(sql, values))[0] ?? null;
    },
    async built<Row>(query: CompiledQuery<Row>) {
      const result = await send({ text: query.sql, values: query.parameters as unknown[] });
      return result.rows as Row[];
    },
  };
}

/**
 * Holds back what is written to the connection until the program comes to rest, so that statements sent together are one
 * write: on a small machine waking the other side costs as much as a short statement.
 */
function writeTogether(client: pg.Pool | pg.ClientBase): void {
  const stream = (client as { connection?: { stream: Writable } }).connection?.stream;
  if (!stream || stream.writableCorked > 0) return;
  stream.cork();
  process.nextTick(() => stream.uncork());
}

const names = new Map<string, string>();

/** Statement texts are constants of the program, so their number is bounded; lists built per request go by Kysely. */
function statementName(sql: string): string {
  let name = names.get(sql);
  if (name === undefined) {
    name = `s${names.size}`;
    names.set(sql, name);
  }
  return name;
}
