import type { Viewer } from '../platform/viewer.ts';
import type { Work } from '../platform/work.ts';
import { LINE_COLUMNS, LINE_RECORD, LINE_VALUES, type PricedLine } from './price-line.ts';

/** An order without its lines, as it is written. */
export type OrderHeader = {
  customerId: string;
  warehouseId: string;
  salesRepId: string | null;
  requestedOn: string | null;
  shipPolicy: string;
  terms: string;
  deliveryAddress: unknown;
  notes: string | null;
  customerReference: string | null;
  externalId: string | null;
  externalSender: string | null;
};

/** Writes a draft with its lines. Null when the same sender sent an order with this id. */
export async function insertOrder(
  viewer: Viewer,
  work: Work,
  header: OrderHeader,
  priced: readonly PricedLine[],
  audited: Record<string, unknown> = {},
): Promise<{ id: string; number: string } | null> {
  const order = await work.tx.first<{ id: string; number: string }>(INSERT, valuesOf(viewer, work, header, priced));
  if (!order) return null;
  work.audit({
    action: 'order.create',
    recordType: 'order',
    recordId: order.id,
    orderId: order.id,
    changes: {
      number: order.number,
      ...(header.customerReference ? { customerReference: header.customerReference } : {}),
      lines: priced.map(({ sku, quantity, unitPrice, priceReason }) => ({
        ...{ sku, quantity, unitPrice },
        ...(priceReason ? { priceReason } : {}),
      })),
      ...audited,
    },
  });
  return order;
}

/** In the order of `INSERT`. */
const valuesOf = (viewer: Viewer, work: Work, header: OrderHeader, priced: readonly PricedLine[]): unknown[] => [
  header.customerId,
  header.warehouseId,
  header.salesRepId,
  work.today,
  header.requestedOn,
  header.shipPolicy,
  header.terms,
  work.company.currency,
  JSON.stringify(header.deliveryAddress),
  header.notes,
  work.now,
  viewer.actor,
  JSON.stringify(priced),
  header.customerReference,
  header.externalId,
  header.externalSender,
];

const INSERT = `
  with lines as (
    select * from jsonb_to_recordset($13::jsonb) l(${LINE_RECORD})),
  header as (
    insert into orders (customer_id, warehouse_id, sales_rep_id, ordered_on, requested_on, ship_policy, terms, currency,
      delivery_address, notes, created_at, created_by, ordered, customer_reference, external_id, external_sender)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, (select coalesce(sum(quantity), 0) from lines), $14, $15, $16)
    on conflict (external_id, external_sender) where external_id is not null do nothing
    returning id, number),
  inserted as (
    insert into order_lines (order_id, ${LINE_COLUMNS})
    select header.id, ${LINE_VALUES} from header, lines)
  select id, number from header`;
