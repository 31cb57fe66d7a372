import { type Refusal, refuse } from '#contract/errors.ts';
import type { Request } from '#contract/operations.ts';
import { changesOf, refuseStale, withChanges } from '../platform/edit-record.ts';
import type { Viewer } from '../platform/viewer.ts';
import type { Work } from '../platform/work.ts';
import { findProduct, type Product } from './queries.ts';

/** Changes a product. Refused with `not_found`, then `changed_meanwhile`. */
export async function updateProduct(
  _viewer: Viewer,
  { params, body }: Request<'updateProduct'>,
  work: Work,
): Promise<Product | { refusal: Refusal }> {
  const before = await findProduct(work.tx, params.id, 'for no key update');
  if (!before) return refuse('not_found');
  const stale = await refuseStale(work, { type: 'product', id: before.id, version: before.version });
  if (stale) return stale;

  const changes = changesOf(before, body);
  if (!changes) return before;
  const after = { ...withChanges(before, changes), version: before.version + 1 };

  await work.tx.rows('update products set name = $2, family = $3, description = $4, version = $5 where id = $1', [
    after.id,
    after.name,
    after.family,
    after.description,
    after.version,
  ]);
  work.audit({ action: 'product.update', recordType: 'product', recordId: after.id, changes });
  return after;
}
