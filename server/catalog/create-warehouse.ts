import type { Refusal } from '#contract/errors.ts';
import type { Request } from '#contract/operations.ts';
import { alreadyExists, fromNothing } from '../platform/edit-record.ts';
import type { Viewer } from '../platform/viewer.ts';
import type { Work } from '../platform/work.ts';
import { findWarehouse, type Warehouse } from './queries.ts';

/** Adds a warehouse. Refused with `already_exists` for the code. */
export async function createWarehouse(
  _viewer: Viewer,
  { body }: Request<'createWarehouse'>,
  work: Work,
): Promise<Warehouse | { refusal: Refusal }> {
  const { code, name, address = null } = body;
  const created = await work.tx.first<{ id: string }>(
    `insert into warehouses (code, name, address, created_at) values ($1, $2, $3, $4)
     on conflict (code) do nothing returning id`,
    [code, name, address, work.now],
  );
  if (!created) return alreadyExists('#/code', code);
  work.audit({
    action: 'warehouse.create',
    recordType: 'warehouse',
    recordId: created.id,
    changes: fromNothing({ code, name }),
  });
  return (await findWarehouse(work.tx, created.id)) as Warehouse;
}
