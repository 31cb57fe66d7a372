import type { Fulfillment } from '#contract/fulfillment/fulfillments.ts';
import type { Answer } from '#contract/operations.ts';
import type { LockedOrder } from '../ledger/lock-order.ts';
import type { Viewer } from '../platform/viewer.ts';
import type { Work } from '../platform/work.ts';
import type { PickLine, WrittenPick } from './record-pick.ts';

type RecordedPick = {
  written: WrittenPick;
  order: LockedOrder;
  filled: { id: string; number: string } | null;
  lines: readonly PickLine[];
  backorder: { id: string; number: string } | null;
};

/**
 * What recording a pick answers when nothing shipped with it: the same as reading the fulfillment back, from what the use
 * case already knows.
 */
export function describePick(viewer: Viewer, work: Work, pick: RecordedPick): Answer<'fulfillOrder'> {
  const { written, order, filled, backorder } = pick;
  if (!written) return { id: null, number: null, status: null, lines: [], backorder };
  return {
    id: written.id,
    number: written.number,
    status: 'picked',
    orderId: order.id,
    orderNumber: order.number,
    backorderId: filled?.id ?? null,
    backorderNumber: filled?.number ?? null,
    customerId: order.customerId,
    customerName: order.customerName,
    saleHold: order.saleHold,
    saleHoldReason: order.saleHoldReason,
    warehouseId: order.warehouseId,
    pickedAt: work.now,
    pickedBy: viewer.actor,
    ...NOT_LEFT_YET,
    deliveries: [],
    differences: [],
    lines: describeLines(written, pick.lines),
    version: 1,
    freight: { amount: '0.00', currency: work.company.currency },
    backorder,
  };
}

const NOT_LEFT_YET = {
  packedAt: null,
  packedBy: null,
  shippedAt: null,
  shipment: null,
  deliveredAt: null,
  deliveredBy: null,
  receivedBy: null,
  voidedAt: null,
  voidedBy: null,
  voidReason: null,
  invoice: null,
  invoicedInAdvance: null,
  notDeliveredAt: null,
  reopening: null,
};

function describeLines({ lineIds }: NonNullable<WrittenPick>, lines: readonly PickLine[]): Fulfillment['lines'] {
  return lines
    .map(({ line, picked, short, lot }) => ({
      id: lineIds.get(line.orderLineId) as string,
      orderLineId: line.orderLineId,
      backorderLineId: line.backorderLineId,
      variantId: line.variantId,
      sku: line.sku,
      productName: line.productName,
      variantName: line.variantName,
      itemName: line.itemName,
      unitsPerCase: line.unitsPerCase,
      quantity: picked,
      picked,
      putBack: 0,
      short,
      lot,
      undelivered: 0,
      returned: 0,
    }))
    .sort((a, b) => Number(a.id) - Number(b.id));
}
