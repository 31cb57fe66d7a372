import type { Transaction } from '../platform/transaction.ts';
import { unlessNamed } from '../platform/unless-named.ts';

/** Removes a customer that nothing names, with its addresses; false where something does. */
export function removeCustomer(tx: Transaction, id: string): Promise<boolean> {
  return unlessNamed(async () => {
    await tx.rows('delete from customer_addresses where customer_id = $1', [id]);
    await tx.rows('delete from customers where id = $1', [id]);
  });
}
