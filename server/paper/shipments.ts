import { type Refusal, refuse } from '#contract/errors.ts';
import type { Address } from '#contract/primitives.ts';
import type { Language } from '#domain/messages/words.ts';
import type { Manifest, ManifestStop, ParcelLabel } from '#domain/paper/documents.ts';
import { readsOnlyCustomersOf, readsOnlyOf, type Viewer } from '../platform/viewer.ts';
import type { Reading } from '../platform/work.ts';
import { addressLines } from './letterhead.ts';

/** The labels of some shipments, in the order they were asked for. Refused with `not_found`. */
export async function readLabels(
  viewer: Viewer,
  reading: Reading,
  asked: { shipmentIds: readonly string[]; language?: Language | undefined },
): Promise<ParcelLabel[] | { refusal: Refusal }> {
  const rows = await reading.queries.rows<LabelRow>(LABELS, [asked.shipmentIds, readsOnlyCustomersOf(viewer)]);
  const byId = new Map(rows.map((row) => [row.id, row]));
  if (asked.shipmentIds.some((id) => !byId.has(id))) return refuse('not_found');
  return asked.shipmentIds.map((id) => {
    const { id: _, ...label } = byId.get(id) as LabelRow;
    return { ...label, language: asked.language ?? label.language, address: addressLines(label.address) };
  });
}

/** What left a warehouse on a day with one carrier, or on our own truck. Refused with `not_found` for the warehouse. */
export async function readManifest(
  viewer: Viewer,
  reading: Reading,
  asked: { warehouseId: string; on: string; carrier: string | null; language: Language },
): Promise<Manifest | { refusal: Refusal }> {
  const { warehouseId, on, carrier, language } = asked;
  const warehouse = await reading.queries.first<{ name: string }>('select name from warehouses where id = $1', [
    warehouseId,
  ]);
  if (!warehouse) return refuse('not_found');
  const values = [warehouseId, on, reading.company.timeZone, carrier, readsOnlyCustomersOf(viewer)];
  const rows = await reading.queries.rows<StopRow>(STOPS, values);
  const title = [warehouse.name, carrier].filter(Boolean).join(' · ');
  return { language, title, on, stops: rows.map((row, index) => toStop(row, String(index + 1))) };
}

/** What a route brings on a day, in the order of its stops. Refused with `not_found` for the route, or another driver's. */
export async function readRouteManifest(
  viewer: Viewer,
  reading: Reading,
  { routeId, on, language }: { routeId: string; on: string; language: Language },
): Promise<Manifest | { refusal: Refusal }> {
  const [salesRepId, driverId] = readsOnlyOf(viewer);
  const route = await reading.queries.first<{ name: string; driver: string | null; phone: string | null }>(ROUTE, [
    routeId,
    driverId,
  ]);
  if (!route) return refuse('not_found');
  const rows = await reading.queries.rows<StopRow>(STOPS_OF_ROUTE, [routeId, on, salesRepId]);
  const title = [route.name, route.driver, route.phone].filter(Boolean).join(' · ');
  return { language, title, on, stops: rows.map((row) => toStop(row, row.stop ?? '+')) };
}

const toStop = (row: StopRow, stop: string): ManifestStop => ({ ...row, stop, address: addressLines(row.address) });

type StopRow = Omit<ManifestStop, 'address' | 'stop'> & { address: Address | null; stop: string | null };
type LabelRow = Omit<ParcelLabel, 'address'> & { id: string; address: Address | null };

const ADDRESS = `coalesce(s.delivery_address,
  (select a.address from customer_addresses a where a.customer_id = c.id and a.is_default))`;

const LABELS = `
  select s.id, s.number, c.language, json_build_object('name', c.name, 'accountNumber', c.account_number) as customer,
    ${ADDRESS} as address, c.delivery_instructions as instructions,
    coalesce(s.carrier, (select r.name from routes r where r.id = s.route_id)) as carrier, s.tracking_number as "trackingNumber",
    s.estimated_delivery_on as "estimatedDeliveryOn",
    coalesce((select json_agg(distinct o.number) from fulfillments f join orders o on o.id = f.order_id
      where f.shipment_id = s.id), '[]') as "orderNumbers",
    coalesce((select json_agg(f.number order by f.id) from fulfillments f where f.shipment_id = s.id), '[]') as "fulfillmentNumbers"
  from shipments s join customers c on c.id = s.customer_id
  where s.id = any($1::bigint[]) and ($2::bigint is null or c.sales_rep_id = $2)`;

const STOP = `
  select json_build_object('name', c.name, 'accountNumber', c.account_number, 'phone', c.phone) as customer, ${ADDRESS} as address,
    c.delivery_instructions as instructions, c.sale_hold = 'cash_only' as "paysInCash", s.number as "shipmentNumber",
    (select count(*)::text from route_stops own join route_stops before on before.route_id = own.route_id and before.position <= own.position
      where own.route_id = s.route_id and own.customer_id = s.customer_id having count(*) > 0) as stop,
    goods."fulfillmentNumbers", goods.cases, goods.units
  from shipments s
  join customers c on c.id = s.customer_id
  cross join lateral (
    select json_agg(distinct f.number) as "fulfillmentNumbers",
      sum(case when v.units_per_case > 1 then l.leaving / v.units_per_case else 0 end)::integer as cases,
      sum(case when v.units_per_case > 1 then l.leaving % v.units_per_case else l.leaving end)::integer as units
    from fulfillments f join fulfillment_lines l on l.fulfillment_id = f.id join variants v on v.id = l.variant_id
    where f.shipment_id = s.id and f.status <> 'voided') goods`;

const STOPS = `${STOP}
  where s.warehouse_id = $1 and (s.shipped_at at time zone $3)::date = $2::date and s.carrier is not distinct from $4
    and ($5::bigint is null or c.sales_rep_id = $5)
  order by s.shipped_at, s.id`;

const ROUTE = `
  select r.name, u.name as driver, coalesce(r.phone, u.phone) as phone from routes r left join users u on u.id = r.driver_id
  where r.id = $1 and ($2::bigint is null or r.driver_id = $2)`;

const STOPS_OF_ROUTE = `${STOP}
  left join route_stops p on p.route_id = s.route_id and p.customer_id = s.customer_id
  where s.route_id = $1 and s.estimated_delivery_on = $2::date and goods."fulfillmentNumbers" is not null
    and ($3::bigint is null or c.sales_rep_id = $3)
  order by p.position nulls last, s.id`;
