import { type Refusal, refuse } from '#contract/errors.ts';
import type { Request } from '#contract/operations.ts';
import { type Editable, editRecord } from '../platform/edit-record.ts';
import type { Viewer } from '../platform/viewer.ts';
import type { Work } from '../platform/work.ts';
import { findWarehouse, type Warehouse } from './queries.ts';

const WAREHOUSE: Editable<Warehouse> = {
  recordType: 'warehouse',
  table: 'warehouses',
  columns: { code: 'code', name: 'name', address: 'address' },
  unique: 'code',
};

/** Changes a warehouse. Refused with `not_found`, then `changed_meanwhile`, then `already_exists` for the code. */
export async function updateWarehouse(
  _viewer: Viewer,
  { params, body }: Request<'updateWarehouse'>,
  work: Work,
): Promise<Warehouse | { refusal: Refusal }> {
  const before = await findWarehouse(work.tx, params.id, 'for no key update');
  return before ? editRecord(work, WAREHOUSE, before, body) : refuse('not_found');
}
