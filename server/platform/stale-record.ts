import { type Refusal, refuse } from '#contract/errors.ts';
import type { Queries } from './transaction.ts';

/** A record that people edit, as it was found. A company has one of `settings`, which has no id. */
export type VersionedRecord = { type: string; id: string | null; version: number };

/** What If-Match names: a kind of record, which one (null: the one the request is about, whatever its id), and the version seen. */
export type Seen = VersionedRecord;

/** Thrown where a use case finds the record of If-Match in another version than the caller saw: it ends there. */
export class StaleRecord extends Error {
  readonly record: VersionedRecord;
  constructor(record: VersionedRecord) {
    super(`the ${record.type} has version ${record.version} by now`);
    this.record = record;
  }
}

/** Ends the use case when the record is the one of If-Match and has another version. */
export function compareVersion(seen: Seen | null, record: VersionedRecord): void {
  if (!seen || seen.type !== record.type || seen.version === record.version) return;
  if (seen.id === null || record.id === null || seen.id === record.id) throw new StaleRecord(record);
}

/**
 * `changed_meanwhile` with the version the record has now and who changed what since the one that was seen, newest first;
 * nothing is listed where only its figures moved.
 */
export async function refuseStale(
  queries: Queries,
  { type, id, version }: VersionedRecord,
  seen: Seen,
): Promise<{ refusal: Refusal }> {
  const sql = id === null ? CHANGES_OF_ONLY : type === 'order' ? CHANGES_OF_ORDER : CHANGES_OF_RECORD;
  const changes = await queries.rows(sql, [type, seen.version, ...(id === null ? [] : [id])]);
  return refuse('changed_meanwhile', { facts: { version, changes } });
}

const changesWhere = (condition: string) => `
  select instant(e.at) as at, e.actor, e.action, e.changes from audit_events e
  where ${condition} order by e.id desc limit 20`;
const CHANGES_OF_RECORD = changesWhere('e.record_type = $1 and e.record_id = $3 and e.record_version > $2');
const CHANGES_OF_ONLY = changesWhere('e.record_type = $1 and e.record_id is null and e.record_version > $2');
/** What happened to its backorders and fulfillments happened to the order. */
const CHANGES_OF_ORDER = changesWhere(`'order' = $1 and e.order_id = $3 and e.order_version > $2`);
