import { setTimeout as pause } from 'node:timers/promises';
import type { Database } from '../platform/database.ts';
import { inTransaction, queriesOf } from '../platform/transaction.ts';
import { EVENTS_OF_SEAL, SEAL_HASH } from '../verify/audit-seals.ts';

/** How many events one seal covers at most. */
const EVENTS_PER_SEAL = 10_000;
const LOOK_MILLISECONDS = 100;
/** No transaction of ours lasts so long: statements and pauses between them end after a minute. */
const PATIENCE_MILLISECONDS = 180_000;

/**
 * Seals the audit events that are recorded, in the order of their ids, into a chain of hashes. A seal of events that are
 * changed or removed later no longer fits. Events get their ids before they are committed: so first whoever writes some
 * now is waited for, and then no event with a lower id can come any more. Answers how many it sealed; fails when
 * somebody goes on writing for three minutes.
 */
export async function sealAudit(database: Database, now: string): Promise<number> {
  const lastEventId = await lastSettledEvent(database);
  let sealed = 0;
  for (;;) {
    const events = await inTransaction(database, async (tx) => {
      // One sealer at a time, or two would follow the same seal.
      await tx.rows('lock table audit_seals in share row exclusive mode');
      const seal = await tx.first<{ events: number }>(SEAL, [EVENTS_PER_SEAL, now, lastEventId]);
      return seal?.events ?? 0;
    });
    sealed += events;
    if (events < EVENTS_PER_SEAL) break;
  }
  await database.query(SEALED_UNTIL, [now]);
  return sealed;
}

/** The last event there is, once nobody is left who began to write before it was looked for. */
async function lastSettledEvent(database: Database): Promise<string> {
  const queries = queriesOf(database);
  const { last } = await queries.row<{ last: string }>('select coalesce(max(id), 0) as last from audit_events');
  // Only now: whoever has drawn a lower id and is still at work holds the table by then.
  const { writers } = await queries.row<{ writers: string[] }>(WRITERS);
  const startedAt = performance.now();
  for (;;) {
    const { isAtWork } = await queries.row<{ isAtWork: boolean }>(AT_WORK, [writers]);
    if (!isAtWork) return last;
    if (performance.now() - startedAt > PATIENCE_MILLISECONDS) throw new Error('the audit record is still written to');
    await pause(LOOK_MILLISECONDS);
  }
}

/** The row is gone after the demo was removed. */
const SEALED_UNTIL = `
  insert into audit_sealing (sealed_until) values ($1)
  on conflict (is_only) do update set sealed_until = greatest(audit_sealing.sealed_until, excluded.sealed_until)`;

const HOLDS_AUDIT_EVENTS = `
  from pg_locks where locktype = 'relation' and relation = 'audit_events'::regclass and mode = 'RowExclusiveLock'
    and database = (select oid from pg_database where datname = current_database())`;

const WRITERS = `select coalesce(array_agg(distinct virtualtransaction), '{}') as writers ${HOLDS_AUDIT_EVENTS}`;

const AT_WORK = `select exists (select ${HOLDS_AUDIT_EVENTS} and virtualtransaction = any($1::text[])) as "isAtWork"`;

const SEAL = `
  with last as (
    select last_event_id, last_transaction_id, hash from audit_seals order by id desc limit 1
  ), next as (
    select max(id) as last_event_id from (
      select id from audit_events
      where id > coalesce((select last_event_id from last), 0) and id <= $3::bigint
      order by id limit $1) unsealed
  ), s as (
    select next.last_event_id, null::xid8 as last_transaction_id, last.last_event_id as after_event_id,
      last.last_transaction_id as after_transaction_id, last.hash as hash_before
    from next left join last on true
    where next.last_event_id is not null
  )
  insert into audit_seals (last_event_id, events, previous_hash, hash, sealed_at)
  select s.last_event_id, count(*), s.hash_before, ${SEAL_HASH}, $2
  from s
  cross join ${EVENTS_OF_SEAL}
  group by s.last_event_id, s.last_transaction_id, s.hash_before
  returning events`;
