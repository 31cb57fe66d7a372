import { type Refusal, refuse } from '#contract/errors.ts';
import { unitsOver } from '#domain/inventory/unusual-quantity.ts';
import type { Quantity } from '#domain/quantity.ts';
import type { Work } from '../platform/work.ts';

/** A line of a receipt beside its purchase-order line as it stands under lock. */
export type ArrivedLine = {
  purchaseOrderLineId: string;
  sku: string;
  quantity: Quantity;
  ordered: Quantity;
  received: Quantity;
  remaining: Quantity;
};

/**
 * `quantity_unconfirmed` where more arrived than is to come of a line: by how much, and what was booked of the purchase
 * order before, by whom and when, because the same delivery may be in hand twice.
 */
export async function askAboutExcess(
  work: Work,
  purchaseOrderId: string,
  arrived: readonly ArrivedLine[],
): Promise<{ refusal: Refusal } | null> {
  const above = arrived.flatMap((line, index) => {
    const over = unitsOver(line.remaining, line.quantity);
    return over > 0 ? [{ index, over, ...line }] : [];
  });
  if (above.length === 0) return null;
  const receipts = await work.tx.rows(RECEIPTS, [purchaseOrderId]);
  return refuse('quantity_unconfirmed', {
    errors: above.map(({ index, over, remaining }) => ({
      pointer: `#/lines/${index}/quantity`,
      detail: `is ${over} more than the ${remaining} still to come`,
    })),
    facts: { lines: above.map(({ index: _, ...line }) => line), receipts },
  });
}

/** The last receipts of a purchase order that still count, the newest first. */
const RECEIPTS = `
  select r.id::text as id, r.number, instant(r.received_at) as "receivedAt", r.received_by as "receivedBy",
    (select sum(quantity)::integer from receipt_lines where receipt_id = r.id) as quantity
  from receipts r
  where r.purchase_order_id = $1 and not exists (select from receipt_reversals x where x.receipt_id = r.id)
  order by r.id desc limit 5`;
