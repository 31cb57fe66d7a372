import { type FieldError, isRefused, type Refusal, refuse } from '#contract/errors.ts';
import type { Answer, Request } from '#contract/operations.ts';
import { askAboutQuantities } from '../inventory/ask-about-quantities.ts';
import { lockStock } from '../ledger/lock-stock.ts';
import { alreadyExists } from '../platform/edit-record.ts';
import { externalOf } from '../platform/sender.ts';
import type { Viewer } from '../platform/viewer.ts';
import type { Work } from '../platform/work.ts';
import { checkExpectedDays } from './check-expected-days.ts';
import { readPurchaseOrder } from './queries.ts';

/**
 * Orders from a supplier. A line that names a waiting order line is bought for it: the pin is as large as the smaller of
 * the line's quantity and what the order line waits for, on the order or on its newest backorder.
 *
 * Refusals, in this order: `delivery_day_out_of_reach`, `unknown_reference`, `pin_above_need`, `quantity_unconfirmed`, `already_exists` (the sender's own id).
 */
export async function createPurchaseOrder(
  viewer: Viewer,
  { body }: Request<'createPurchaseOrder'>,
  work: Work,
): Promise<Answer<'createPurchaseOrder'> | { refusal: Refusal }> {
  const days = body.lines.map(({ expectedOn }, index) => ({ pointer: `#/lines/${index}/expectedOn`, day: expectedOn }));
  const unfit = checkExpectedDays(days, work.today);
  if (unfit) return { refusal: unfit };
  const skus = await readSkus(work, body);
  if (isRefused(skus)) return skus;
  const variantIds = body.lines.map(({ variantId }) => variantId);
  await lockStock(viewer, work, body.warehouseId, variantIds);
  const pins = await choosePins(work, body);
  if (isRefused(pins)) return pins;
  const asked = body.lines.map((line, index) => ({ ...line, index, sku: skus.get(line.variantId) as string }));
  const doubt = body.confirmed ? null : await askAboutQuantities(work, asked);
  if (doubt) return doubt;
  const created = await insert(viewer, work, body);
  if (!created) return alreadyExists('#/externalId', body.externalId ?? '');
  const { id, number } = created;
  await work.tx.rows(DATES, [id, work.now, viewer.actor]);
  if (pins.length > 0) await work.tx.rows(PIN, [id, JSON.stringify(pins)]);
  const lines = body.lines.map(({ variantId, quantity, expectedOn = null }) => ({
    sku: skus.get(variantId),
    quantity,
    expectedOn,
  }));
  work.audit({
    action: 'purchase_order.create',
    recordType: 'purchase_order',
    recordId: id,
    changes: { number, lines },
  });
  work.tell('purchase_order_created', { purchaseOrderId: id });
  return readPurchaseOrder(viewer, { ...work, queries: work.tx }, id);
}

type Body = Request<'createPurchaseOrder'>['body'];

/** The SKUs of its variants; refused where it names what is not there. */
async function readSkus(
  { tx }: Work,
  { supplierId, warehouseId, lines }: Body,
): Promise<Map<string, string> | { refusal: Refusal }> {
  const [supplier, warehouse, variants] = await Promise.all([
    tx.first('select from suppliers where id = $1', [supplierId]),
    tx.first('select from warehouses where id = $1', [warehouseId]),
    tx.rows<{ id: string; sku: string }>('select id, sku from variants where id = any($1::bigint[])', [
      lines.map(({ variantId }) => variantId),
    ]),
  ]);
  const skus = new Map(variants.map(({ id, sku }) => [id, sku]));
  const unknown: FieldError[] = [];
  if (!supplier) unknown.push({ pointer: '#/supplierId', detail: 'names no supplier' });
  if (!warehouse) unknown.push({ pointer: '#/warehouseId', detail: 'names no warehouse' });
  for (const [index, { variantId }] of lines.entries()) {
    if (!skus.has(variantId)) unknown.push({ pointer: `#/lines/${index}/variantId`, detail: 'names no variant' });
  }
  return unknown.length > 0 ? refuse('unknown_reference', { errors: unknown }) : skus;
}

/** Null when the same sender sent a purchase order with this id. */
function insert(viewer: Viewer, work: Work, body: Body): Promise<{ id: string; number: string } | null> {
  return work.tx.first<{ id: string; number: string }>(INSERT, [
    body.supplierId,
    body.warehouseId,
    work.today,
    body.notes ?? null,
    work.now,
    viewer.actor,
    JSON.stringify(body.lines.map((line, index) => ({ ...line, position: index + 1 }))),
    ...externalOf(viewer, body.externalId),
  ]);
}

type Pin = { position: number; queueLineId: string; quantity: number };

/** What is bought for order lines that wait; refused where a line waits for nothing of it. */
async function choosePins(work: Work, body: Body): Promise<Pin[] | { refusal: Refusal }> {
  const pins: Pin[] = [];
  for (const [index, line] of body.lines.entries()) {
    if (!line.orderLineId) continue;
    const waiting = await work.tx.first<{ id: string; unpinned: number }>(WAITING, [
      line.orderLineId,
      line.variantId,
      body.warehouseId,
    ]);
    if (!waiting || waiting.unpinned <= 0) {
      return refuse('pin_above_need', {
        errors: [{ pointer: `#/lines/${index}/orderLineId`, detail: 'waits for nothing of this variant here' }],
      });
    }
    pins.push({ position: index + 1, queueLineId: waiting.id, quantity: Math.min(line.quantity, waiting.unpinned) });
  }
  return pins;
}

/** The line of the queue that waits for an order line: its newest backorder, or the order line itself. */
const WAITING = `
  select q.id, q.waiting - (select coalesce(sum(p.quantity - p.served), 0)::integer from pins p where p.queue_line_id = q.id) as unpinned
  from queue_lines q where q.order_line_id = $1 and q.variant_id = $2 and q.warehouse_id = $3 and q.open > q.allocated
  order by q.backorder_line_id desc nulls last limit 1`;

const INSERT = `
  with header as (
    insert into purchase_orders (supplier_id, warehouse_id, ordered_on, notes, created_at, created_by, external_id, external_sender)
    values ($1, $2, $3, $4, $5, $6, $8, $9)
    on conflict (external_id, external_sender) where external_id is not null do nothing returning id, number),
  lines as (
    insert into purchase_order_lines (purchase_order_id, warehouse_id, variant_id, position, quantity, expected_on)
    select header.id, $2, l."variantId", l.position, l.quantity, l."expectedOn"
    from header, jsonb_to_recordset($7::jsonb) l("variantId" bigint, position integer, quantity integer, "expectedOn" date))
  select id, number from header`;

const DATES = `
  insert into supply_date_changes (purchase_order_line_id, expected_on, at, actor)
  select id, expected_on, $2, $3 from purchase_order_lines where purchase_order_id = $1 order by position`;

const PIN = `
  insert into pins (purchase_order_line_id, queue_line_id, variant_id, warehouse_id, quantity)
  select l.id, p."queueLineId", l.variant_id, l.warehouse_id, p.quantity
  from jsonb_to_recordset($2::jsonb) p(position integer, "queueLineId" bigint, quantity integer)
  join purchase_order_lines l on l.purchase_order_id = $1 and l.position = p.position`;
