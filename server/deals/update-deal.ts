import { type Refusal, refuse } from '#contract/errors.ts';
import type { Request } from '#contract/operations.ts';
import { changesOf, withChanges } from '../platform/edit-record.ts';
import type { Viewer } from '../platform/viewer.ts';
import type { Work } from '../platform/work.ts';
import { checkDeal, type DealFields, dealValues } from './check-deal.ts';
import { findDeal, type StoredDeal } from './queries.ts';

/**
 * Changes or ends a deal. Confirmed lines keep what they got. Refused with `not_found`, then `changed_meanwhile`, then as
 * `checkDeal` says.
 */
export async function updateDeal(
  _viewer: Viewer,
  { params, body }: Request<'updateDeal'>,
  work: Work,
): Promise<StoredDeal | { refusal: Refusal }> {
  await work.tx.rows('select from deals where id = $1 for no key update', [params.id]);
  const before = await findDeal(work.tx, params.id, work);
  if (!before) return refuse('not_found');
  work.saw({ type: 'deal', id: before.id, version: before.version });
  const changes = changesOf<DealFields>(before, body);
  if (!changes) return before;
  const after = withChanges<DealFields>(before, changes);
  const unfit = await checkDeal(work, after);
  if (unfit) return unfit;
  await work.tx.rows(
    `update deals set name = $2, kind = $3, percent = $4, amount = $5, price = $6, minimum_quantity = $7, valid_from = $8,
       valid_to = $9, customer_id = $10, product_id = $11, variant_id = $12, active = $13, version = version + 1 where id = $1`,
    [before.id, ...dealValues(after)],
  );
  work.audit({ action: 'deal.update', recordType: 'deal', recordId: before.id, changes });
  return (await findDeal(work.tx, before.id, work)) as StoredDeal;
}
