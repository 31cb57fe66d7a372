import { refreshChangedOutlooks } from '#server/allocation/refresh-changed-outlooks.ts';
import { changedRecords, type Message } from '#server/jobs/changed-records.ts';
import type { Database } from '#server/platform/database.ts';

/** Does what relay and jobs do with the outbox for the outlooks: looks only at what its messages name. */
export async function relayAll(database: Database, now: string): Promise<void> {
  const { rows } = await database.query<Message>('delete from outbox returning topic, payload');
  await refreshChangedOutlooks(database, now, changedRecords(rows));
}
