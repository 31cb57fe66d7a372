import type { Written } from '#domain/invoicing/compare-document.ts';
import type { DocumentFacts, DocumentLine } from '#domain/invoicing/compose-document.ts';
import { parseAmount, type TenThousandths } from '#domain/money.ts';
import type { Queries } from '../platform/transaction.ts';

/** What is to be written of one disposition: an invoice, a credit memo for what is given back, or the voiding of an invoice. */
export type Document = {
  kind: 'invoice' | 'credit_memo' | 'void';
  customerId: string;
  /** Without tax. */
  net: TenThousandths;
  facts: DocumentFacts;
  /** The invoice that is voided, as we wrote it. */
  voids: Voided | null;
};

/** An invoice of ours in the ledger. */
export type Voided = { dispositionId: string; ledgerId: string; written: Written };

type Row = {
  invoiceId: string | null;
  creditNoteId: string | null;
  customerId: string;
  number: string;
  ownNumber: string;
  issuedOn: string;
  customerName: string;
  customerEmail: string | null;
  orderNumber: string;
  customerReference: string | null;
  fulfillmentNumber: string | null;
  isRefund: boolean;
  voids: Voided | null;
  shippedOn: string | null;
  carrier: string | null;
  trackingNumber: string | null;
  deliveryAddress: Record<string, string> | null;
  freight: string;
  lines: (Omit<DocumentLine, 'unitPrice' | 'amount'> & { unitPrice: string; amount: string })[];
};

/** What a disposition is about, as the records stand; its lines and freight without what its invoice was amended by before it was sent. */
export async function readDocument(queries: Queries, dispositionId: string): Promise<Document> {
  const row = await queries.row<Row>(DOCUMENT, [dispositionId]);
  const lines = row.lines.map((line) => ({ ...line, unitPrice: exact(line.unitPrice), amount: exact(line.amount) }));
  const freight = exact(row.freight);
  const kind = row.invoiceId !== null ? 'invoice' : row.voids ? 'void' : 'credit_memo';
  return {
    kind,
    customerId: row.customerId,
    voids: row.voids,
    net: lines.reduce((sum, { amount }) => sum + amount, freight),
    facts: {
      number: row.number,
      issuedOn: row.issuedOn,
      privateNote: noteOf(row),
      customerNote: row.customerReference,
      customer: { name: row.customerName, email: row.customerEmail },
      lines,
      freight,
      shipment: row.shippedOn === null ? null : shipmentOf(row, row.shippedOn),
    },
  };
}

const exact = (amount: string) => parseAmount(amount) as TenThousandths;

/** Names our record whatever its number there has become, and says what is to be paid back. */
function noteOf({ ownNumber, fulfillmentNumber, orderNumber, isRefund }: Row): string {
  const parts = ['Makegood', ownNumber, fulfillmentNumber, orderNumber, isRefund ? 'to be refunded' : null];
  return parts.filter((part) => part !== null).join(' · ');
}

function shipmentOf({ carrier, trackingNumber, deliveryAddress }: Row, shippedOn: string) {
  const { name, line1, line2, city, region, postalCode, country } = deliveryAddress ?? {};
  const place = [city, region, postalCode].filter(Boolean).join(' ');
  const address = [name, line1, line2, place, country].filter((line): line is string => Boolean(line));
  return { shippedOn, carrier, trackingNumber, address };
}

const LINE = `'variantId', ol.variant_id::text, 'sku', v.sku, 'description', v.item_name, 'unitPrice', il.unit_price::text, 'deal', ol.deal_name`;

const INVOICE_LINES = `
  select jsonb_agg(jsonb_build_object(${LINE}, 'quantity', il.quantity - less.quantity, 'amount', (il.amount - less.amount)::text) order by il.id)
  from invoice_lines il join order_lines ol on ol.id = il.order_line_id join variants v on v.id = ol.variant_id
  cross join lateral (select coalesce(sum(cl.quantity), 0)::integer as quantity, coalesce(sum(cl.amount), 0) as amount
    from credit_note_lines cl join invoice_dispositions a on a.credit_note_id = cl.credit_note_id and a.reason = 'with_invoice'
    where cl.invoice_line_id = il.id) less
  where il.invoice_id = d.invoice_id and il.quantity > less.quantity`;

const CREDIT_LINES = `
  select jsonb_agg(jsonb_build_object(${LINE}, 'quantity', cl.quantity, 'amount', cl.amount::text) order by cl.id)
  from credit_note_lines cl join invoice_lines il on il.id = cl.invoice_line_id
    join order_lines ol on ol.id = il.order_line_id join variants v on v.id = ol.variant_id
  where cl.credit_note_id = d.credit_note_id`;

const FREIGHT = `case when i.id is null then n.freight else coalesce(f.freight, 0) - coalesce((
  select less.freight from credit_notes less join invoice_dispositions a on a.credit_note_id = less.id and a.reason = 'with_invoice'
  where less.fulfillment_id = f.id and less.freight > 0), 0) end`;

/** An amendment that takes back all that was written of an invoice which nothing was credited of: the invoice is voided. */
const VOIDS = `
  select jsonb_build_object('dispositionId', w.id::text, 'ledgerId', w.ledger_id, 'written', w.written)
  from credit_note_lines cl join invoice_lines il on il.id = cl.invoice_line_id
    join invoice_dispositions w on w.invoice_id = il.invoice_id and w.status = 'sent' and not w.is_void
    where n.kind = 'amendment' and cl.credit_note_id = n.id and (w.written ->> 'net')::numeric = n.amount
      and not exists (select from credit_note_lines oc join invoice_lines ol on ol.id = oc.invoice_line_id
        join invoice_dispositions od on od.credit_note_id = oc.credit_note_id and od.reason is distinct from 'with_invoice'
        where ol.invoice_id = il.invoice_id and oc.credit_note_id <> n.id)
    limit 1`;

const DOCUMENT = `
  select d.invoice_id as "invoiceId", d.credit_note_id as "creditNoteId", d.customer_id as "customerId", d.number, d.issued_on as "issuedOn",
    coalesce(i.number, n.number, 'AM-' || n.id) as "ownNumber", c.name as "customerName", c.email as "customerEmail",
    o.number as "orderNumber", o.customer_reference as "customerReference", f.number as "fulfillmentNumber",
    coalesce(n.settlement = 'refund', false) as "isRefund", (${VOIDS}) as voids,
    case when i.id is not null then (s.shipped_at at time zone company.time_zone)::date end as "shippedOn", s.carrier,
    s.tracking_number as "trackingNumber", s.delivery_address as "deliveryAddress", (${FREIGHT})::text as freight,
    coalesce(case when i.id is not null then (${INVOICE_LINES}) else (${CREDIT_LINES}) end, '[]') as lines
  from invoice_dispositions d
  join customers c on c.id = d.customer_id
  cross join company
  left join invoices i on i.id = d.invoice_id
  left join credit_notes n on n.id = d.credit_note_id
  join orders o on o.id = coalesce(i.order_id, n.order_id)
  left join fulfillments f on f.id = coalesce(i.fulfillment_id, n.fulfillment_id)
  left join shipments s on s.id = f.shipment_id
  where d.id = $1`;
