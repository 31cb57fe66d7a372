import pg from 'pg';

// A Date would shift days, a double would lose cents: dates, bigints and numerics stay the strings PostgreSQL sends.
const AS_TEXT = [pg.types.builtins.DATE, pg.types.builtins.INT8, pg.types.builtins.NUMERIC];
for (const type of AS_TEXT) pg.types.setTypeParser(type, (text) => text);
pg.types.setTypeParser(pg.types.builtins.TIMESTAMPTZ, (text) => new Date(text).toISOString());

export type Database = pg.Pool;

/** Where a database is: a URL, or the socket of the embedded server. */
export type DatabaseLocation =
  | { connectionString: string }
  | { host: string; port: number; user: string; database: string };

/**
 * A pool of pipelined connections: statements sent together travel together.
 *
 * Use cases find a few rows by their keys, whatever their values are: with `plans: 'by_key'` one plan serves each
 * statement for good. Planning it anew would cost more than running it, and so would a plan that reads whole tables
 * because it was made while they were empty. Lists and reports are planned for their values.
 */
export function connect(
  location: DatabaseLocation,
  options: {
    connections?: number;
    plans?: 'by_key' | 'by_value';
    statementMilliseconds?: number;
    lockMilliseconds?: number;
    connectMilliseconds?: number;
  } = {},
): Database {
  const pool = new pg.Pool({
    ...location,
    max: options.connections ?? 10,
    pipeline: true,
    // A statement that ran this long holds locks others wait for.
    statement_timeout: options.statementMilliseconds ?? 60_000,
    lock_timeout: options.lockMilliseconds ?? 0,
    connectionTimeoutMillis: options.connectMilliseconds ?? 0,
    idle_in_transaction_session_timeout: 60_000,
    keepAlive: true,
    application_name: 'makegood',
    options: options.plans === 'by_value' ? `${SESSION} ${BY_VALUE}` : `${SESSION} ${BY_KEY}`,
  } as pg.PoolConfig);
  return surviving(pool);
}

/** The pool of requests that write. Whoever waits long for somebody else's lock is refused rather than kept. */
export function connectWriters(connectionString: string): Database {
  return connect({ connectionString }, { connections: 20, lockMilliseconds: 10_000 });
}

/**
 * The same pool, whose connections may break without ending the process: idle ones are replaced by the pool, and whoever
 * works on one hears of it by the failure of their statement. Without a listener each would be an uncaught error.
 */
export function surviving<Pool extends pg.Pool>(pool: Pool): Pool {
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  return pool;
}

// Statements here are short: compiling one takes longer than running it. Two letters exchanged are still alike.
const SESSION = '-c timezone=UTC -c jit=off -c pg_trgm.word_similarity_threshold=0.4';
// What lists read lies in memory: a page costs little beside the rows on it, so reading a whole index to save pages does not pay.
// A second process takes longer to begin than most of it does. A report puts hundreds of thousands of rows together in memory.
const BY_VALUE = '-c seq_page_cost=0.1 -c random_page_cost=0.1 -c parallel_setup_cost=20000 -c work_mem=32MB';
const BY_KEY =
  '-c plan_cache_mode=force_generic_plan -c enable_hashjoin=off -c enable_mergejoin=off -c enable_seqscan=off';
