import { type Refusal, refuse } from '#contract/errors.ts';
import { total } from '#domain/quantity.ts';
import { creditUnits } from '../ledger/credit-units.ts';
import type { Viewer } from '../platform/viewer.ts';
import type { Work } from '../platform/work.ts';
import type { LockedFulfillment } from './lock-fulfillment.ts';
import type { Returned } from './returned-line.ts';

/**
 * Credits what came back and is not replaced, on one credit note. What came at no charge is credited where it was first
 * charged. Refused as `nothing_to_credit` where all is replaced, or nobody was charged.
 */
export async function creditReturned(
  viewer: Viewer,
  work: Work,
  { returnId, fulfillment, chosen }: { returnId: string; fulfillment: LockedFulfillment; chosen: readonly Returned[] },
): Promise<{ refusal: Refusal } | null> {
  const { id: fulfillmentId, orderId } = fulfillment;
  const lines = chosen
    .map(({ of, asked }) => ({
      orderLineId: of.line.orderLineId,
      fulfillmentLineId: of.id,
      quantity: asked.quantity - (asked.replace?.quantity ?? 0),
    }))
    .filter(({ quantity }) => quantity > 0);
  const { id, credited } = await creditUnits(viewer, work, {
    kind: 'credit_note',
    orderId,
    fulfillmentId,
    reason: 'returned',
    lines,
  });
  if (id === null || total(credited, (quantity) => quantity) === 0) return refuse('nothing_to_credit');
  await work.tx.rows('update returns set credit_note_id = $2 where id = $1', [returnId, id]);
  return null;
}
