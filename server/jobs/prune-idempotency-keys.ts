import type { Database } from '../platform/database.ts';
import { queriesOf } from '../platform/transaction.ts';

/** Forgets the answers to commands older than seven days: nobody repeats a command after so long. */
export async function pruneIdempotencyKeys(database: Database, now: string): Promise<void> {
  await queriesOf(database).rows(
    `delete from idempotency_keys where created_at < $1::timestamptz - interval '7 days'`,
    [now],
  );
}
