import { relayBatch } from '#server/jobs/relay.ts';
import { prepareDue } from '#server/messages/send-due.ts';
import type { Database } from '#server/platform/database.ts';
import { inTransaction } from '#server/platform/transaction.ts';

/** Does at once what goes on by itself: takes what happened out of the outbox, and writes what customers would be sent. */
export async function tellCustomers(database: Database, now = new Date().toISOString()): Promise<void> {
  await relayToMessages(database, now);
  while (
    (await prepareDue(database, { now, limit: 50, busy: [], domain: null, publicUrl: 'https://orders.example.com' }))
      .settled > 0
  );
}

/** Takes what happened out of the outbox: what customers are told waits then. */
export async function relayToMessages(database: Database, now = new Date().toISOString()): Promise<void> {
  while ((await inTransaction(database, (tx) => relayBatch(tx, now))) > 0);
}
