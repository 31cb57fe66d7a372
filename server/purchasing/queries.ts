import { type Refusal, refuse } from '#contract/errors.ts';
import type { Answer, Request } from '#contract/operations.ts';
import { readCursor, toPage } from '../platform/http/page.ts';
import type { Viewer } from '../platform/viewer.ts';
import type { Reading } from '../platform/work.ts';

type PurchaseOrder = Answer<'getPurchaseOrder'>;

/** One purchase order with its lines and receipts, or `not_found`. Every role reads all of them. */
export async function readPurchaseOrder(
  _viewer: Viewer,
  reading: Reading,
  purchaseOrderId: string,
): Promise<PurchaseOrder | { refusal: Refusal }> {
  const row = await reading.queries.first<{ record: PurchaseOrder }>(`select ${RECORD} ${FROM} where p.id = $1`, [
    purchaseOrderId,
  ]);
  return row ? row.record : refuse('not_found');
}

/** Purchase orders, newest first. */
export async function listPurchaseOrders(
  _viewer: Viewer,
  { query }: Request<'listPurchaseOrders'>,
  reading: Reading,
): Promise<Answer<'listPurchaseOrders'> | { refusal: Refusal }> {
  const after = readCursor(query.cursor, 1);
  if (after && 'refusal' in after) return after;
  const rows = await reading.queries.rows<{ record: PurchaseOrder }>(LIST, [
    after?.[0] ?? null,
    query.supplierId ?? null,
    query.variantId ?? null,
    query.status ?? null,
    query.limit + 1,
  ]);
  return toPage(
    rows,
    query.limit,
    ({ record }) => [record.id],
    ({ record }) => record,
  );
}

const RECORD = `json_build_object(
  'id', p.id::text, 'number', p.number,
  'status', case when p.closed_at is not null then 'closed' when lines.remaining = 0 then 'received'
    when lines.received > 0 then 'partially_received' else 'open' end,
  'supplierId', s.id::text, 'supplierName', s.name, 'warehouseId', p.warehouse_id::text, 'orderedOn', p.ordered_on,
  'notes', p.notes, 'createdAt', instant(p.created_at), 'createdBy', p.created_by, 'closedAt', instant(p.closed_at),
  'lines', lines.lines,
  'receipts', coalesce((select json_agg(json_build_object('id', r.id::text, 'number', r.number, 'receivedAt', instant(r.received_at),
    'receivedBy', r.received_by, 'quantity', (select sum(quantity) from receipt_lines where receipt_id = r.id)) order by r.id)
    from receipts r where r.purchase_order_id = p.id), '[]'),
  'version', p.version) as record`;

const FROM = `
  from purchase_orders p
  join suppliers s on s.id = p.supplier_id
  cross join lateral (
    select sum(l.remaining) as remaining, sum(l.received) as received,
      json_agg(json_build_object('id', l.id::text, 'position', l.position, 'variantId', v.id::text, 'sku', v.sku, 'name', v.name,
        'unitsPerCase', v.units_per_case, 'quantity', l.quantity, 'received', l.received, 'remaining', l.remaining,
        'expectedOn', l.expected_on,
        'firstExpectedOn', (select expected_on from supply_date_changes d where d.purchase_order_line_id = l.id order by d.id limit 1))
        order by l.position) as lines
    from purchase_order_lines l join variants v on v.id = l.variant_id where l.purchase_order_id = p.id) lines`;

const LIST = `select ${RECORD} ${FROM}
  where ($1::bigint is null or p.id < $1) and ($2::bigint is null or p.supplier_id = $2)
    and ($3::bigint is null or exists (select from purchase_order_lines x where x.purchase_order_id = p.id and x.variant_id = $3))
    and ($4::text is null or ($4 = 'open') = (p.closed_at is null and lines.remaining > 0))
  order by p.id desc limit $5`;
