import { type Refusal, refuse } from '#contract/errors.ts';
import type { Answer, Request } from '#contract/operations.ts';
import { type AllocationResult, allocateFreedStock } from '../allocation/run-allocation.ts';
import { lockStock, type StockLevel } from '../ledger/lock-stock.ts';
import { postReceipt } from '../ledger/post-movements.ts';
import { findMisnamed } from '../platform/find-misnamed.ts';
import { inOrder } from '../platform/in-order.ts';
import type { Viewer } from '../platform/viewer.ts';
import type { Work } from '../platform/work.ts';
import { type ArrivedLine, askAboutExcess } from './ask-about-excess.ts';

/**
 * Goods arrived on a purchase order, in part, in full, or more than was ordered, some of them perhaps damaged, which go on no shelf: the movements, what the lines have
 * received, and the allocation of the freed stock to waiting lines, all in one transaction.
 *
 * With If-Match a second person with the same delivery in hand is told what the first has booked. More than is still to
 * come is asked about, and received once it is `confirmed`.
 *
 * Refusals, in this order: `not_found`, `changed_meanwhile`, `purchase_order_closed`, `line_named_twice`,
 * `line_not_on_record`, `quantity_unconfirmed`, `stock_out_of_bounds`.
 */
export async function receivePurchaseOrder(
  viewer: Viewer,
  { params, body }: Request<'receivePurchaseOrder'>,
  work: Work,
): Promise<Answer<'receivePurchaseOrder'> | { refusal: Refusal }> {
  const order = await work.tx.first<OrderRow>(FIND, [
    params.id,
    body.lines.map(({ purchaseOrderLineId }) => purchaseOrderLineId),
  ]);
  if (!order) return refuse('not_found');
  const levels = await lockStock(viewer, work, order.warehouse_id, order.variant_ids);
  const { locked, known } = await inOrder(work, {
    locked: ({ tx }) => tx.row<{ closed_at: string | null; version: number }>(LOCK, [params.id]),
    known: ({ tx }) => tx.rows<KnownLine>(LOCK_LINES, [params.id]),
  });
  work.saw({ type: 'purchase_order', id: params.id, version: locked.version });
  if (locked.closed_at !== null) return refuse('purchase_order_closed', { facts: { closedAt: locked.closed_at } });
  const named = body.lines.map(({ purchaseOrderLineId }) => purchaseOrderLineId);
  const mistake = findMisnamed(named, known, { record: 'purchase order' });
  if (mistake) return { refusal: mistake };

  const received = arrivedLines(body.lines, known);
  const excess = body.confirmed ? null : await askAboutExcess(work, params.id, received);
  if (excess) return excess;
  return record(viewer, work, { order: { id: params.id, ...order }, received, notes: body.notes ?? null, levels });
}

type Received = ArrivedLine & { variantId: string; damaged: number };

/** What arrived beside what is known of its lines. */
function arrivedLines(
  given: Request<'receivePurchaseOrder'>['body']['lines'],
  known: readonly KnownLine[],
): Received[] {
  const byId = new Map(known.map((line) => [line.id, line]));
  return given.map(({ purchaseOrderLineId, quantity, damaged = 0 }) => {
    const { variant_id: variantId, sku, ordered, received, remaining } = byId.get(purchaseOrderLineId) as KnownLine;
    return { purchaseOrderLineId, variantId, sku, quantity, damaged, ordered, received, remaining };
  });
}

/** Writes the receipt, posts it to stock, and allocates what is free now. */
async function record(
  viewer: Viewer,
  work: Work,
  { order, received, notes, levels }: Arrived,
): Promise<Answer<'receivePurchaseOrder'>> {
  const rows = await work.tx.rows<ReceiptRow>(RECEIVE, [
    order.id,
    order.warehouse_id,
    work.now,
    viewer.actor,
    notes,
    received.map(({ purchaseOrderLineId }) => purchaseOrderLineId),
    received.map(({ quantity }) => quantity),
    received.map(({ damaged }) => damaged),
  ]);
  const receipt = rows[0] as ReceiptRow;
  await postReceipt(viewer, work, receipt.id);
  const sound = received.map((line) => ({ ...line, quantity: line.quantity - line.damaged }));
  for (const { variantId, quantity } of sound) raise(levels.get(variantId), quantity);
  const cause = { type: 'receipt' as const, id: receipt.id };
  const freed = {
    warehouseId: order.warehouse_id,
    levels: levels.values(),
    cause,
    receipts: sound.filter(({ quantity }) => quantity > 0),
  };
  const run = await allocateFreedStock(viewer, work, freed);
  const lines = received.map(({ sku, quantity, damaged }) => ({ sku, quantity, ...(damaged > 0 ? { damaged } : {}) }));
  work.audit({
    action: 'purchase_order.receive',
    recordType: 'purchase_order',
    recordId: order.id,
    changes: { number: order.number, receipt: receipt.number, lines },
  });
  work.tell('receipt_posted', { receiptId: receipt.id, purchaseOrderId: order.id });
  return describeReceipt({ viewer, work, order, rows, run });
}

type Arrived = {
  order: OrderRow & { id: string };
  received: readonly Received[];
  notes: string | null;
  levels: ReadonlyMap<string, StockLevel>;
};

function raise(level: StockLevel | undefined, quantity: number): void {
  if (!level) return;
  level.onHand += quantity;
  level.available += quantity;
}

function describeReceipt({ viewer, work, order, rows, run }: Posted): Answer<'receivePurchaseOrder'> {
  const receipt = rows[0] as ReceiptRow;
  return {
    id: receipt.id,
    number: receipt.number,
    purchaseOrderId: order.id,
    purchaseOrderNumber: order.number,
    warehouseId: order.warehouse_id,
    receivedAt: work.now,
    receivedBy: viewer.actor,
    lines: rows.map((row) => ({
      id: row.line_id,
      purchaseOrderLineId: row.purchase_order_line_id,
      variantId: row.variant_id,
      quantity: row.quantity,
      damaged: row.damaged,
    })),
    allocationRunId: run?.runId ?? null,
    allocated: run?.allocated ?? 0,
    becameReady: run?.becameReady ?? [],
  };
}

type Posted = {
  viewer: Viewer;
  work: Work;
  order: OrderRow & { id: string };
  rows: readonly ReceiptRow[];
  run: AllocationResult | null;
};

type OrderRow = { number: string; warehouse_id: string; variant_ids: string[] };
type KnownLine = {
  id: string;
  variant_id: string;
  sku: string;
  ordered: number;
  received: number;
  remaining: number;
};
type ReceiptRow = {
  id: string;
  number: string;
  line_id: string;
  purchase_order_line_id: string;
  variant_id: string;
  quantity: number;
  damaged: number;
};

const FIND = `
  select p.number, p.warehouse_id, array(select l.variant_id::text from purchase_order_lines l
    where l.purchase_order_id = p.id and l.id = any($2::bigint[])) as variant_ids
  from purchase_orders p where p.id = $1`;

const LOCK = 'select closed_at, version from purchase_orders where id = $1 for update';

const LOCK_LINES = `
  select l.id, l.variant_id, v.sku, l.quantity as ordered, l.received, l.remaining from purchase_order_lines l join variants v on v.id = l.variant_id
  where l.purchase_order_id = $1 order by l.id for update of l`;

const RECEIVE = `
  with header as (
    insert into receipts (purchase_order_id, warehouse_id, received_at, received_by, notes)
    values ($1, $2, $3, $4, $5) returning id, number),
  given as (select * from unnest($6::bigint[], $7::integer[], $8::integer[]) g(purchase_order_line_id, quantity, damaged)),
  counted as (
    update purchase_order_lines l set received = l.received + g.quantity from given g where l.id = g.purchase_order_line_id),
  touched as (update purchase_orders set version = version + 1 where id = $1),
  lines as (
    insert into receipt_lines (receipt_id, purchase_order_id, purchase_order_line_id, variant_id, warehouse_id, quantity, damaged)
    select header.id, $1, l.id, l.variant_id, l.warehouse_id, g.quantity, g.damaged
    from header, given g join purchase_order_lines l on l.id = g.purchase_order_line_id
    returning id, purchase_order_line_id, variant_id, quantity, damaged)
  select header.id, header.number, lines.id as line_id, lines.purchase_order_line_id, lines.variant_id, lines.quantity, lines.damaged
  from header, lines order by lines.id`;
