import type { Queries } from './transaction.ts';

/** Whoever sends mail listens here. */
export const SENDER_CHANNEL = 'makegood_mail';

/**
 * Tells the process that sends mail that something waits for it, when the transaction commits. It would find it by itself, only
 * seconds later. For what is rare; what business causes is told by the relay.
 */
export async function wakeSender(queries: Queries): Promise<void> {
  await queries.rows(`select pg_notify('${SENDER_CHANNEL}', '')`);
}
