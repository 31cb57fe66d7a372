import { type FieldError, isRefused, type Refusal, refuse } from '#contract/errors.ts';
import type { Request } from '#contract/operations.ts';
import type { Deal } from '#domain/orders/deal.ts';
import { lockStock } from '../ledger/lock-stock.ts';
import { alreadyExists } from '../platform/edit-record.ts';
import { externalOf } from '../platform/sender.ts';
import { mayChangeCustomerOf, readsOnlyCustomersOf, type Viewer } from '../platform/viewer.ts';
import type { Work } from '../platform/work.ts';
import { confirmLockedOrder, settlesDoubleDemand } from './confirm-order.ts';
import {
  chooseDeal,
  LINE_COLUMNS,
  LINE_RECORD,
  LINE_VALUES,
  type PricedLine,
  priceLine,
  type VariantRow,
} from './price-line.ts';
import { readDeals } from './read-deals.ts';

type Body = Request<'createOrder'>['body'];

/**
 * Takes an order at the prices given, or the variants' own, and confirms it in the same transaction when asked.
 *
 * Refusals, in this order: `unknown_reference` (customer, warehouse, variants), `not_your_customer`,
 * `order_has_no_lines` (confirming), `invalid_request` (another currency, more than two decimals of a deal),
 * `quantity_not_whole_multiple`, `deal_above_value`, `already_exists` (the sender's own id).
 */
export async function createOrder(
  viewer: Viewer,
  { body }: Request<'createOrder'>,
  work: Work,
): Promise<{ id: string } | { refusal: Refusal }> {
  const variantIds = body.lines.map(({ variantId }) => variantId);
  const [customer, warehouse, variants, deals] = await Promise.all([
    work.tx.first<CustomerRow>(CUSTOMER, [body.customerId, readsOnlyCustomersOf(viewer)]),
    work.tx.first<{ id: string }>(WAREHOUSE, [body.warehouseId ?? null]),
    work.tx.rows<VariantRow>(VARIANTS, [variantIds]),
    body.confirm ? readDeals(work.tx, body.customerId, variantIds, work.today) : [],
  ]);
  const byId = new Map(variants.map((variant) => [variant.id, variant]));
  if (!customer || !warehouse || byId.size < new Set(variantIds).size)
    return refuse('unknown_reference', { errors: findUnknown(body, { customer, warehouse, byId }) });
  if (!mayChangeCustomerOf(viewer, customer.sales_rep_id)) return refuse('not_your_customer');
  if (body.confirm && body.lines.length === 0) return refuse('order_has_no_lines');
  const priced = priceLines(body, { byId, deals, customerId: customer.id, work });
  if ('refusal' in priced) return priced;

  // Stock rows come first of all locks, also before rows of this new order.
  if (body.confirm) await lockStock(viewer, work, warehouse.id, variantIds);
  const order = await recordOrder(viewer, work, body, { customer, warehouseId: warehouse.id, priced });
  if (!order) return alreadyExists('#/externalId', body.externalId ?? '');
  if (body.confirm) {
    const confirmation = { deals: [], settlesDoubleDemand: settlesDoubleDemand(body.lines) };
    const confirmed = await confirmLockedOrder(viewer, work, order.id, confirmation);
    if (isRefused(confirmed)) return confirmed;
  }
  return { id: order.id };
}

function findUnknown(
  { lines }: Body,
  found: { customer: object | null; warehouse: object | null; byId: ReadonlyMap<string, VariantRow> },
): FieldError[] {
  const unknown: FieldError[] = [];
  if (!found.customer) unknown.push({ pointer: '#/customerId', detail: 'names no customer' });
  if (!found.warehouse) unknown.push({ pointer: '#/warehouseId', detail: 'names no warehouse' });
  for (const [index, { variantId }] of lines.entries())
    if (!found.byId.has(variantId)) unknown.push({ pointer: `#/lines/${index}/variantId`, detail: 'names no variant' });
  return unknown;
}

/** Null when the same sender sent an order with this id. */
async function recordOrder(
  viewer: Viewer,
  work: Work,
  body: Body,
  { customer, warehouseId, priced }: Recorded,
): Promise<{ id: string } | null> {
  const values = orderValues(viewer, work, body, { customer, warehouseId, priced });
  const order = await work.tx.first<{ id: string; number: string }>(INSERT_ORDER, values);
  if (!order) return null;
  work.audit({
    action: 'order.create',
    recordType: 'order',
    recordId: order.id,
    orderId: order.id,
    changes: {
      number: order.number,
      ...(body.customerReference ? { customerReference: body.customerReference } : {}),
      lines: priced.map(({ sku, quantity, unitPrice }) => ({ sku, quantity, unitPrice })),
    },
  });
  return order;
}

type Recorded = { customer: CustomerRow; warehouseId: string; priced: readonly PricedLine[] };

/** In the order of `INSERT_ORDER`. */
function orderValues(viewer: Viewer, work: Work, body: Body, { customer, warehouseId, priced }: Recorded): unknown[] {
  return [
    customer.id,
    warehouseId,
    customer.sales_rep_id,
    work.today,
    body.requestedOn ?? null,
    body.shipPolicy ?? customer.ship_policy ?? work.settings.defaultShipPolicy,
    customer.terms,
    work.company.currency,
    JSON.stringify(body.deliveryAddress ?? customer.address),
    body.notes ?? null,
    work.now,
    viewer.actor,
    JSON.stringify(priced),
    body.customerReference ?? null,
    ...externalOf(viewer, body.externalId),
  ];
}

/** The lines at their prices, with the deals that confirming gives them; refused with the first line at fault. */
function priceLines(
  body: Body,
  {
    byId,
    deals,
    customerId,
    work,
  }: { byId: ReadonlyMap<string, VariantRow>; deals: readonly Deal[]; customerId: string; work: Work },
): PricedLine[] | { refusal: Refusal } {
  const lines = body.lines.map((line, index) =>
    priceLine(line, { index, position: index + 1 }, byId.get(line.variantId) as VariantRow, work.company.currency),
  );
  const priced: PricedLine[] = [];
  for (const line of lines) {
    if (isRefused(line)) return line;
    const productId = (byId.get(line.variantId) as VariantRow).product_id;
    const deal =
      line.dealName === null ? chooseDeal(deals, { ...line, productId }, { customerId, today: work.today }) : null;
    priced.push({ ...line, ...deal });
  }
  return priced;
}

type CustomerRow = {
  id: string;
  sales_rep_id: string | null;
  terms: string;
  ship_policy: 'partial' | 'complete' | null;
  address: unknown;
};
const CUSTOMER = `
  select c.id, c.sales_rep_id, c.terms, c.ship_policy, a.address
  from customers c left join customer_addresses a on a.customer_id = c.id and a.is_default
  where c.id = $1 and ($2::bigint is null or c.sales_rep_id = $2)`;

const VARIANTS = 'select id, product_id, sku, price, order_multiple from variants where id = any($1::bigint[])';

/** Without a warehouse in the order, the first one. */
const WAREHOUSE = `select id from warehouses where $1::bigint is null or id = $1 order by id limit 1`;

const INSERT_ORDER = `
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
