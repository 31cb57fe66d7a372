import { Client, DatabaseError } from 'pg';

export type Connection = { host: string; port: number; user: string; database: string };

/** PostgreSQL's "cannot connect now": starting, recovering after a crash, or shutting down. */
const cannotConnectNow = '57P03';
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
    if (['ECONNREFUSED', 'ENOENT', cannotConnectNow].includes((error as { code?: string }).code ?? '')) return false;
    throw error;
  } finally {
    await client.end().catch(() => 'it never connected');
  }
}

function unlessCreatedMeanwhile(error: unknown): void {
  if (error instanceof DatabaseError && (error.code === duplicateDatabase || error.code === uniqueViolation)) return;
  throw error;
}
