import pg from 'pg';
import { inject } from 'vitest';
import { buildWeb } from '#server/platform/build-web.ts';

/** Builds the screens if they are not those of these sources. Two workers that need them do not build at once. */
export async function buildScreens(): Promise<void> {
  const client = new pg.Client(inject('postgresUrl'));
  await client.connect();
  try {
    await client.query('select pg_advisory_lock(20260102)');
    await buildWeb(() => undefined);
  } finally {
    await client.end();
  }
}
