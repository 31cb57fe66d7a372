import type { Transaction } from '../platform/transaction.ts';
import { unlessNamed } from '../platform/unless-named.ts';

/** Removes a supplier that nothing names; false where something does. */
export function removeSupplier(tx: Transaction, id: string): Promise<boolean> {
  return unlessNamed(() => tx.rows('delete from suppliers where id = $1', [id]));
}

/** Removes a variant that nothing names, and its product with its last one; false where something does. */
export function removeVariant(tx: Transaction, id: string): Promise<boolean> {
  return unlessNamed(async () => {
    const { product_id } = await tx.row<{ product_id: string }>(
      'delete from variants where id = $1 returning product_id',
      [id],
    );
    await tx.rows(
      'delete from products p where id = $1 and not exists (select from variants v where v.product_id = p.id)',
      [product_id],
    );
  });
}
