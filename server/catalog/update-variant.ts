import { type Refusal, refuse } from '#contract/errors.ts';
import type { Request } from '#contract/operations.ts';
import { alreadyExists, changesOf, isTaken, refuseStale, withChanges } from '../platform/edit-record.ts';
import type { Viewer } from '../platform/viewer.ts';
import type { Work } from '../platform/work.ts';
import { normalPrice } from './normal-price.ts';
import { findVariant, type Variant } from './queries.ts';

/**
 * Changes a variant; lines of confirmed orders keep what they were confirmed with. Refused with `not_found`, then
 * `changed_meanwhile`, then `invalid_request` for a price in another currency, then `already_exists` for the SKU.
 */
export async function updateVariant(
  _viewer: Viewer,
  { params, body }: Request<'updateVariant'>,
  work: Work,
): Promise<Variant | { refusal: Refusal }> {
  const before = await findVariant(work.tx, params.id, 'for no key update');
  if (!before) return refuse('not_found');
  const stale = await refuseStale(work, { type: 'variant', id: before.id, version: before.version });
  if (stale) return stale;
  const priced = body.price && normalPrice(body.price, work.company.currency);
  if (priced && 'refusal' in priced) return priced;

  const changes = changesOf(before, { ...body, ...priced });
  if (!changes) return before;
  const after = { ...withChanges(before, changes), version: before.version + 1 };

  const taken = await isTaken(work.tx, () =>
    work.tx.rows(
      `update variants set sku = $2, upc = $3, name = $4, description = $5, units_per_case = $6, order_multiple = $7,
         price = $8, shortage_rule = $9, discontinued = $10, version = $11
       where id = $1`,
      [
        after.id,
        after.sku,
        after.upc,
        after.name,
        after.description,
        after.unitsPerCase,
        after.orderMultiple,
        after.price.amount,
        after.shortageRule,
        after.discontinued,
        after.version,
      ],
    ),
  );
  if (taken) return alreadyExists('#/sku', after.sku);
  work.audit({ action: 'variant.update', recordType: 'variant', recordId: after.id, changes });
  return after;
}
