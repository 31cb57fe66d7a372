import type { Viewer } from '../platform/viewer.ts';
import type { Work } from '../platform/work.ts';
import type { LockedFulfillment } from './lock-fulfillment.ts';
import type { LostUnits } from './lose-units.ts';

/**
 * What becomes of goods that the driver could not hand over. Broken ones are gone. Short ones were not on the truck: their bin
 * is counted. Refused and wrong ones come back on the truck, as a return that waits for somebody to say where they go; until
 * then they are nowhere on hand.
 */
export async function bringBack(
  viewer: Viewer,
  work: Work,
  fulfillment: LockedFulfillment,
  { lost, deliveryId }: { lost: readonly LostUnits[]; deliveryId: string },
): Promise<void> {
  const short = lost.filter(({ reason }) => reason === 'short');
  if (short.length > 0) {
    const variantIds = short.map(({ of }) => of.line.variantId);
    await work.tx.rows(COUNT, [variantIds, fulfillment.warehouseId, work.now, viewer.actor]);
  }
  const back = lost.filter(({ reason }) => reason === 'refused' || reason === 'wrong_item');
  if (back.length > 0) await openReturn(viewer, work, fulfillment, { back, deliveryId });
}

/** What comes back on the truck, undecided. */
async function openReturn(
  viewer: Viewer,
  work: Work,
  fulfillment: LockedFulfillment,
  { back, deliveryId }: { back: readonly LostUnits[]; deliveryId: string },
): Promise<void> {
  const { id, number } = await work.tx.row<{ id: string; number: string }>(RETURN, [
    fulfillment.id,
    deliveryId,
    work.now,
    viewer.actor,
    back.map(({ of }) => of.id),
    back.map(({ quantity }) => quantity),
    back.map(({ reason }) => reason),
  ]);
  work.audit({
    action: 'return.create',
    recordType: 'return',
    recordId: id,
    orderId: fulfillment.orderId,
    changes: {
      number,
      lines: back.map(({ of, quantity, reason }) => ({ sku: of.line.sku, quantity, reason })),
    },
  });
}

const COUNT = `
  insert into count_requests (variant_id, warehouse_id, reason, requested_at, requested_by)
  select distinct unnest($1::bigint[]), $2::bigint, 'short_at_door', $3::timestamptz, $4 on conflict do nothing`;

const RETURN = `
  with header as (
    insert into returns (fulfillment_id, order_id, customer_id, delivery_id, returned_at, returned_by)
    select f.id, f.order_id, f.customer_id, $2, $3, $4 from fulfillments f where f.id = $1
    returning id, number),
  lines as (
    insert into return_lines (return_id, fulfillment_line_id, variant_id, warehouse_id, quantity, undecided, reason)
    select header.id, l.id, l.variant_id, l.warehouse_id, d.quantity, d.quantity, d.reason
    from header, unnest($5::bigint[], $6::integer[], $7::text[]) d(line_id, quantity, reason) join fulfillment_lines l on l.id = d.line_id)
  select id, number from header`;
