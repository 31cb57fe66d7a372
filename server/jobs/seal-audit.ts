import type { Database } from '../platform/database.ts';
import { inTransaction } from '../platform/transaction.ts';
import { sealHash } from '../verify/audit-seals.ts';

/** About how many events one seal covers; those of one transaction stay together. */
const EVENTS_PER_SEAL = 10_000;

/**
 * Seals the audit events that nobody can add to any more, into a chain of hashes: those of transactions older than any
 * still running, in the order (transaction, id). A seal of events that are changed or removed later no longer fits.
 * Answers how many events it sealed.
 */
export async function sealAudit(database: Database, now: string): Promise<number> {
  let sealed = 0;
  for (;;) {
    const events = await inTransaction(database, async (tx) => {
      // One sealer at a time, or two would follow the same seal.
      await tx.rows('lock table audit_seals in share row exclusive mode');
      const seal = await tx.first<{ events: number }>(SEAL, [EVENTS_PER_SEAL, now]);
      return seal?.events ?? 0;
    });
    sealed += events;
    if (events < EVENTS_PER_SEAL) return sealed;
  }
}

const SEAL = `
  with last as (
    select last_transaction_id, hash from audit_seals order by id desc limit 1
  ), unsealed as (
    select transaction_id from audit_events
    where transaction_id > coalesce((select last_transaction_id from last), '0')
      and transaction_id < pg_snapshot_xmin(pg_current_snapshot())
    order by transaction_id limit $1
  ), seal as (
    select max(transaction_id) as last_transaction_id from unsealed
  )
  insert into audit_seals (last_transaction_id, events, previous_hash, hash, sealed_at)
  select seal.last_transaction_id, count(*), last.hash, ${sealHash('last.hash')}, $2
  from seal
  left join last on true
  join audit_events e on e.transaction_id > coalesce(last.last_transaction_id, '0') and e.transaction_id <= seal.last_transaction_id
  group by seal.last_transaction_id, last.hash
  returning events`;
