import { isRefused, type Refusal, refuse } from '#contract/errors.ts';
import type { Answer, Request } from '#contract/operations.ts';
import { allocateFreedStock } from '../allocation/run-allocation.ts';
import { takeStockOff } from '../inventory/take-stock-off.ts';
import { giveBackPins } from '../ledger/give-back-pins.ts';
import { heldTogetherWith, lockStock } from '../ledger/lock-stock.ts';
import { postReversal } from '../ledger/post-movements.ts';
import type { Viewer } from '../platform/viewer.ts';
import type { Work } from '../platform/work.ts';

/**
 * Undoes a receipt that was a mistake: its quantities are to come again, its movements are reversed, and what was allocated
 * of it and not picked is given back, the last in the queue first. Nothing is deleted. If-Match names the version of the
 * purchase order.
 *
 * Refusals, in this order: `not_found`, `changed_meanwhile`, `already_reversed`, `stock_in_use`.
 */
export async function reverseReceipt(
  viewer: Viewer,
  { params, body }: Request<'reverseReceipt'>,
  work: Work,
): Promise<Answer<'reverseReceipt'> | { refusal: Refusal }> {
  const receipt = await work.tx.first<Receipt>(FIND, [params.id]);
  if (!receipt) return refuse('not_found');
  const { number, purchaseOrderId, warehouseId } = receipt;
  const variantIds = [...new Set(receipt.lines.map(({ variantId }) => variantId))];
  const concerned = await heldTogetherWith(work, warehouseId, variantIds);
  const levels = await lockStock(viewer, work, warehouseId, concerned);
  const order = await work.tx.row<{ version: number }>(LOCK, [purchaseOrderId]);
  work.saw({ type: 'purchase_order', id: purchaseOrderId, version: order.version });
  const before = await work.tx.first<Reversed>(REVERSED, [params.id]);
  if (before) return refuse('already_reversed', { facts: before });

  const units = new Map<string, number>();
  for (const { variantId, sound } of receipt.lines)
    if (sound > 0) units.set(variantId, (units.get(variantId) ?? 0) + sound);
  const mistaken = { warehouseId, units, since: receipt.receivedAt, reason: 'receipt_reversed' } as const;
  const released = await takeStockOff(viewer, work, mistaken, levels);
  if (isRefused(released)) return released;
  await giveBackPins(viewer, work, params.id);
  await postReversal(viewer, work, { receiptId: params.id }, body.reason);
  const { id } = await work.tx.row<{ id: string }>(REVERSE, [
    params.id,
    body.reason,
    body.notes,
    work.now,
    viewer.actor,
  ]);
  await allocateFreedStock(viewer, work, {
    warehouseId,
    levels: levels.values(),
    cause: { type: 'adjustment', id: null },
  });
  work.audit({
    action: 'purchase_order.reverse_receipt',
    recordType: 'purchase_order',
    recordId: purchaseOrderId,
    changes: {
      receipt: number,
      reason: body.reason,
      notes: body.notes,
      lines: receipt.lines.map(({ sku, quantity }) => ({ sku, quantity })),
    },
  });
  work.tell('receipt_reversed', { receiptId: params.id, purchaseOrderId });
  const reversed = { reason: body.reason, reversedAt: work.now, reversedBy: viewer.actor };
  return { id, receiptId: params.id, number, purchaseOrderId, ...reversed, released };
}

type Receipt = {
  number: string;
  purchaseOrderId: string;
  warehouseId: string;
  receivedAt: string;
  lines: { variantId: string; sku: string; quantity: number; sound: number }[];
};
type Reversed = { reversedAt: string; reversedBy: string };

const FIND = `
  select r.number, r.purchase_order_id as "purchaseOrderId", r.warehouse_id as "warehouseId", instant(r.received_at) as "receivedAt",
    (select json_agg(json_build_object('variantId', l.variant_id::text, 'sku', v.sku, 'quantity', l.quantity, 'sound', l.quantity - l.damaged) order by l.id)
      from receipt_lines l join variants v on v.id = l.variant_id where l.receipt_id = r.id) as lines
  from receipts r where r.id = $1`;

const LOCK = 'select version from purchase_orders where id = $1 for update';

const REVERSED = `
  select instant(reversed_at) as "reversedAt", reversed_by as "reversedBy" from receipt_reversals where receipt_id = $1`;

const REVERSE = `
  with reversed as (
    insert into receipt_reversals (receipt_id, reason, notes, reversed_at, reversed_by) values ($1, $2, $3, $4, $5)
    returning id, receipt_id),
  lowered as (
    update purchase_order_lines l set received = l.received - g.quantity
    from receipt_lines g where g.receipt_id = $1 and l.id = g.purchase_order_line_id),
  touched as (
    update purchase_orders p set version = p.version + 1 from receipts r where r.id = $1 and p.id = r.purchase_order_id)
  select id from reversed`;
