import { type Refusal, refuse } from '#contract/errors.ts';
import type { Request } from '#contract/operations.ts';
import { type Editable, editRecord } from '../platform/edit-record.ts';
import type { Viewer } from '../platform/viewer.ts';
import type { Work } from '../platform/work.ts';
import { findSupplier, type Supplier } from './queries.ts';

const SUPPLIER: Editable<Supplier> = {
  recordType: 'supplier',
  table: 'suppliers',
  columns: { name: 'name', email: 'email', phone: 'phone' },
  unique: 'name',
};

/** Changes a supplier. Refused with `not_found`, then `changed_meanwhile`, then `already_exists` for the name. */
export async function updateSupplier(
  _viewer: Viewer,
  { params, body }: Request<'updateSupplier'>,
  work: Work,
): Promise<Supplier | { refusal: Refusal }> {
  const before = await findSupplier(work.tx, params.id, 'for no key update');
  return before ? editRecord(work, SUPPLIER, before, body) : refuse('not_found');
}
