import { Client, DatabaseError } from 'pg';

export type Connection = { host: string; port: number; user: string; database: string };

/**
 * The server is starting, recovering or ending: no socket yet or any more, a connection broken off before or in the
 * middle of an answer, and PostgreSQL's own words for it (shut down, crashed, cannot connect now).
 */
const notNow = ['ENOENT', 'ECONNREFUSED', 'ECONNRESET', 'EPIPE', '57P01', '57P02', '57P03'];
/** `pg` has no code for a connection that ended between two steps. */
const lostConnection = /^Connection terminated|^Client has encountered a connection error/;
const duplicateDatabase = '42P04';
const uniqueViolation = '23505';

/** Makes sure that the application's database exists. Answers false while the server does not take connections yet. */
export async function ensureApplicationDatabase(connection: Connection): Promise<boolean> {
  const client = new Client({ ...connection, database: 'postgres', ssl: false });
  client.on('error', () => 'the pending query fails with the same error');
  try {
    await client.connect();
    const { rowCount } = await client.query('select from pg_database where datname = $1', [connection.database]);
    if (rowCount === 0) await client.query(`create database ${connection.database}`).catch(unlessCreatedMeanwhile);
    return true;
  } catch (error) {
    const { code = '', message } = error as { code?: string; message: string };
    if (notNow.includes(code) || lostConnection.test(message)) return false;
    throw error;
  } finally {
    await client.end().catch(() => 'it never connected');
  }
}

function unlessCreatedMeanwhile(error: unknown): void {
  if (error instanceof DatabaseError && (error.code === duplicateDatabase || error.code === uniqueViolation)) return;
  throw error;
}
