import type { Queries } from './transaction.ts';

/** The channel of live events. */
export const EVENTS_CHANNEL = 'makegood_events';

/** The type of the event that ends streams instead of being told on them. */
export const ACCESS = 'access';

/**
 * Ends the live streams of somebody in every process, when the transaction commits: of a caller (`user:7`, `key:3`) or of a
 * role. Whoever may still read comes again by themselves, and is looked at anew. Not by the outbox: it is not to wait for a
 * worker, and is rare.
 */
export async function endStreams(queries: Queries, whose: { principal: string } | { role: string }): Promise<void> {
  const id = 'principal' in whose ? whose.principal : `role:${whose.role}`;
  const event = { topic: 'access_changed', type: ACCESS, id };
  await queries.rows('select pg_notify($1, $2)', [EVENTS_CHANNEL, JSON.stringify([event])]);
}
