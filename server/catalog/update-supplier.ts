import { type Refusal, refuse } from '#contract/errors.ts';
import type { Request } from '#contract/operations.ts';
import { alreadyExists, changesOf, isTaken, refuseStale, withChanges } from '../platform/edit-record.ts';
import type { Viewer } from '../platform/viewer.ts';
import type { Work } from '../platform/work.ts';
import { findSupplier, type Supplier } from './queries.ts';

/** Changes a supplier. Refused with `not_found`, then `changed_meanwhile`, then `already_exists` for the name. */
export async function updateSupplier(
  _viewer: Viewer,
  { params, body }: Request<'updateSupplier'>,
  work: Work,
): Promise<Supplier | { refusal: Refusal }> {
  const before = await findSupplier(work.tx, params.id, 'for no key update');
  if (!before) return refuse('not_found');
  const stale = await refuseStale(work, { type: 'supplier', id: before.id, version: before.version });
  if (stale) return stale;

  const changes = changesOf(before, body);
  if (!changes) return before;
  const after = { ...withChanges(before, changes), version: before.version + 1 };

  const taken = await isTaken(work.tx, () =>
    work.tx.rows('update suppliers set name = $2, email = $3, phone = $4, version = $5 where id = $1', [
      after.id,
      after.name,
      after.email,
      after.phone,
      after.version,
    ]),
  );
  if (taken) return alreadyExists('#/name', after.name);
  work.audit({ action: 'supplier.update', recordType: 'supplier', recordId: after.id, changes });
  return after;
}
