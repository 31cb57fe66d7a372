import type { Refusal } from '#contract/errors.ts';
import type { Request } from '#contract/operations.ts';
import { alreadyExists, changesOf, withChanges } from '../platform/edit-record.ts';
import { isExternalIdTaken } from '../platform/sender.ts';
import type { Viewer } from '../platform/viewer.ts';
import type { Work } from '../platform/work.ts';

type Names = { customerReference: string | null; externalId: string | null };

/**
 * Writes what others call an order: the number its customer gave it, and the id it has with whoever sent it. Moves nothing.
 * Answers what changed; refused with `already_exists` where the sender gave that id to another order.
 */
export async function changeNames(
  viewer: Viewer,
  { tx }: Work,
  orderId: string,
  { customerReference, externalId }: Request<'updateOrder'>['body'],
): Promise<Record<string, unknown> | { refusal: Refusal }> {
  if (customerReference === undefined && externalId === undefined) return {};
  const before = await tx.row<Names>(NAMES, [orderId]);
  const changes = changesOf<Names>(before, {
    ...(customerReference === undefined ? {} : { customerReference }),
    ...(externalId === undefined ? {} : { externalId }),
  });
  if (!changes) return {};
  const after = withChanges(before, changes);
  await tx.rows('update orders set customer_reference = $2, version = version + 1 where id = $1', [
    orderId,
    after.customerReference,
  ]);
  if (!changes.externalId) return changes;
  const isTaken = await isExternalIdTaken({ viewer, tx }, 'orders', { id: orderId, externalId: after.externalId });
  return isTaken ? alreadyExists('#/externalId', after.externalId ?? '') : changes;
}

const NAMES = `select customer_reference as "customerReference", external_id as "externalId" from orders where id = $1`;
