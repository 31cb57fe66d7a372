import { isTaken } from './edit-record.ts';
import type { Transaction } from './transaction.ts';
import type { Viewer } from './viewer.ts';

/** Whose ids of their own the caller's are: a program by the name of its key, which a new key of it keeps, or a person. */
export function senderOf({ userId, name }: Viewer): string {
  return userId === null ? `key ${name}` : `user ${userId}`;
}

/** An id of one's own as it is written: with its sender, or neither. */
export function externalOf(
  viewer: Viewer,
  externalId: string | null | undefined,
): [id: string | null, sender: string | null] {
  return externalId ? [externalId, senderOf(viewer)] : [null, null];
}

/**
 * Writes the id of one's own of a record. True where the caller gave it to another record of the kind; the transaction goes on
 * either way.
 */
export function isExternalIdTaken(
  { viewer, tx }: { viewer: Viewer; tx: Transaction },
  table: 'orders' | 'customers' | 'variants' | 'suppliers' | 'purchase_orders',
  { id, externalId }: { id: string; externalId: string | null },
): Promise<boolean> {
  return isTaken(tx, () =>
    tx.rows(`update ${table} set external_id = $2, external_sender = $3 where id = $1`, [
      id,
      ...externalOf(viewer, externalId),
    ]),
  );
}
