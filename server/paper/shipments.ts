import { type Refusal, refuse } from '#contract/errors.ts';
import type { Address } from '#contract/primitives.ts';
import type { Language } from '#domain/messages/words.ts';
import type { Manifest, ManifestStop, ParcelLabel } from '#domain/paper/documents.ts';
import { readsOnlyCustomersOf, type Viewer } from '../platform/viewer.ts';
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
  const rows = await reading.queries.rows<Omit<ManifestStop, 'address'> & { address: Address | null }>(STOPS, values);
  const title = [warehouse.name, carrier].filter(Boolean).join(' · ');
  return { language, title, on, stops: rows.map((row) => ({ ...row, address: addressLines(row.address) })) };
}

type LabelRow = Omit<ParcelLabel, 'address'> & { id: string; address: Address | null };

const ADDRESS = `coalesce(s.delivery_address,
  (select a.address from customer_addresses a where a.customer_id = c.id and a.is_default))`;

const LABELS = `
  select s.id, s.number, c.language, json_build_object('name', c.name, 'accountNumber', c.account_number) as customer,
    ${ADDRESS} as address, c.delivery_instructions as instructions, s.carrier, s.tracking_number as "trackingNumber",
    s.estimated_delivery_on as "estimatedDeliveryOn",
    coalesce((select json_agg(distinct o.number) from fulfillments f join orders o on o.id = f.order_id
      where f.shipment_id = s.id), '[]') as "orderNumbers",
    coalesce((select json_agg(f.number order by f.id) from fulfillments f where f.shipment_id = s.id), '[]') as "fulfillmentNumbers"
  from shipments s join customers c on c.id = s.customer_id
  where s.id = any($1::bigint[]) and ($2::bigint is null or c.sales_rep_id = $2)`;

const STOPS = `
  select json_build_object('name', c.name, 'accountNumber', c.account_number, 'phone', c.phone) as customer, ${ADDRESS} as address,
    c.delivery_instructions as instructions, s.number as "shipmentNumber", goods."fulfillmentNumbers", goods.cases, goods.units
  from shipments s
  join customers c on c.id = s.customer_id
  cross join lateral (
    select json_agg(distinct f.number) as "fulfillmentNumbers",
      sum(case when v.units_per_case > 1 then l.leaving / v.units_per_case else 0 end)::integer as cases,
      sum(case when v.units_per_case > 1 then l.leaving % v.units_per_case else l.leaving end)::integer as units
    from fulfillments f join fulfillment_lines l on l.fulfillment_id = f.id join variants v on v.id = l.variant_id
    where f.shipment_id = s.id) goods
  where s.warehouse_id = $1 and (s.shipped_at at time zone $3)::date = $2::date and s.carrier is not distinct from $4
    and ($5::bigint is null or c.sales_rep_id = $5)
  order by s.shipped_at, s.id`;
