import { chargedInAdvanceBy, creditedOf, INVOICED_FREIGHT } from '../ledger/sql-words.ts';
import type { Reading } from '../platform/work.ts';
import type { OpenedLink } from './open-link.ts';
import { CREDITED_SINCE, type PageInvoice } from './read-records.ts';

/** What left for the customer, with the papers that exist of it. */
export type Delivery = {
  fulfillmentId: string;
  number: string;
  orderNumber: string;
  backorderId: string | null;
  shippedAt: string;
  carrier: string | null;
  trackingNumber: string | null;
  trackingUrl: string | null;
  estimatedDeliveryOn: string | null;
  deliveredAt: string | null;
  receivedBy: string | null;
  /** The one of its order that was made in advance, and its own. */
  invoices: PageInvoice[];
  /** Since when it is known not to be there; null where it is, or was settled. */
  missedAt: string | null;
  lines: { item: string; sku: string; baseUnit: string; unitsPerCase: number; quantity: number }[];
};

const SHOWN_DAYS = 60;
const SHOWN_AT_MOST = 8;

/** What left lately, the newest first. */
export function readDeliveries(reading: Reading, link: OpenedLink): Promise<Delivery[]> {
  const since = new Date(Date.parse(reading.now) - SHOWN_DAYS * 86_400_000).toISOString();
  return reading.queries.rows<Delivery>(DELIVERIES, [link.customerId, link.backorderId, since, SHOWN_AT_MOST]);
}

const DELIVERIES = `
  select f.id as "fulfillmentId", f.number, o.number as "orderNumber", f.backorder_id as "backorderId", f.shipped_at as "shippedAt",
    s.carrier, s.tracking_number as "trackingNumber",
    tracking_address(s.carrier_id, s.carrier, s.tracking_number) as "trackingUrl", s.estimated_delivery_on as "estimatedDeliveryOn", f.delivered_at as "deliveredAt",
    f.received_by as "receivedBy",
    coalesce((select json_agg(json_build_object('id', i.id::text, 'number', d.number, 'amount', money(i.amount - ${creditedOf('i', 'amendment')}, i.currency),
        'credited', ${CREDITED_SINCE}, 'freight', case when i.fulfillment_id is not null and ${INVOICED_FREIGHT} > 0 then money(${INVOICED_FREIGHT}, i.currency) end) order by i.id)
      from invoices i join invoice_dispositions d on d.invoice_id = i.id where i.id in (
        select own.id from invoices own where own.fulfillment_id = f.id
        union all select ${chargedInAdvanceBy('f')} where o.invoice_rule = 'in_advance')), '[]') as invoices,
    f.reopened_at as "missedAt",
    coalesce((select json_agg(json_build_object('item', v.item_name, 'sku', v.sku, 'baseUnit', v.base_unit, 'unitsPerCase', v.units_per_case,
        'quantity', fl.leaving) order by fl.id)
      from fulfillment_lines fl join variants v on v.id = fl.variant_id where fl.fulfillment_id = f.id and fl.leaving > 0), '[]') as lines
  from orders o join fulfillments f on f.order_id = o.id left join shipments s on s.id = f.shipment_id
  where o.customer_id = $1 and ($2::bigint is null or f.backorder_id = $2) and f.shipped_at > $3 and f.voided_at is null
  order by f.shipped_at desc, f.id desc limit $4`;
