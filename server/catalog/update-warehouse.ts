import { type Refusal, refuse } from '#contract/errors.ts';
import type { Request } from '#contract/operations.ts';
import { alreadyExists, changesOf, isTaken, refuseStale, withChanges } from '../platform/edit-record.ts';
import type { Viewer } from '../platform/viewer.ts';
import type { Work } from '../platform/work.ts';
import { findWarehouse, type Warehouse } from './queries.ts';

/** Changes a warehouse. Refused with `not_found`, then `changed_meanwhile`, then `already_exists` for the code. */
export async function updateWarehouse(
  _viewer: Viewer,
  { params, body }: Request<'updateWarehouse'>,
  work: Work,
): Promise<Warehouse | { refusal: Refusal }> {
  const before = await findWarehouse(work.tx, params.id, 'for no key update');
  if (!before) return refuse('not_found');
  const stale = await refuseStale(work, { type: 'warehouse', id: before.id, version: before.version });
  if (stale) return stale;

  const changes = changesOf(before, body);
  if (!changes) return before;
  const after = { ...withChanges(before, changes), version: before.version + 1 };

  const taken = await isTaken(work.tx, () =>
    work.tx.rows('update warehouses set code = $2, name = $3, address = $4, version = $5 where id = $1', [
      after.id,
      after.code,
      after.name,
      after.address,
      after.version,
    ]),
  );
  if (taken) return alreadyExists('#/code', after.code);
  work.audit({ action: 'warehouse.update', recordType: 'warehouse', recordId: after.id, changes });
  return after;
}
