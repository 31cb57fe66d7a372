import { nextInvoiceAmount } from '#domain/invoicing/line-value.ts';
import { formatAmount, parseAmount, type TenThousandths } from '#domain/money.ts';
import type { Quantity } from '#domain/quantity.ts';
import type { Work } from '../platform/work.ts';

/** Units of an order line that are charged now. */
export type ChargedUnits = {
  orderLineId: string;
  /** With what they leave; null where they are charged in advance. */
  fulfillmentLineId: string | null;
  quantity: Quantity;
  /** Of the whole order line, like its value. */
  orderedQuantity: Quantity;
  value: TenThousandths;
  unitPrice: TenThousandths;
};

type Charge = {
  orderId: string;
  customerId: string;
  currency: string;
  fulfillmentId: string | null;
  /** What is charged for carriage of the fulfillment. */
  freight: TenThousandths;
  lines: readonly ChargedUnits[];
};

/**
 * Makes an invoice of units of one order: each line at its share of the frozen value less what was invoiced before (rule 21), and of
 * freight, which may stand alone. The caller holds the order.
 */
export async function invoiceUnits(
  work: Work,
  { orderId, customerId, currency, fulfillmentId, freight, lines }: Charge,
): Promise<void> {
  const earlier = await work.tx.rows<Earlier>(INVOICED, [lines.map(({ orderLineId }) => orderLineId)]);
  const amounts = lines.map((line) => amountOf(line, earlier));
  await work.tx.rows(INVOICE, [
    fulfillmentId,
    orderId,
    customerId,
    currency,
    formatAmount(amounts.reduce((sum, amount) => sum + amount, freight)),
    work.today,
    work.now,
    lines.map((line) => line.fulfillmentLineId),
    lines.map((line) => line.orderLineId),
    lines.map(({ quantity }) => quantity),
    lines.map(({ unitPrice }) => formatAmount(unitPrice)),
    amounts.map(formatAmount),
  ]);
}

/**
 * Invoices in advance what was confirmed of an order and no invoice charges: all of it at its confirmation, and later what a change
 * of it adds. What its confirmation cancelled for want of stock is charged to nobody. The caller holds the order.
 */
export async function invoiceInAdvance(work: Work, orderId: string): Promise<void> {
  const due = await work.tx.rows<Due>(DUE, [orderId]);
  const [first] = due;
  if (!first) return;
  const { customerId, currency } = first;
  const lines = due.map((line) => ({
    ...line,
    fulfillmentLineId: null,
    value: parseAmount(line.value) as TenThousandths,
    unitPrice: parseAmount(line.unitPrice) as TenThousandths,
  }));
  await invoiceUnits(work, { orderId, customerId, currency, fulfillmentId: null, freight: 0n, lines });
}

type Earlier = { order_line_id: string; charged: number; amount: string };

type Due = Pick<ChargedUnits, 'orderLineId' | 'quantity' | 'orderedQuantity'> & {
  value: string;
  unitPrice: string;
  customerId: string;
  currency: string;
};

function amountOf(
  { orderLineId, quantity, orderedQuantity, value }: ChargedUnits,
  earlier: readonly Earlier[],
): TenThousandths {
  const before = earlier.find(({ order_line_id }) => order_line_id === orderLineId);
  return nextInvoiceAmount({
    quantity: orderedQuantity,
    value,
    shippedSoFar: (before?.charged ?? 0) + quantity,
    invoicedSoFar: parseAmount(before?.amount ?? '0') as bigint,
  });
}

// What is still charged: without what was credited since.
const INVOICED = `
  select order_line_id, sum(quantity)::integer as charged, sum(amount) as amount
  from (
    select order_line_id, quantity, amount from invoice_lines where order_line_id = any($1::bigint[])
    union all
    select v.order_line_id, -c.quantity, -c.amount from credit_note_lines c join invoice_lines v on v.id = c.invoice_line_id
    where v.order_line_id = any($1::bigint[])) charged
  group by order_line_id`;

const INVOICE = `
  with header as (
    insert into invoices (fulfillment_id, order_id, customer_id, currency, amount, invoiced_on, created_at)
    values ($1, $2, $3, $4, $5, $6, $7) returning id)
  insert into invoice_lines (invoice_id, fulfillment_line_id, order_line_id, quantity, unit_price, amount)
  select header.id, l.fulfillment_line_id, l.order_line_id, l.quantity, l.unit_price, l.amount
  from header, unnest($8::bigint[], $9::bigint[], $10::integer[], $11::numeric[], $12::numeric[])
    as l(fulfillment_line_id, order_line_id, quantity, unit_price, amount)`;

const DUE = `
  select l.id as "orderLineId", waits.quantity, l.quantity as "orderedQuantity", l.value, l.unit_price as "unitPrice",
    o.customer_id as "customerId", o.currency
  from orders o join order_lines l on l.order_id = o.id
  cross join lateral (select sum(q.prepaid)::integer as quantity from queue_lines q where q.order_line_id = l.id) waits
  where o.id = $1 and l.return_line_id is null and waits.quantity > 0
    and not exists (select from invoice_lines v where v.order_line_id = l.id)
  order by l.position`;
