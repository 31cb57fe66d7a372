import { isRefused, type Refusal, refuse } from '#contract/errors.ts';
import type { Fulfillment } from '#contract/fulfillment/fulfillments.ts';
import type { Answer, Request } from '#contract/operations.ts';
import { itemPairs } from '../catalog/item-words.ts';
import { chargedInAdvanceBy, creditedOf } from '../ledger/sql-words.ts';
import { type ListOrder, readChangingList } from '../platform/read-changes.ts';
import { readsOnlyCustomersOf, readsOnlyOf, type Viewer } from '../platform/viewer.ts';
import type { Reading } from '../platform/work.ts';
import { isBroughtBy } from './brought-by.ts';

/** One fulfillment, or `not_found`. */
export async function readFulfillment(
  viewer: Viewer,
  reading: Reading,
  fulfillmentId: string,
): Promise<Fulfillment | { refusal: Refusal }> {
  const row = await reading.queries.first<{ fulfillment: Fulfillment }>(ONE, [fulfillmentId, ...readsOnlyOf(viewer)]);
  return row ? row.fulfillment : refuse('not_found');
}

/** What recording a pick that shipped made, for its answer. */
export async function readPickResult(
  viewer: Viewer,
  reading: Reading,
  fulfillmentId: string,
  backorder: { id: string; number: string } | null,
): Promise<Answer<'fulfillOrder'>> {
  return { ...((await readFulfillment(viewer, reading, fulfillmentId)) as Fulfillment), backorder };
}

/** The fulfillments of an order, with those of its backorders, oldest first. */
export async function readFulfillmentsOfOrder(reading: Reading, orderId: string): Promise<Fulfillment[]> {
  const rows = await reading.queries.rows<{ fulfillment: Fulfillment }>(OF_ORDER, [orderId]);
  return rows.map(({ fulfillment }) => fulfillment);
}

/** The fulfillments of a backorder, oldest first. */
export async function readFulfillmentsOfBackorder(reading: Reading, backorderId: string): Promise<Fulfillment[]> {
  const rows = await reading.queries.rows<{ fulfillment: Fulfillment }>(OF_BACKORDER, [backorderId]);
  return rows.map(({ fulfillment }) => fulfillment);
}

/** Fulfillments, newest first or as they changed. */
export async function listFulfillments(
  viewer: Viewer,
  { query }: Request<'listFulfillments'>,
  reading: Reading,
): Promise<Answer<'listFulfillments'> | { refusal: Refusal }> {
  const page = await readChangingList<{ id: string; fulfillment: Answer<'listFulfillments'>['data'][number] }>(
    reading.queries,
    { name: 'listFulfillments', row: 'f' },
    query,
    list,
    [readsOnlyCustomersOf(viewer), query.orderId ?? null, query.backorderId ?? null, query.status ?? null],
  );
  return isRefused(page) ? page : { ...page, data: page.data.map(({ fulfillment }) => fulfillment) };
}

/** What shows that a delivery was handed over, or `not_found`. */
export async function readDeliveryProof(
  viewer: Viewer,
  { params }: Request<'getDeliveryProof'>,
  { queries }: Reading,
): Promise<Answer<'getDeliveryProof'> | { refusal: Refusal }> {
  const values = [params.id, params.deliveryId, ...readsOnlyOf(viewer)];
  return (await queries.first<Answer<'getDeliveryProof'>>(PROOF, values)) ?? refuse('not_found');
}

const PROOF = `
  select d.proof_kind as kind, d.proof_note as note, d.proof_image as image
  from deliveries d join fulfillments f on f.id = d.fulfillment_id join customers c on c.id = f.customer_id
  where f.id = $1 and d.id = $2 and d.proof_kind is not null and ($3::bigint is null or c.sales_rep_id = $3)
    and ${isBroughtBy('$4')}`;

const FULFILLMENT = `json_build_object(
  'id', f.id::text, 'number', f.number, 'status', f.status,
  'orderId', o.id::text, 'orderNumber', o.number, 'backorderId', b.id::text, 'backorderNumber', b.number,
  'customerId', c.id::text, 'customerName', c.name,
  'saleHold', c.sale_hold, 'saleHoldReason', c.sale_hold_reason, 'warehouseId', f.warehouse_id::text,
  'pickedAt', instant(f.picked_at), 'pickedBy', f.picked_by, 'packedAt', instant(f.packed_at), 'packedBy', f.packed_by,
  'shippedAt', instant(f.shipped_at),
  'shipment', case when s.id is not null then json_build_object('id', s.id::text, 'number', s.number, 'carrier', s.carrier,
    'trackingNumber', s.tracking_number, 'trackingUrl', tracking_address(s.carrier_id, s.carrier, s.tracking_number),
    'routeName', (select r.name from routes r where r.id = s.route_id),
    'estimatedDeliveryOn', s.estimated_delivery_on, 'deliveryAddress', s.delivery_address) end,
  'deliveredAt', instant(f.delivered_at), 'deliveredBy', f.delivered_by, 'receivedBy', f.received_by,
  'voidedAt', instant(f.voided_at), 'voidedBy', f.voided_by, 'voidReason', f.void_reason,
  'invoice', case when i.id is not null then json_build_object('id', i.id::text, 'number', i.number,
    'amount', money(i.amount - ${creditedOf('i', 'amendment')}, i.currency), 'credited', money(${creditedOf('i', 'credit_note')}, i.currency),
    'accounting', (select json_build_object('status', d.status, 'number', d.number) from invoice_dispositions d where d.invoice_id = i.id)) end,
  'invoicedInAdvance', case when f.shipped_at is not null and o.invoice_rule = 'in_advance' then (
    select json_build_object('id', a.id::text, 'number', a.number) from invoices a where a.id = ${chargedInAdvanceBy('f')}) end,
  'notDeliveredAt', instant(f.not_delivered_at),
  'reopening', (select json_build_object('id', r.id::text, 'reportedBy', r.reported_by, 'note', r.note, 'wasDeliveredAt', instant(r.was_delivered_at),
      'openedAt', instant(r.opened_at), 'openedBy', r.opened_by, 'outcome', r.outcome, 'closedAt', instant(r.closed_at), 'closedBy', r.closed_by)
    from reopenings r where r.fulfillment_id = f.id order by r.id desc limit 1),
  'deliveries', coalesce((select json_agg(json_build_object('id', d.id::text, 'deliveredAt', instant(d.delivered_at), 'receivedBy', d.received_by,
      'proofKind', d.proof_kind, 'recordedAt', instant(d.recorded_at), 'recordedBy', d.recorded_by) order by d.id)
    from deliveries d where d.fulfillment_id = f.id), '[]'),
  'differences', coalesce((select json_agg(json_build_object('fulfillmentLineId', u.fulfillment_line_id::text, 'quantity', u.quantity,
      'reason', u.reason, 'backorderId', w.id::text, 'backorderNumber', w.number, 'note', u.note, 'at', instant(u.at), 'by', u.actor) order by u.id)
    from undelivered_units u join fulfillment_lines ul on ul.id = u.fulfillment_line_id
    left join queue_lines wq on wq.id = u.waits_as_id left join backorders w on w.id = wq.backorder_id
    where ul.fulfillment_id = f.id), '[]'),
  'lines', (select json_agg(json_build_object('id', l.id::text, 'orderLineId', l.order_line_id::text,
      'backorderLineId', l.backorder_line_id::text, 'variantId', l.variant_id::text, ${itemPairs()},
      'quantity', l.leaving, 'picked', l.quantity, 'putBack', l.put_back, 'short', l.short, 'lot', l.lot,
      'undelivered', l.undelivered, 'returned', l.returned) order by l.id)
    from fulfillment_lines l join variants v on v.id = l.variant_id where l.fulfillment_id = f.id),
  'freight', money(f.freight, o.currency), 'updatedAt', instant(f.updated_at), 'version', f.version) as fulfillment`;

const FROM = `
  from fulfillments f
  join orders o on o.id = f.order_id
  join customers c on c.id = f.customer_id
  left join backorders b on b.id = f.backorder_id
  left join shipments s on s.id = f.shipment_id
  left join invoices i on i.fulfillment_id = f.id`;

const ONE = `select ${FULFILLMENT} ${FROM} where f.id = $1 and ($2::bigint is null or c.sales_rep_id = $2) and ${isBroughtBy('$3')}`;
const OF_ORDER = `select ${FULFILLMENT} ${FROM} where f.order_id = $1 order by f.id`;
const OF_BACKORDER = `select ${FULFILLMENT} ${FROM} where f.backorder_id = $1 order by f.id`;
const list = ({ sortKey, isNext, orderBy }: ListOrder) => `select f.id, ${sortKey}, ${FULFILLMENT} ${FROM}
  where ${isNext} and ($4::bigint is null or c.sales_rep_id = $4)
    and ($5::bigint is null or f.order_id = $5) and ($6::bigint is null or f.backorder_id = $6)
    and ($7::text is null or f.status = $7)
  order by ${orderBy} limit $3`;
