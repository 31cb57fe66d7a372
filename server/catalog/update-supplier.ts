import { isRefused, type Refusal, refuse } from '#contract/errors.ts';
import type { Request } from '#contract/operations.ts';
import { alreadyExists, type Editable, editRecord } from '../platform/edit-record.ts';
import { isExternalIdTaken } from '../platform/sender.ts';
import type { Viewer } from '../platform/viewer.ts';
import type { Work } from '../platform/work.ts';
import { findSupplier, type Supplier } from './queries.ts';

const SUPPLIER: Editable<Supplier> = {
  recordType: 'supplier',
  table: 'suppliers',
  columns: { name: 'name', email: 'email', phone: 'phone' },
  unique: 'name',
};

/** Changes a supplier. Refused with `not_found`, then `changed_meanwhile`, then `already_exists` for the name or the sender's own id. */
export async function updateSupplier(
  viewer: Viewer,
  { params, body }: Request<'updateSupplier'>,
  work: Work,
): Promise<Supplier | { refusal: Refusal }> {
  const before = await findSupplier(work.tx, params.id, 'for no key update');
  if (!before) return refuse('not_found');
  const edited = await editRecord(work, SUPPLIER, before, body);
  if (isRefused(edited)) return edited;
  if (
    edited.externalId !== before.externalId &&
    (await isExternalIdTaken({ viewer, tx: work.tx }, 'suppliers', edited))
  )
    return alreadyExists('#/externalId', edited.externalId ?? '');
  return edited;
}
