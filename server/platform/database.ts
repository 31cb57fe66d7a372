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

/** A pool of pipelined connections: statements sent together travel together. */
export function connect(location: DatabaseLocation, options: { connections?: number } = {}): Database {
  const pool = new pg.Pool({
    ...location,
    max: options.connections ?? 10,
    pipeline: true,
    // A statement that ran this long holds locks others wait for.
    statement_timeout: 60_000,
    idle_in_transaction_session_timeout: 60_000,
    application_name: 'makegood',
    // Statements here are short: compiling one takes longer than running it.
    options: '-c timezone=UTC -c jit=off',
  } as pg.PoolConfig);
  // An idle connection that breaks is replaced by the pool; without a listener it would end the process.
  pool.on('error', () => undefined);
  return pool;
}
