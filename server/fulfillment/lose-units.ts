import type { DifferenceReason } from '#contract/fulfillment/fulfillments.ts';
import type { Quantity } from '#domain/quantity.ts';
import type { Changes } from '../ledger/changes.ts';
import { creditUnits } from '../ledger/credit-units.ts';
import { openBackorder } from '../ledger/open-backorder.ts';
import type { Viewer } from '../platform/viewer.ts';
import type { Work } from '../platform/work.ts';
import type { FulfillmentLine } from './load-fulfillment-lines.ts';
import type { LockedFulfillment } from './lock-fulfillment.ts';

/** Units of a fulfillment line that left and did not reach the customer. */
export type LostUnits = { of: FulfillmentLine; quantity: Quantity; reason: DifferenceReason | 'lost' };

/** What the invoice does about units that go again: it charges less, or charges them already. */
export type Charging = 'amendment' | 'credit_note' | 'stays';

/**
 * Units that left go back to what their line asks for, with its old queue time: of a backorder on the same line, of an order on
 * a new backorder (rule 25). Notes it on `changes`, which the caller writes next, and keeps each with its reason.
 */
export async function loseUnits(
  viewer: Viewer,
  work: Work,
  changes: Changes,
  fulfillment: LockedFulfillment,
  loss: { lost: readonly LostUnits[]; charging: Charging; deliveryId: string | null; note: string | null },
): Promise<void> {
  const { lost, charging, deliveryId, note } = loss;
  const credited = charging === 'stays' ? null : await credit(viewer, work, fulfillment, { lost, kind: charging });
  for (const [index, { of, quantity, reason }] of lost.entries()) {
    changes.lost(of.line, quantity, { prepaid: quantity - (credited?.[index] ?? 0), reason });
  }
  const again = fulfillment.backorderId ? null : await openAgain(viewer, work, changes, fulfillment, lost);
  await keepUndelivered(viewer, work, {
    lost,
    deliveryId,
    note,
    waitsAs: ({ of }) => again?.get(of.line.orderLineId) ?? of.line.queueLineId,
  });
}

/** Keeps which units did not arrive, and where they wait again, if they do. */
export async function keepUndelivered(
  viewer: Viewer,
  work: Work,
  kept: {
    lost: readonly LostUnits[];
    deliveryId: string | null;
    note: string | null;
    waitsAs(units: LostUnits): string | null;
  },
): Promise<void> {
  await work.tx.rows(KEEP, [
    kept.lost.map(({ of }) => of.id),
    kept.lost.map(({ quantity }) => quantity),
    kept.lost.map(({ reason }) => reason),
    kept.lost.map((units) => kept.waitsAs(units)),
    kept.deliveryId,
    kept.note,
    work.now,
    viewer.actor,
  ]);
}

/** How many of each were charged by the invoice of this fulfillment and are not any more. */
async function credit(
  viewer: Viewer,
  work: Work,
  { id: fulfillmentId, orderId }: LockedFulfillment,
  { lost, kind }: { lost: readonly LostUnits[]; kind: 'amendment' | 'credit_note' },
): Promise<Quantity[]> {
  const lines = lost.map(({ of, quantity }) => ({
    orderLineId: of.line.orderLineId,
    fulfillmentLineId: of.id,
    isOwnOnly: true,
    quantity,
  }));
  const { credited } = await creditUnits(viewer, work, {
    kind,
    orderId,
    fulfillmentId,
    reason: 'not_delivered',
    lines,
  });
  return credited;
}

/** What an order filled itself and did not arrive waits on a new backorder; answers its queue lines by order line. */
async function openAgain(
  viewer: Viewer,
  work: Work,
  changes: Changes,
  { orderId, orderNumber }: LockedFulfillment,
  lost: readonly LostUnits[],
): Promise<Map<string, string>> {
  const { queueLineIds } = await openBackorder(viewer, work, changes, {
    orderId,
    orderNumber,
    cause: 'lost_delivery',
    reason: 'not_delivered',
    lines: lost.map(({ of, quantity }) => ({ line: of.line, quantity })),
  });
  return queueLineIds;
}

const KEEP = `
  with lost as (
    select * from unnest($1::bigint[], $2::integer[], $3::text[], $4::bigint[]) d(line_id, quantity, reason, waits_as_id)),
  kept as (
    insert into undelivered_units (fulfillment_line_id, quantity, reason, waits_as_id, delivery_id, note, at, actor)
    select line_id, quantity, reason, waits_as_id, $5, $6, $7, $8 from lost)
  update fulfillment_lines l set undelivered = l.undelivered + lost.quantity from lost where l.id = lost.line_id`;
