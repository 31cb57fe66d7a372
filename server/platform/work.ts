import { randomUUID } from 'node:crypto';
import type { Company, Settings } from './company.ts';
import { compose, type Part } from './compound-statement.ts';
import { compareVersion, type Seen, type VersionedRecord } from './stale-record.ts';
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
  /** Notes a change for the audit record. */
  audit(entry: AuditEntry): void;
  /**
   * Notes the version a locked record has before this use case: changes of it in the audit record then say so. Where it is not
   * the version that the caller saw, by If-Match, the use case ends as `changed_meanwhile`.
   */
  saw(record: VersionedRecord): void;
  /** The same for a record that this use case only adds to: its version stays. */
  compare(record: VersionedRecord): void;
  /** Puts a message in the outbox. */
  tell(topic: string, payload: Record<string, unknown>): void;
};

/** The answer of a use case, to be kept beside the key of its request. */
export type KeptAnswer = { route: string; key: string; status: number; answer: unknown };

/**
 * A `Work` and the step that writes what it collected, last of all, with the commit; `writeSoFar` writes it before, where a long
 * work should not hold all of it.
 */
export function beginWork(
  tx: Transaction,
  circumstances: Omit<Reading, 'queries'> & { ifMatch: Seen | null; viewer: Viewer; requestId: string | null },
): { work: Work; writeRecords(kept?: KeptAnswer): void; writeSoFar(): Promise<void> } {
  const { viewer, requestId, ifMatch, ...rest } = circumstances;
  const collected = new Collected(tx, { viewer, requestId, ifMatch, now: rest.now });
  const work: Work = {
    tx,
    ...rest,
    audit: (entry) => void collected.audit.push(entry),
    compare: (record) => compareVersion(ifMatch, record),
    saw: (record) => collected.saw(record),
    tell: (topic, payload) => void collected.outbox.push({ topic, payload }),
  };
  return {
    work,
    writeRecords: (kept) => collected.writeWithCommit(kept),
    writeSoFar: () => collected.writeSoFar(),
  };
}

/** By whom, in which request, on which version, and when. */
type Made = { viewer: Viewer; requestId: string | null; ifMatch: Seen | null; now: string };

/** What a use case leaves in the record when it commits. */
class Collected {
  audit: AuditEntry[] = [];
  outbox: { topic: string; payload: Record<string, unknown> }[] = [];
  readonly #tx: Transaction;
  readonly #made: Made;
  readonly #versions = new Map<string, number>();
  readonly #act = randomUUID();

  constructor(tx: Transaction, made: Made) {
    this.#tx = tx;
    this.#made = made;
  }

  saw(record: VersionedRecord): void {
    const { type, id, version } = record;
    const key = `${type} ${id ?? ''}`;
    if (this.#versions.has(key)) return;
    compareVersion(this.#made.ifMatch, record);
    this.#versions.set(key, version);
  }

  async writeSoFar(): Promise<void> {
    const parts = this.#records();
    if (parts.length === 0) return;
    this.audit = [];
    this.outbox = [];
    this.#versions.clear();
    const { sql, values } = compose(parts);
    await this.#tx.rows(sql, values);
  }

  writeWithCommit(kept?: KeptAnswer): void {
    const { viewer } = this.#made;
    const parts = this.#records();
    if (kept) {
      const { route, key, status, answer } = kept;
      parts.push({ name: 'kept', sql: KEEP, values: [viewer.principal, route, key, status, JSON.stringify(answer)] });
    }
    this.#tx.finishWith(parts);
  }

  #records(): Part[] {
    const { viewer, requestId, now } = this.#made;
    const parts: Part[] = [];
    if (this.audit.length > 0) {
      const entries = JSON.stringify(this.audit.map((entry) => this.#withVersions(entry)));
      parts.push({ name: 'audited', sql: AUDIT, values: [entries, now, viewer.actor, requestId] });
    }
    if (this.outbox.length > 0)
      parts.push({ name: 'told', sql: TELL, values: [JSON.stringify(this.outbox), now, this.#act] });
    return parts;
  }

  #withVersions(entry: AuditEntry) {
    return {
      ...entry,
      changes: entry.changes ?? {},
      recordVersion: this.#nextVersion(entry.recordType, entry.recordId),
      orderVersion: this.#nextVersion('order', entry.orderId),
    };
  }

  #nextVersion(type: string, id: string | null | undefined): number | null {
    const before = this.#versions.get(`${type} ${id ?? ''}`);
    return before === undefined ? null : before + 1;
  }
}

const AUDIT = `
  insert into audit_events (at, actor, action, record_type, record_id, record_version, order_id, order_version, changes, request_id)
  select $2, $3, e.action, e."recordType", e."recordId", e."recordVersion", e."orderId", e."orderVersion", e.changes, $4
  from jsonb_to_recordset($1::jsonb) e(action text, "recordType" text, "recordId" bigint, "recordVersion" integer, "orderId" bigint,
    "orderVersion" integer, changes jsonb)`;
const TELL = `
  insert into outbox (topic, payload, created_at, act)
  select o.topic, o.payload, $2, $3 from jsonb_to_recordset($1::jsonb) o(topic text, payload jsonb)`;
const KEEP = `
  update idempotency_keys set response_status = $4, response = $5 where principal = $1 and route = $2 and key = $3`;
