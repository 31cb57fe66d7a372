import { type FieldError, isRefused, type Refusal, refuse } from '#contract/errors.ts';
import type { Request } from '#contract/operations.ts';
import type { Deal } from '#domain/orders/deal.ts';
import { type AskedQuantity, askAboutQuantities } from '../inventory/ask-about-quantities.ts';
import { lockStock } from '../ledger/lock-stock.ts';
import { alreadyExists } from '../platform/edit-record.ts';
import { externalOf } from '../platform/sender.ts';
import { mayChangeCustomerOf, readsOnlyCustomersOf, type Viewer } from '../platform/viewer.ts';
import type { Work } from '../platform/work.ts';
import { confirmLockedOrder, settlesDoubleDemand } from './confirm-order.ts';
import { insertOrder, type OrderHeader } from './insert-order.ts';
import { chooseDeal, type PricedLine, priceLine, type VariantRow } from './price-line.ts';
import { readDeals } from './read-deals.ts';

type Body = Request<'createOrder'>['body'];

/**
 * Takes an order at the prices given, or the variants' own, and confirms it in the same transaction when asked.
 *
 * Refusals, in this order: `unknown_reference` (customer, warehouse, variants), `not_your_customer`,
 * `order_has_no_lines` (confirming), `invalid_request` (another currency, more than two decimals of a deal),
 * `quantity_not_whole_multiple`, `deal_above_value`, `price_ended`, `quantity_unconfirmed`, `already_exists` (the sender's own id).
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
  const doubt = body.confirmed ? null : await askAboutQuantities(work, priced.map(atItsPlace));
  if (doubt) return doubt;

  // Stock rows come first of all locks, also before rows of this new order.
  if (body.confirm) await lockStock(viewer, work, warehouse.id, variantIds);
  const header = { ...headerOf(viewer, body, customer, work), warehouseId: warehouse.id };
  const order = await insertOrder(viewer, work, header, priced);
  if (!order) return alreadyExists('#/externalId', body.externalId ?? '');
  if (body.confirm) {
    const confirmation = { deals: [], settlesDoubleDemand: settlesDoubleDemand(body.lines) };
    const confirmed = await confirmLockedOrder(viewer, work, order.id, confirmation);
    if (isRefused(confirmed)) return confirmed;
  }
  return { id: order.id };
}

function atItsPlace({ variantId, sku, quantity }: PricedLine, index: number): AskedQuantity {
  return { index, variantId, sku, quantity };
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

function headerOf(viewer: Viewer, body: Body, customer: CustomerRow, work: Work): Omit<OrderHeader, 'warehouseId'> {
  const [externalId, externalSender] = externalOf(viewer, body.externalId);
  return {
    customerId: customer.id,
    salesRepId: customer.sales_rep_id,
    requestedOn: body.requestedOn ?? null,
    shipPolicy: body.shipPolicy ?? customer.ship_policy ?? work.settings.defaultShipPolicy,
    terms: customer.terms,
    deliveryAddress: body.deliveryAddress ?? customer.address,
    notes: body.notes ?? null,
    customerReference: body.customerReference ?? null,
    externalId,
    externalSender,
  };
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
    priceLine(line, { index, position: index + 1 }, byId.get(line.variantId) as VariantRow, work),
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
