import type { Viewer } from '../platform/viewer.ts';
import type { Work } from '../platform/work.ts';

/** Puts the lines of a receipt on the shelf; the trigger of the stock ledger raises on hand. The caller holds the stock rows. */
export async function postReceipt(viewer: Viewer, work: Work, receiptId: string): Promise<void> {
  await work.tx.rows(RECEIPT, [receiptId, work.now, viewer.actor]);
}

/** Posts what an adjustment could change on the shelf. The caller holds the stock row. */
export async function postAdjustment(viewer: Viewer, work: Work, adjustmentId: string): Promise<void> {
  await work.tx.rows(ADJUSTMENT, [adjustmentId, work.now, viewer.actor]);
}

const RECEIPT = `
  insert into stock_movements (variant_id, warehouse_id, kind, quantity, receipt_line_id, at, actor)
  select variant_id, warehouse_id, 'receipt', quantity, id, $2, $3 from receipt_lines where receipt_id = $1 order by id`;

const ADJUSTMENT = `
  insert into stock_movements (variant_id, warehouse_id, kind, quantity, reason, stock_adjustment_id, at, actor)
  select variant_id, warehouse_id, 'adjustment', posted, reason, id, $2, $3 from stock_adjustments where id = $1`;
