import { type Refusal, refuse } from '#contract/errors.ts';
import type { Address } from '#contract/primitives.ts';
import type { Language } from '#domain/messages/words.ts';
import type { PackingSlip, PaperItem, Reprint, ToCome } from '#domain/paper/documents.ts';
import { dateIn } from '../platform/company.ts';
import { readsOnlyCustomersOf, type Viewer } from '../platform/viewer.ts';
import type { Reading } from '../platform/work.ts';
import { addressLines } from './letterhead.ts';
import { type StillOpen, sayWhenTheyCome } from './still-to-come.ts';

/**
 * What the packing slips of some fulfillments say, in the order they were asked for: what is in the parcel, and by today's
 * supply what of the order still comes. Refused with `not_found` when one of them may not be read, then `fulfillment_voided`.
 */
export async function readPackingSlips(
  viewer: Viewer,
  reading: Reading,
  asked: { fulfillmentIds: readonly string[]; language?: Language | undefined },
): Promise<PackingSlip[] | { refusal: Refusal }> {
  const rows = await reading.queries.rows<Row>(SLIPS, [asked.fulfillmentIds, readsOnlyCustomersOf(viewer)]);
  const byId = new Map(rows.map((row) => [row.id, row]));
  if (asked.fulfillmentIds.some((id) => !byId.has(id))) return refuse('not_found');
  if (rows.some(({ isVoided }) => isVoided)) return refuse('fulfillment_voided');
  const open = await sayWhenTheyCome(reading, [...new Set(rows.map(({ orderId }) => orderId))]);
  return asked.fulfillmentIds.map((id) => {
    const row = byId.get(id) as Row;
    return toSlip(row, open.get(row.orderId) ?? [], { reading, language: asked.language ?? row.language });
  });
}

function toSlip(
  row: Row,
  open: readonly StillOpen[],
  { reading, language }: { reading: Reading; language: Language },
): PackingSlip {
  const here = new Set(row.lines.map(({ orderLineId }) => orderLineId));
  const ofBackorder = open.filter(({ backorderId }) => backorderId === row.backorderId);
  return {
    language,
    number: row.number,
    on: dateIn(reading.company.timeZone, row.shippedAt ?? row.pickedAt),
    customer: row.customer,
    address: addressLines(row.address),
    instructions: row.instructions,
    saleHold: row.saleHold,
    order: row.order,
    backorderNumber: row.backorderNumber,
    completes: (row.backorderId === null ? open : ofBackorder).length === 0,
    shipment: row.shipment,
    lines: row.lines.map(({ orderLineId, ...line }) => ({
      ...line,
      toCome: open.filter((one) => one.orderLineId === orderLineId).flatMap((one) => one.toCome),
    })),
    notHere: notHere(open.filter(({ orderLineId }) => !here.has(orderLineId))),
    reprint: row.reprint,
  };
}

/** One row for each line of the order, however many backorders it waits on. */
function notHere(open: readonly StillOpen[]): PackingSlip['notHere'] {
  const lines = new Map<string, PaperItem & { toCome: ToCome[] }>();
  for (const { orderLineId, item, toCome } of open) {
    const line = lines.get(orderLineId);
    if (line) line.toCome.push(...toCome);
    else lines.set(orderLineId, { ...item, toCome: [...toCome] });
  }
  return [...lines.values()];
}

type Row = {
  id: string;
  number: string;
  isVoided: boolean;
  language: Language;
  orderId: string;
  backorderId: string | null;
  backorderNumber: string | null;
  pickedAt: string;
  shippedAt: string | null;
  customer: PackingSlip['customer'];
  address: Address | null;
  instructions: string | null;
  saleHold: PackingSlip['saleHold'];
  order: PackingSlip['order'];
  shipment: PackingSlip['shipment'];
  lines: (Omit<PackingSlip['lines'][number], 'toCome'> & { orderLineId: string })[];
  reprint: Reprint | null;
};

const SLIPS = `
  select f.id, f.number, f.voided_at is not null as "isVoided", c.language, o.id as "orderId", b.id as "backorderId",
    b.number as "backorderNumber", f.picked_at as "pickedAt", f.shipped_at as "shippedAt",
    json_build_object('name', c.name, 'accountNumber', c.account_number) as customer,
    coalesce(s.delivery_address, b.delivery_address, o.delivery_address,
      (select a.address from customer_addresses a where a.customer_id = c.id and a.is_default)) as address,
    c.delivery_instructions as instructions, c.sale_hold as "saleHold",
    json_build_object('number', o.number, 'orderedOn', o.ordered_on, 'customerReference', o.customer_reference) as "order",
    case when s.id is not null then json_build_object('carrier', s.carrier, 'route', (select r.name from routes r where r.id = s.route_id),
      'trackingNumber', s.tracking_number,
      'estimatedDeliveryOn', s.estimated_delivery_on) end as shipment,
    coalesce((select json_agg(json_build_object('orderLineId', l.id::text, 'item', v.item_name, 'sku', v.sku, 'upc', v.upc,
        'baseUnit', v.base_unit, 'unitsPerCase', v.units_per_case, 'ordered', l.quantity - l.taken_back, 'sent', fl.leaving,
        'lot', fl.lot) order by l.position, fl.id)
      from fulfillment_lines fl join order_lines l on l.id = fl.order_line_id join variants v on v.id = l.variant_id
      where fl.fulfillment_id = f.id and fl.leaving > 0), '[]') as lines,
    (select json_build_object('copy', p.copy, 'reason', p.reason) from prints p
      where p.fulfillment_id = f.id and p.document = 'packing_slip' and p.copy > 1 order by p.copy desc limit 1) as reprint
  from fulfillments f
  join orders o on o.id = f.order_id
  join customers c on c.id = f.customer_id
  left join backorders b on b.id = f.backorder_id
  left join shipments s on s.id = f.shipment_id
  where f.id = any($1::bigint[]) and ($2::bigint is null or c.sales_rep_id = $2)`;
