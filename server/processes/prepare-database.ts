import type { FastifyBaseLogger } from 'fastify';
import { migrateJobs } from '../jobs/runner.ts';
import { ensureCompany, newCompany } from '../platform/company.ts';
import { type Configuration, databaseOf } from '../platform/configuration.ts';
import { connect, type Database } from '../platform/database.ts';
import { migrate } from '../platform/migrate.ts';
import { queriesOf } from '../platform/transaction.ts';
import { say } from './running.ts';

/** `migrate`: brings the database up to this version of the product, and ends. Any number of these may run at once. */
export async function prepareExternalDatabase(configuration: Configuration, logger: FastifyBaseLogger): Promise<null> {
  const database = connect({ connectionString: databaseOf(configuration) }, { connections: 2 });
  try {
    await prepareDatabase(database, configuration.isDemo);
    await migrateJobs(databaseOf(configuration), logger);
    say('The database is up to date.');
  } finally {
    await database.end();
  }
  return null;
}

/** All migrations, and the one row of company and settings when the database is new. */
export async function prepareDatabase(database: Database, isDemo: boolean): Promise<void> {
  await migrate(database, say);
  await ensureCompany(queriesOf(database), newCompany(isDemo), new Date().toISOString());
}
