import { isDeepStrictEqual } from 'node:util';
import { type Refusal, refuse } from '#contract/errors.ts';
import type { Transaction } from './transaction.ts';
import type { Work } from './work.ts';

/** A kind of record that people edit: where its fields are kept, and which of them no two records may share. */
export type Editable<Stored> = {
  recordType: string;
  table: string;
  /** Columns by field, in a fixed order, so that every edit is the same statement. */
  columns: { [Field in keyof Stored]?: string };
  /** How a field is written where its column holds less than what is answered. */
  written?: { [Field in keyof Stored]?: (value: Stored[Field]) => unknown };
  unique?: keyof Stored & string;
};

/**
 * Changes a record that was read under lock, and notes what changed. A record of which there is one in the company has no
 * id. Refused with `changed_meanwhile`, then `already_exists` for the value that no two records share.
 */
export async function editRecord<Stored extends { id?: string; version: number }>(
  work: Work,
  kind: Editable<Stored>,
  before: Stored,
  wanted: Partial<Stored>,
): Promise<Stored | { refusal: Refusal }> {
  const { recordType, unique } = kind;
  const recordId = before.id ?? null;
  work.saw({ type: recordType, id: recordId, version: before.version });
  const changes = changesOf(before, wanted);
  if (!changes) return before;
  const after = { ...withChanges(before, changes), version: before.version + 1 };
  if (!unique) await writeRecord(work.tx, kind, after);
  else if (await isTaken(work.tx, () => writeRecord(work.tx, kind, after)))
    return alreadyExists(`#/${unique}`, String(after[unique]));
  work.audit({ action: `${recordType}.update`, recordType, recordId, changes });
  return after;
}

/** Writes every field that has a column, and the version. */
export async function writeRecord<Stored extends { id?: string; version: number }>(
  tx: Transaction,
  { table, columns, written = {} }: Editable<Stored>,
  after: Stored,
): Promise<void> {
  const fields = Object.keys(columns) as (keyof Stored & string)[];
  const values = fields.map((field) => (written[field] ? written[field](after[field]) : after[field]));
  const sets = fields.map((field, index) => `${columns[field]} = $${index + 3}`);
  // The key of a table of one row is `true`.
  const key = after.id ?? true;
  await tx.rows(`update ${table} set version = $2, ${sets.join(', ')} where id = $1`, [key, after.version, ...values]);
}

type Changes = Record<string, { from: unknown; to: unknown }>;

/** The fields of `wanted` that differ from the record as it is; one that is left out stays. Null: nothing changes. */
export function changesOf<Editable extends object>(before: Editable, wanted: Partial<Editable>): Changes | null {
  const changes: Changes = {};
  for (const [field, to] of Object.entries(wanted)) {
    const from = (before as Record<string, unknown>)[field];
    if (to !== undefined && !isDeepStrictEqual(from, to)) changes[field] = { from, to };
  }
  return Object.keys(changes).length === 0 ? null : changes;
}

/** The record with its changes in it. */
export function withChanges<Editable extends object>(before: Editable, changes: Changes): Editable {
  return Object.assign({}, before, Object.fromEntries(Object.entries(changes).map(([field, { to }]) => [field, to])));
}

/** The changes that a new record begins with, for the audit record: from nothing to each of these values. */
export function fromNothing(values: Record<string, unknown>): Changes {
  return Object.fromEntries(Object.entries(values).map(([field, to]) => [field, { from: null, to }]));
}

/** `already_exists`, pointing at the field whose value another record has. */
export function alreadyExists(pointer: string, value: string): { refusal: Refusal } {
  return refuse('already_exists', { errors: [{ pointer, detail: `"${value}" is taken` }] });
}

/** `unknown_reference`, pointing at the field that names no record. */
export function unknownReference(pointer: string): { refusal: Refusal } {
  return refuse('unknown_reference', { errors: [{ pointer, detail: 'names no record' }] });
}

const UNIQUE_VIOLATION = '23505';

/** Runs an update whose value may be taken already, and answers whether it was. The transaction goes on either way. */
export async function isTaken(tx: Transaction, update: () => Promise<unknown>): Promise<boolean> {
  await tx.rows('savepoint before_unique');
  try {
    await update();
    return false;
  } catch (error) {
    if ((error as { code?: string }).code !== UNIQUE_VIOLATION) throw error;
    await tx.rows('rollback to savepoint before_unique');
    return true;
  }
}
