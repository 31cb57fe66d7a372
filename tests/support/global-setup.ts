import type { TestProject } from 'vitest/node';
import { ensureCompany } from '#server/platform/company.ts';
import { connect } from '#server/platform/database.ts';
import { migrate } from '#server/platform/migrate.ts';
import { createScratchDatabase, openScratchServer } from '#server/platform/scratch-database.ts';
import { queriesOf } from '#server/platform/transaction.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** A database of the server; test databases are cloned from `postgresTemplate` beside it. */
    postgresUrl: string;
    postgresTemplate: string;
  }
}

/**
 * One PostgreSQL for the whole run: the embedded one, or the server TEST_DATABASE_URL names. Every test file clones its
 * own database from the template made here.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await openScratchServer();
  const template = await createScratchDatabase(server.url);
  const database = connect({ connectionString: template.url });
  await migrate(database);
  await ensureCompany(
    queriesOf(database),
    { name: 'Hawkeye Wine & Spirits', timeZone: 'America/Chicago', currency: 'USD', isDemo: false },
    '2026-01-01T00:00:00Z',
  );
  await database.end();
  project.provide('postgresUrl', server.url);
  project.provide('postgresTemplate', template.name);

  return async () => {
    await template.drop();
    await server.stop();
  };
}
