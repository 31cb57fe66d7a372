import type { Refusal } from '#contract/errors.ts';
import type { Request } from '#contract/operations.ts';
import { alreadyExists, fromNothing } from '../platform/edit-record.ts';
import { externalOf } from '../platform/sender.ts';
import type { Viewer } from '../platform/viewer.ts';
import type { Work } from '../platform/work.ts';
import { findSupplier, type Supplier } from './queries.ts';

/** Adds a supplier. Refused with `already_exists` when one has the name, in capitals or not, or the sender's own id. */
export async function createSupplier(
  viewer: Viewer,
  { body }: Request<'createSupplier'>,
  work: Work,
): Promise<Supplier | { refusal: Refusal }> {
  const { name, email = null, phone = null, externalId } = body;
  const created = await work.tx.first<{ id: string }>(
    `insert into suppliers (name, email, phone, created_at, external_id, external_sender) values ($1, $2, $3, $4, $5, $6)
     on conflict do nothing returning id`,
    [name, email, phone, work.now, ...externalOf(viewer, externalId)],
  );
  if (!created) return takenBy(work, body);
  work.audit({
    action: 'supplier.create',
    recordType: 'supplier',
    recordId: created.id,
    changes: fromNothing({ name }),
  });
  return (await findSupplier(work.tx, created.id)) as Supplier;
}

/** Which of the two it was. */
async function takenBy({ tx }: Work, { name, externalId }: Request<'createSupplier'>['body']) {
  const isName = await tx.first('select from suppliers where lower(name) = lower($1)', [name]);
  return isName || !externalId ? alreadyExists('#/name', name) : alreadyExists('#/externalId', externalId);
}
