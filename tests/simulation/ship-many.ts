import { SETTLEMENTS, type Settlement } from '#domain/invoicing/invoice-rule.ts';
import { nextInvoiceAmount } from '#domain/invoicing/line-value.ts';
import { formatAmount, parseAmount } from '#domain/money.ts';
import { creditUnits } from '#server/ledger/credit-units.ts';
import { cancelOrder } from '#server/orders/cancel-order.ts';
import type { Database } from '#server/platform/database.ts';
import { perform } from '#server/platform/perform.ts';
import { inTransaction, type Queries, queriesOf } from '#server/platform/transaction.ts';
import { systemViewer } from '#server/platform/viewer.ts';
import type { Chance } from './seeded-random.ts';

const VIEWER = systemViewer('simulation');

export type SoldLine = {
  id: string;
  queueLineId: string;
  variantId: string;
  quantity: number;
  value: string;
  price: string;
  /** Or cancelled. */
  shipped: number;
};

/** The lines of an order, as they ship. */
export function soldLines(database: Database, orderId: string): Promise<SoldLine[]> {
  return queriesOf(database).rows<SoldLine>(
    `select l.id, q.id as "queueLineId", l.variant_id as "variantId", l.quantity, l.value, l.unit_price as price, 0 as shipped
     from order_lines l join queue_lines q on q.order_line_id = l.id where l.order_id = $1 order by l.id`,
    [orderId],
  );
}

/**
 * Ships some units of some lines as one fulfillment with its invoice: the rows that a shipment writes of them, and no stock. Of every
 * second the customer is charged freight.
 */
export async function shipSome(
  database: Database,
  orderId: string,
  lines: readonly SoldLine[],
  chance: Chance,
  at: string,
) {
  const leaving = lines.flatMap((line) => {
    const left = line.quantity - line.shipped;
    const units = chance.below(10) < 7 ? Math.min(left, chance.between(1, 4)) : 0;
    return units > 0 ? [{ line, units }] : [];
  });
  if (leaving.length === 0) return null;
  const charges = await queriesOf(database).rows<{ id: string; units: number; amount: string }>(CHARGED, [orderId]);
  const charged = leaving.map(({ line, units }) => {
    line.shipped += units;
    const before = charges.find(({ id }) => id === line.id);
    const amount = nextInvoiceAmount({
      quantity: line.quantity,
      value: parseAmount(line.value) as bigint,
      shippedSoFar: (before?.units ?? 0) + units,
      invoicedSoFar: parseAmount(before?.amount ?? '0') as bigint,
    });
    return { line, units, amount };
  });
  const freight = chance.below(2) === 0 ? BigInt(chance.between(1, 9_999)) * 100n : 0n;
  const sum = formatAmount(charged.reduce((all, { amount }) => all + amount, freight));
  return inTransaction(database, async (tx: Queries) => {
    const made = await tx.row<{ id: string }>(SHIP, [orderId, at, formatAmount(freight)]);
    const of = (pick: (one: (typeof charged)[number]) => unknown) => charged.map(pick);
    await tx.rows(LINES, [
      made.id,
      orderId,
      of(({ line }) => line.id),
      of(({ line }) => line.queueLineId),
      of(({ line }) => line.variantId),
      of(({ units }) => units),
    ]);
    await tx.rows(INVOICE, [
      made.id,
      sum,
      at,
      of(({ line }) => line.id),
      of(({ amount }) => formatAmount(amount)),
      of(({ line }) => line.price),
    ]);
    return { fulfillmentId: made.id };
  });
}

/** Takes back some units of one line of a fulfillment, or all there are: at the door, lost, or as a return, where its freight stays. */
export async function creditSome(
  database: Database,
  orderId: string,
  fulfillmentId: string,
  chance: Chance,
  now: string,
): Promise<void> {
  const lines = await queriesOf(database).rows<{ id: string; orderLineId: string; quantity: number }>(
    'select id, order_line_id as "orderLineId", quantity from fulfillment_lines where fulfillment_id = $1 order by id',
    [fulfillmentId],
  );
  const isWhole = chance.below(10) < 3;
  const some = isWhole ? lines : lines.slice(0, 1);
  await perform(VIEWER, database, now, (work) =>
    creditUnits(VIEWER, work, {
      ...(chance.one(CREDITS) as (typeof CREDITS)[number]),
      orderId,
      fulfillmentId,
      lines: some.map(({ id, orderLineId, quantity }) => ({
        orderLineId,
        fulfillmentLineId: id,
        isOwnOnly: true,
        quantity: isWhole ? quantity : chance.between(1, quantity),
      })),
    }),
  );
}

const CREDITS = [
  { kind: 'amendment', reason: 'not_delivered' },
  { kind: 'credit_note', reason: 'not_received' },
  { kind: 'credit_note', reason: 'returned' },
] as const;

/** Cancels some units of one line of an order, with what the customer gets of it. */
export async function cancelSome(
  database: Database,
  orderId: string,
  lines: readonly SoldLine[],
  chance: Chance,
  now: string,
): Promise<void> {
  const line = chance.one(lines.filter(({ quantity, shipped }) => shipped < quantity)) as SoldLine;
  const quantity = Math.min(line.quantity - line.shipped, chance.between(1, 9));
  line.shipped += quantity;
  const settlement = chance.one(SETTLEMENTS) as Settlement;
  const said = { reason: 'customer_requested' as const, notifyCustomer: false, settlement };
  const body = { ...said, lines: [{ orderLineId: line.id, quantity }] };
  await perform(VIEWER, database, now, (work) => cancelOrder(VIEWER, { params: { id: orderId }, body }, work));
}

const CHARGED = `
  select il.order_line_id as id, sum(il.quantity - coalesce(c.quantity, 0))::integer as units, sum(il.amount - coalesce(c.amount, 0)) as amount
  from invoice_lines il join invoices i on i.id = il.invoice_id
  left join (select invoice_line_id, sum(quantity) as quantity, sum(amount) as amount from credit_note_lines group by 1) c on c.invoice_line_id = il.id
  where i.order_id = $1 group by 1`;
const SHIP = `
  with left_by as (
    insert into shipments (customer_id, warehouse_id, carrier, tracking_number, shipped_at, shipped_by, created_at, created_by)
    select customer_id, warehouse_id, 'UPS', '1Z' || id, $2, 'simulation', $2, 'simulation' from orders where id = $1 returning id)
  insert into fulfillments (order_id, customer_id, warehouse_id, shipment_id, picked_at, picked_by, shipped_at, freight)
  select o.id, o.customer_id, o.warehouse_id, left_by.id, $2, 'simulation', $2, $3 from orders o, left_by where o.id = $1 returning id`;
const LINES = `
  insert into fulfillment_lines (fulfillment_id, order_id, order_line_id, queue_line_id, variant_id, warehouse_id, quantity)
  select $1, $2, l.id, l.queue_line_id, l.variant_id, o.warehouse_id, l.quantity
  from orders o, unnest($3::bigint[], $4::bigint[], $5::bigint[], $6::integer[]) l(id, queue_line_id, variant_id, quantity) where o.id = $2`;
const INVOICE = `
  with header as (
    insert into invoices (fulfillment_id, order_id, customer_id, currency, amount, invoiced_on, created_at)
    select f.id, f.order_id, f.customer_id, 'USD', $2, $3::timestamptz::date, $3 from fulfillments f where f.id = $1 returning id)
  insert into invoice_lines (invoice_id, fulfillment_line_id, order_line_id, quantity, unit_price, amount)
  select header.id, l.id, l.order_line_id, l.quantity, c.price, c.amount
  from header, fulfillment_lines l join unnest($4::bigint[], $5::numeric[], $6::numeric[]) c(order_line_id, amount, price) using (order_line_id)
  where l.fulfillment_id = $1`;
