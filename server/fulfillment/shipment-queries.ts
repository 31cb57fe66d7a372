import { type Refusal, refuse } from '#contract/errors.ts';
import type { Answer, Request } from '#contract/operations.ts';
import { listCursor, part } from '../platform/http/list-cursor.ts';
import { toPage } from '../platform/http/page.ts';
import type { Queries } from '../platform/transaction.ts';
import { readsOnlyOf, type Viewer } from '../platform/viewer.ts';
import type { Reading } from '../platform/work.ts';

export type PlannedShipment = Answer<'getShipment'>;

/** One shipment, or `not_found`. */
export async function readShipment(
  viewer: Viewer,
  { queries }: { queries: Queries },
  id: string,
): Promise<PlannedShipment | { refusal: Refusal }> {
  const row = await queries.first<{ shipment: PlannedShipment }>(ONE, [...readsOnlyOf(viewer), id]);
  return row ? row.shipment : refuse('not_found');
}

/** Shipments, newest first. */
export async function listShipments(
  viewer: Viewer,
  { query }: Request<'listShipments'>,
  { queries }: Reading,
): Promise<Answer<'listShipments'> | { refusal: Refusal }> {
  const cursor = listCursor('listShipments', part.id);
  const after = cursor.read(query.cursor);
  if (after && 'refusal' in after) return after;
  const rows = await queries.rows<{ shipment: PlannedShipment }>(LIST, [
    ...readsOnlyOf(viewer),
    after?.[0] ?? null,
    query.status ?? null,
    query.customerId ?? null,
    query.routeId ?? null,
    query.deliveryOn ?? null,
    query.limit + 1,
  ]);
  return toPage(
    rows,
    { limit: query.limit, cursor },
    ({ shipment }) => [shipment.id],
    ({ shipment }) => shipment,
  );
}

const LIVING = "f.shipment_id = s.id and f.status <> 'voided'";

const STATUS = `case
  when not exists (select from fulfillments f where ${LIVING}) then 'cancelled'
  when s.shipped_at is null then 'planned'
  when exists (select from fulfillments f where ${LIVING} and f.status not in ('delivered', 'not_delivered')) then 'shipped'
  else 'delivered' end`;

const SHIPMENT = `json_build_object(
  'id', s.id::text, 'number', s.number, 'status', ${STATUS},
  'customerId', c.id::text, 'customerName', c.name, 'warehouseId', s.warehouse_id::text,
  'carrierId', s.carrier_id::text, 'carrier', s.carrier, 'trackingNumber', s.tracking_number,
  'trackingUrl', tracking_address(s.carrier_id, s.carrier, s.tracking_number),
  'routeId', r.id::text, 'routeName', r.name, 'driverName', u.name, 'driverPhone', coalesce(r.phone, u.phone),
  'stop', (select t.stop from (select p.customer_id, (row_number() over (order by p.position))::integer as stop
    from route_stops p where p.route_id = s.route_id) t where t.customer_id = s.customer_id),
  'deliveryOn', s.estimated_delivery_on,
  'deliveryAddress', coalesce(s.delivery_address,
    (select a.address from customer_addresses a where a.customer_id = c.id and a.is_default)),
  'fulfillments', coalesce((select json_agg(json_build_object('id', f.id::text, 'number', f.number, 'status', f.status,
      'orderId', o.id::text, 'orderNumber', o.number, 'backorderId', b.id::text, 'backorderNumber', b.number,
      'lineCount', (select count(*) from fulfillment_lines l where l.fulfillment_id = f.id),
      'quantity', (select coalesce(sum(l.leaving), 0) from fulfillment_lines l where l.fulfillment_id = f.id)) order by f.id)
    from fulfillments f join orders o on o.id = f.order_id left join backorders b on b.id = f.backorder_id where ${LIVING}), '[]'),
  'createdAt', instant(s.created_at), 'createdBy', s.created_by, 'shippedAt', instant(s.shipped_at), 'shippedBy', s.shipped_by,
  'version', s.version) as shipment`;

const FROM = `
  from shipments s
  join customers c on c.id = s.customer_id
  left join routes r on r.id = s.route_id
  left join users u on u.id = r.driver_id
  where ($1::bigint is null or c.sales_rep_id = $1) and ($2::bigint is null or r.driver_id = $2)`;

const ONE = `select ${SHIPMENT} ${FROM} and s.id = $3`;

// Only what is under way is sought among all: of that there is little.
const LIST = `select ${SHIPMENT} ${FROM}
    and ($3::bigint is null or s.id < $3)
    and ($4::text is null or ($4 = 'planned') = (s.shipped_at is null) or $4 = 'cancelled')
    and ($4::text is null or $4 <> 'shipped' or s.id in (select f.shipment_id from fulfillments f where f.status = 'shipped'))
    and ($4::text is null or ${STATUS} = $4)
    and ($5::bigint is null or s.customer_id = $5) and ($6::bigint is null or s.route_id = $6)
    and ($7::date is null or s.estimated_delivery_on = $7)
  order by s.id desc limit $8`;
