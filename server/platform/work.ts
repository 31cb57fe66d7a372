import type { Company, Settings } from './company.ts';
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
  const { viewer, requestId, ...rest } = circumstances;
  const work: Work = {
    tx,
    ...rest,
    audit: (entry) => void audit.push(entry),
    tell: (topic, payload) => void outbox.push({ topic, payload }),
  };
  return {
    work,
    writeRecords(kept) {
      if (audit.length === 0 && outbox.length === 0 && !kept) return;
      const records = [
        JSON.stringify(audit.map((entry) => ({ ...entry, changes: entry.changes ?? {} }))),
        JSON.stringify(outbox),
        work.now,
        viewer.actor,
        requestId,
      ];
      if (!kept) tx.finishWith(WRITE_RECORDS, records);
      else {
        const { route, key, status, answer } = kept;
        tx.finishWith(WRITE_RECORDS_AND_ANSWER, [
          ...records,
          viewer.principal,
          route,
          key,
          status,
          JSON.stringify(answer),
        ]);
      }
    },
  };
}

const AUDITED = `
  audited as (
    insert into audit_events (at, actor, action, record_type, record_id, order_id, changes, request_id)
    select $3, $4, e.action, e."recordType", e."recordId", e."orderId", e.changes, $5
    from jsonb_to_recordset($1::jsonb) e(action text, "recordType" text, "recordId" bigint, "orderId" bigint, changes jsonb))`;
const TOLD = `
  insert into outbox (topic, payload, created_at)
  select o.topic, o.payload, $3 from jsonb_to_recordset($2::jsonb) o(topic text, payload jsonb)`;
const WRITE_RECORDS = `with ${AUDITED} ${TOLD}`;
const WRITE_RECORDS_AND_ANSWER = `with ${AUDITED}, told as (${TOLD})
  update idempotency_keys set response_status = $9, response = $10 where principal = $6 and route = $7 and key = $8`;
