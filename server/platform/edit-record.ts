import { isDeepStrictEqual } from 'node:util';
import { type Refusal, refuse } from '#contract/errors.ts';
import type { Transaction } from './transaction.ts';

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

/** `changed_meanwhile` when the caller saw another version than the current one. */
export function refuseStale(ifMatch: number | null, version: number): { refusal: Refusal } | null {
  return ifMatch === null || ifMatch === version ? null : refuse('changed_meanwhile', { facts: { version } });
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
