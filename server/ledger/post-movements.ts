import type { Viewer } from '../platform/viewer.ts';
import type { Work } from '../platform/work.ts';

/** Puts the lines of a receipt on the shelf, without what came damaged; the trigger of the stock ledger raises on hand. The caller holds the stock rows. */
export async function postReceipt(viewer: Viewer, work: Work, receiptId: string): Promise<void> {
  await work.tx.rows(RECEIPT, [receiptId, work.now, viewer.actor]);
}

/** Posts what an adjustment could change on the shelf. The caller holds the stock row. */
export async function postAdjustment(viewer: Viewer, work: Work, adjustmentId: string): Promise<void> {
  await work.tx.rows(ADJUSTMENT, [adjustmentId, work.now, viewer.actor]);
}

/** Undoes the movements of a receipt or an adjustment by movements of the opposite sign. The caller holds the stock rows. */
export async function postReversal(
  viewer: Viewer,
  work: Work,
  of: { receiptId: string } | { adjustmentId: string },
  reason: string,
): Promise<void> {
  if ('receiptId' in of) await work.tx.rows(REVERSED_RECEIPT, [of.receiptId, reason, work.now, viewer.actor]);
  else await work.tx.rows(REVERSED_ADJUSTMENT, [of.adjustmentId, reason, work.now, viewer.actor]);
}

const RECEIPT = `
  insert into stock_movements (variant_id, warehouse_id, kind, quantity, receipt_line_id, at, actor)
  select variant_id, warehouse_id, 'receipt', quantity - damaged, id, $2, $3 from receipt_lines
  where receipt_id = $1 and quantity > damaged order by id`;

const ADJUSTMENT = `
  insert into stock_movements (variant_id, warehouse_id, kind, quantity, reason, stock_adjustment_id, at, actor)
  select variant_id, warehouse_id, 'adjustment', posted, reason, id, $2, $3 from stock_adjustments where id = $1`;

const reversed = (movements: string) => `
  insert into stock_movements (variant_id, warehouse_id, kind, quantity, reason, reverses_id, at, actor)
  select m.variant_id, m.warehouse_id, 'reversal', -m.quantity, $2, m.id, $3, $4 from ${movements} order by m.id`;
const REVERSED_RECEIPT = reversed(
  `stock_movements m join receipt_lines l on l.id = m.receipt_line_id and l.receipt_id = $1`,
);
const REVERSED_ADJUSTMENT = reversed(`stock_movements m where m.stock_adjustment_id = $1`);
