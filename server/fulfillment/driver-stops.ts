import type { Answer, Request } from '#contract/operations.ts';
import { itemPairs } from '../catalog/item-words.ts';
import { creditedOf } from '../ledger/sql-words.ts';
import { readsOnlyOf, type Viewer } from '../platform/viewer.ts';
import type { Reading } from '../platform/work.ts';
import { GIVEN_BACK_FOR } from './take-along.ts';

type Stop = Answer<'listDeliveries'>['stops'][number];

/** What our trucks bring on a day, stop by stop. What was not delivered on its day stays on the truck of today. */
export async function listDeliveries(
  viewer: Viewer,
  { query }: Request<'listDeliveries'>,
  { queries, today }: Reading,
): Promise<Answer<'listDeliveries'>> {
  const { on = today, routeId = null } = query;
  const rows = await queries.rows<{ stop: Stop }>(STOPS, [...readsOnlyOf(viewer), on, routeId, today]);
  return { on, stops: rows.map(({ stop }) => stop) };
}

const STOPS = `
  with stops as (
    select s.*, r.name as route_name,
      (select count(*)::integer from route_stops p where p.route_id = r.id and p.position <= own.position) as stop
    from routes r join shipments s on s.route_id = r.id
    left join route_stops own on own.route_id = r.id and own.customer_id = s.customer_id
    where ($2::bigint is null or r.driver_id = $2) and ($4::bigint is null or r.id = $4)
      and (s.estimated_delivery_on = $3::date
        or ($3::date = $5::date and s.estimated_delivery_on < $3::date
          and s.id in (select f.shipment_id from fulfillments f where f.status = 'shipped'))))
  select json_build_object(
    'shipmentId', s.id::text, 'shipmentNumber', s.number,
    'status', case when s.shipped_at is null then 'planned' when on_it.open then 'shipped' else 'delivered' end,
    'stop', nullif(s.stop, 0), 'routeId', s.route_id::text, 'routeName', s.route_name, 'deliveryOn', s.estimated_delivery_on,
    'customerId', c.id::text, 'customerName', c.name, 'phone', c.phone,
    'deliveryAddress', coalesce(s.delivery_address,
      (select a.address from customer_addresses a where a.customer_id = c.id and a.is_default)),
    'deliveryInstructions', c.delivery_instructions, 'saleHold', c.sale_hold, 'saleHoldReason', c.sale_hold_reason,
    'cashDue', case when c.sale_hold = 'cash_only' then (
      select money(sum(i.amount - ${creditedOf('i', 'amendment')}), min(i.currency)) from invoices i join fulfillments f on f.id = i.fulfillment_id
      where f.shipment_id = s.id and f.status = 'shipped' having count(*) > 0) end,
    'fulfillments', on_it.fulfillments) as stop
  from stops s join customers c on c.id = s.customer_id
  cross join lateral (
    select bool_or(f.status = 'shipped') as open,
      json_agg(json_build_object('id', f.id::text, 'number', f.number, 'status', f.status, 'orderNumber', o.number,
        'deliveredAt', instant(f.delivered_at), 'receivedBy', f.received_by, 'version', f.version,
        'lines', (select coalesce(json_agg(json_build_object('id', l.id::text, ${itemPairs()}, 'lot', l.lot,
            'quantity', l.leaving - l.returned, 'undelivered', l.undelivered) order by l.id), '[]')
          from fulfillment_lines l join variants v on v.id = l.variant_id
          where l.fulfillment_id = f.id and l.leaving > 0),
        'takeAlong', (select coalesce(json_agg(json_build_object('returnLineId', b.id::text, 'returnNumber', b.number, ${itemPairs()},
            'quantity', b.with_customer) order by b.id), '[]')
          from (${GIVEN_BACK_FOR('f.id')}) b join variants v on v.id = b.variant_id)) order by f.id) as fulfillments
    from fulfillments f join orders o on o.id = f.order_id
    where f.shipment_id = s.id and f.status <> 'voided') on_it
  where on_it.fulfillments is not null and ($1::bigint is null or c.sales_rep_id = $1)
  order by s.route_name, nullif(s.stop, 0) nulls last, s.id`;
