import type { Address } from '#contract/primitives.ts';
import type { Transaction } from '../platform/transaction.ts';

/** Makes this the address a customer's goods go to when an order names no other; null leaves the customer without. */
export async function setDefaultAddress(tx: Transaction, customerId: string, address: Address | null): Promise<void> {
  if (address === null) {
    await tx.rows('delete from customer_addresses where customer_id = $1 and is_default', [customerId]);
    return;
  }
  await tx.rows(
    `insert into customer_addresses (customer_id, label, address, is_default) values ($1, 'Default', $2, true)
     on conflict (customer_id) where is_default do update set address = excluded.address`,
    [customerId, address],
  );
}
