import type { Company, Settings } from './company.ts';
import type { Part } from './compound-statement.ts';
import type { Queries, Transaction } from './transaction.ts';
import type { Viewer } from './viewer.ts';

/** What a read knows besides its viewer: the moment, the company and its rules. */
export type Reading = {
  queries: Queries;
  now: string;
  today: string;
  company: Company;
  settings: Settings;
};

/** A row of the audit record. */
export type AuditEntry = {
  action: string;
  recordType: string;
  recordId: string | null;
  /** Gathers the history of an order and its backorders. */
  orderId?: string | null;
  changes?: Record<string, unknown>;
};

/** A record that people edit, as it was found. A company has one of `settings`, which has no id. */
export type VersionedRecord = { type: string; id: string | null; version: number };

/** One use case in progress: its transaction, its moment, and what it will leave in the record when it commits. */
export type Work = {
  tx: Transaction;
  now: string;
  today: string;
  company: Company;
  settings: Settings;
  /** The version the caller saw, from If-Match. */
  ifMatch: number | null;
  /** Notes a change for the audit record. */
  audit(entry: AuditEntry): void;
  /** Notes the version a locked record has before this use case: changes of it in the audit record then say so. */
  saw(record: VersionedRecord): void;
  /** Puts a message in the outbox. */
  tell(topic: string, payload: Record<string, unknown>): void;
};

/** The answer of a use case, to be kept beside the key of its request. */
export type KeptAnswer = { route: string; key: string; status: number; answer: unknown };

/** A `Work` and the step that writes what it collected, last of all, with the commit. */
export function beginWork(
  tx: Transaction,
  circumstances: Omit<Reading, 'queries'> & { ifMatch: number | null; viewer: Viewer; requestId: string | null },
): { work: Work; writeRecords(kept?: KeptAnswer): void } {
  const audit: AuditEntry[] = [];
  const outbox: { topic: string; payload: Record<string, unknown> }[] = [];
  const versions = new Map<string, number>();
  const nextVersion = (type: string, id: string | null | undefined) => {
    const before = versions.get(`${type} ${id ?? ''}`);
    return before === undefined ? null : before + 1;
  };
  const { viewer, requestId, ...rest } = circumstances;
  const work: Work = {
    tx,
    ...rest,
    audit: (entry) => void audit.push(entry),
    saw: ({ type, id, version }) => {
      const key = `${type} ${id ?? ''}`;
      if (!versions.has(key)) versions.set(key, version);
    },
    tell: (topic, payload) => void outbox.push({ topic, payload }),
  };
  return {
    work,
    writeRecords(kept) {
      const parts: Part[] = [];
      if (audit.length > 0) {
        const entries = audit.map((entry) => ({
          ...entry,
          changes: entry.changes ?? {},
          recordVersion: nextVersion(entry.recordType, entry.recordId),
          orderVersion: nextVersion('order', entry.orderId),
        }));
        parts.push({
          name: 'audited',
          sql: AUDIT,
          values: [JSON.stringify(entries), work.now, viewer.actor, requestId],
        });
      }
      if (outbox.length > 0) parts.push({ name: 'told', sql: TELL, values: [JSON.stringify(outbox), work.now] });
      if (kept) {
        const { route, key, status, answer } = kept;
        parts.push({ name: 'kept', sql: KEEP, values: [viewer.principal, route, key, status, JSON.stringify(answer)] });
      }
      tx.finishWith(parts);
    },
  };
}

const AUDIT = `
  insert into audit_events (at, actor, action, record_type, record_id, record_version, order_id, order_version, changes, request_id)
  select $2, $3, e.action, e."recordType", e."recordId", e."recordVersion", e."orderId", e."orderVersion", e.changes, $4
  from jsonb_to_recordset($1::jsonb) e(action text, "recordType" text, "recordId" bigint, "recordVersion" integer, "orderId" bigint,
    "orderVersion" integer, changes jsonb)`;
const TELL = `
  insert into outbox (topic, payload, created_at)
  select o.topic, o.payload, $2 from jsonb_to_recordset($1::jsonb) o(topic text, payload jsonb)`;
const KEEP = `
  update idempotency_keys set response_status = $4, response = $5 where principal = $1 and route = $2 and key = $3`;
