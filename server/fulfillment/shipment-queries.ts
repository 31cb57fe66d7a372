import { isRefused, type Refusal, refuse } from '#contract/errors.ts';
import type { Answer, Request } from '#contract/operations.ts';
import { type ListOrder, readChangingList } from '../platform/read-changes.ts';
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

/** Shipments, newest first or as they changed. */
export async function listShipments(
  viewer: Viewer,
  { query }: Request<'listShipments'>,
  { queries }: Reading,
): Promise<Answer<'listShipments'> | { refusal: Refusal }> {
  const filters = [query.status, query.customerId, query.routeId, query.deliveryOn];
  const page = await readChangingList<{ id: string; shipment: PlannedShipment }>(
    queries,
    { name: 'listShipments', row: 's', changedAt: CHANGED_AT, foundBy: foundByChange },
    query,
    list,
    [...readsOnlyOf(viewer), ...filters.map((filter) => filter ?? null)],
  );
  return isRefused(page) ? page : { ...page, data: page.data.map(({ shipment }) => shipment) };
}

// A shipment changes with what is on it.
const CHANGED_AT = 'greatest(s.updated_at, (select max(f.updated_at) from fulfillments f where f.shipment_id = s.id))';
const foundByChange = (since: string) => `s.id in (
  select id from shipments where updated_at >= ${since}
  union select shipment_id from fulfillments where updated_at >= ${since})`;

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
  'updatedAt', instant(${CHANGED_AT}), 'version', s.version) as shipment`;

const FROM = `
  from shipments s
  join customers c on c.id = s.customer_id
  left join routes r on r.id = s.route_id
  left join users u on u.id = r.driver_id`;
const read = (rep: string, driver: string) =>
  `(${rep}::bigint is null or c.sales_rep_id = ${rep}) and (${driver}::bigint is null or r.driver_id = ${driver})`;

const ONE = `select ${SHIPMENT} ${FROM} where ${read('$1', '$2')} and s.id = $3`;

// Only what is under way is sought among all: of that there is little.
const list = ({ sortKey, isNext, orderBy }: ListOrder) => `select s.id, ${sortKey}, ${SHIPMENT} ${FROM}
  where ${isNext} and ${read('$4', '$5')}
    and ($6::text is null or ($6 = 'planned') = (s.shipped_at is null) or $6 = 'cancelled')
    and ($6::text is null or $6 <> 'shipped' or s.id in (select f.shipment_id from fulfillments f where f.status = 'shipped'))
    and ($6::text is null or ${STATUS} = $6)
    and ($7::bigint is null or s.customer_id = $7) and ($8::bigint is null or s.route_id = $8)
    and ($9::date is null or s.estimated_delivery_on = $9)
  order by ${orderBy} limit $3`;
