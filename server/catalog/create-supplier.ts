import type { Refusal } from '#contract/errors.ts';
import type { Request } from '#contract/operations.ts';
import { alreadyExists, fromNothing } from '../platform/edit-record.ts';
import type { Viewer } from '../platform/viewer.ts';
import type { Work } from '../platform/work.ts';
import { findSupplier, type Supplier } from './queries.ts';

/** Adds a supplier. Refused with `already_exists` when one has the name, in capitals or not. */
export async function createSupplier(
  _viewer: Viewer,
  { body }: Request<'createSupplier'>,
  work: Work,
): Promise<Supplier | { refusal: Refusal }> {
  const { name, email = null, phone = null } = body;
  const created = await work.tx.first<{ id: string }>(
    `insert into suppliers (name, email, phone, created_at) values ($1, $2, $3, $4)
     on conflict ((lower(name))) do nothing returning id`,
    [name, email, phone, work.now],
  );
  if (!created) return alreadyExists('#/name', name);
  work.audit({
    action: 'supplier.create',
    recordType: 'supplier',
    recordId: created.id,
    changes: fromNothing({ name }),
  });
  return (await findSupplier(work.tx, created.id)) as Supplier;
}
