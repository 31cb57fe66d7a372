import { type Refusal, refuse } from '#contract/errors.ts';
import type { Answer, Request } from '#contract/operations.ts';
import { itemPairs } from '../catalog/item-words.ts';
import { creditedOf, INVOICED_FREIGHT } from '../ledger/sql-words.ts';
import { readChangingList } from '../platform/read-changes.ts';
import { readsOnlyCustomersOf, type Viewer } from '../platform/viewer.ts';
import type { Reading } from '../platform/work.ts';
import type { Page } from '../records/read-by-id.ts';

type Item<List extends { data: unknown[] }> = List['data'][number];
type InvoiceRow = Item<Answer<'listInvoices'>>;
type CreditNoteRow = Item<Answer<'listCreditNotes'>>;

/** Invoices, newest first or as they changed, narrowed when asked. */
export function listInvoices(
  viewer: Viewer,
  { query }: Request<'listInvoices'>,
  { queries }: Reading,
): Promise<Page<InvoiceRow>> {
  return readChangingList<InvoiceRow>(
    queries,
    { name: 'listInvoices', row: 'i', changedAt: 'd.updated_at' },
    query,
    ({ sortKey, isNext, orderBy }) =>
      `select ${sortKey}, ${INVOICE} where ${isNext} and ${ofInvoices(4)} order by ${orderBy} limit $3`,
    [...narrowing(viewer, query), query.number ?? null, query.invoiceRule ?? null],
  );
}

/** One invoice; `not_found` when there is none or the viewer may not read its customer. */
export async function readInvoice(
  viewer: Viewer,
  { queries }: Reading,
  id: string,
): Promise<Answer<'getInvoice'> | { refusal: Refusal }> {
  const found = await queries.first<Answer<'getInvoice'>>(
    `select instant(d.updated_at) as "updatedAt", ${INVOICE} where i.id = $1 and ($2::bigint is null or c.sales_rep_id = $2)`,
    [id, readsOnlyCustomersOf(viewer)],
  );
  return found ?? refuse('not_found');
}

/** Credit notes and amendments, newest first or as they changed, narrowed when asked. */
export function listCreditNotes(
  viewer: Viewer,
  { query }: Request<'listCreditNotes'>,
  { queries }: Reading,
): Promise<Page<CreditNoteRow>> {
  return readChangingList<CreditNoteRow>(
    queries,
    { name: 'listCreditNotes', row: 'n', changedAt: 'd.updated_at' },
    query,
    ({ sortKey, isNext, orderBy }) =>
      `select ${sortKey}, ${CREDIT_NOTE} where ${isNext} and ${narrowed('n', 4)}
       and ($8::text is null or n.settlement = $8) order by ${orderBy} limit $3`,
    [...narrowing(viewer, query), query.settlement ?? null],
  );
}

/** One credit note; `not_found` when there is none or the viewer may not read its customer. */
export async function readCreditNote(
  viewer: Viewer,
  { queries }: Reading,
  id: string,
): Promise<Answer<'getCreditNote'> | { refusal: Refusal }> {
  const found = await queries.first<Answer<'getCreditNote'>>(
    `select instant(d.updated_at) as "updatedAt", ${CREDIT_NOTE} where n.id = $1 and ($2::bigint is null or c.sales_rep_id = $2)`,
    [id, readsOnlyCustomersOf(viewer)],
  );
  return found ?? refuse('not_found');
}

type Narrowing = { orderId?: string | undefined; customerId?: string | undefined; status?: string | undefined };

const narrowing = (viewer: Viewer, { orderId, customerId, status }: Narrowing) => [
  orderId ?? null,
  customerId ?? null,
  readsOnlyCustomersOf(viewer),
  status ?? null,
];

/** What a list is narrowed by, from a parameter on. */
const narrowed = (row: string, first: number) => `
  ($${first}::bigint is null or ${row}.order_id = $${first})
  and ($${first + 1}::bigint is null or ${row}.customer_id = $${first + 1})
  and ($${first + 2}::bigint is null or c.sales_rep_id = $${first + 2})
  and ($${first + 3}::text is null or d.status = $${first + 3})`;
const ofInvoices = (first: number) => `${narrowed('i', first)}
  and ($${first + 4}::text is null or i.number = upper($${first + 4}))
  and ($${first + 5}::text is null or ($${first + 5} = 'in_advance') = (i.fulfillment_id is null))`;

const thereMoney = (figure: string) => `'${figure}', money((d.there ->> '${figure}')::numeric, company.currency)`;

const DISPOSITION = `json_build_object('status', d.status, 'number', d.number, 'issuedOn', d.issued_on, 'excludedBecause', d.reason,
    'exclusionNote', d.note, 'problem', d.problem, 'sentAt', instant(d.sent_at), 'checkedAt', instant(d.checked_at),
    'writtenAmount', case when d.sent_at is not null then money((d.written ->> 'net')::numeric, company.currency) end,
    'there', case when jsonb_typeof(d.there) = 'object' then json_build_object('number', d.there ->> 'number', 'issuedOn', d.there ->> 'issuedOn',
      ${['net', 'tax', 'total', 'balance'].map(thereMoney).join(', ')}, 'isVoid', d.there -> 'isVoid', 'changedAt', d.there ->> 'changedAt') end,
    'changedAt', instant(d.changed_at), 'changedBy', d.changed_by) as disposition`;

const INVOICE = `
     i.id, i.number, i.fulfillment_id as "fulfillmentId", f.number as "fulfillmentNumber", i.order_id as "orderId",
       o.number as "orderNumber", f.backorder_id as "backorderId", i.customer_id as "customerId", c.name as "customerName", c.account_number as "accountNumber",
       i.invoiced_on as "invoicedOn", money(i.amount - ${creditedOf('i', 'amendment')}, i.currency) as amount,
       money(${INVOICED_FREIGHT}, i.currency) as freight, money(${creditedOf('i', 'credit_note')}, i.currency) as credited, ${DISPOSITION},
       (select coalesce(json_agg(json_build_object('id', l.id::text, 'orderLineId', l.order_line_id::text, ${itemPairs()}, 'quantity', l.quantity - less.quantity,
           'unitPrice', money(l.unit_price, i.currency), 'amount', money(l.amount - less.amount, i.currency)) order by l.id), '[]')
         from invoice_lines l join order_lines ol on ol.id = l.order_line_id join variants v on v.id = ol.variant_id cross join lateral (
           select coalesce(sum(a.quantity), 0)::integer as quantity, coalesce(sum(a.amount), 0) as amount
           from credit_note_lines a join credit_notes n on n.id = a.credit_note_id and n.kind = 'amendment'
           where a.invoice_line_id = l.id) less
         where l.invoice_id = i.id) as lines
     from invoices i
     join invoice_dispositions d on d.invoice_id = i.id
     cross join company
     join customers c on c.id = i.customer_id
     join orders o on o.id = i.order_id
     left join fulfillments f on f.id = i.fulfillment_id`;

const CREDIT_NOTE = `
     n.id, coalesce(n.number, 'AM-' || n.id) as number, n.kind, n.order_id as "orderId", o.number as "orderNumber", n.customer_id as "customerId",
       c.name as "customerName", c.account_number as "accountNumber", n.fulfillment_id as "fulfillmentId", f.number as "fulfillmentNumber", n.credited_on as "creditedOn", n.reason, n.settlement,
       money(n.amount, n.currency) as amount, money(n.freight, n.currency) as freight, ${DISPOSITION},
       (select coalesce(json_agg(json_build_object('id', l.id::text, 'orderLineId', il.order_line_id::text, ${itemPairs()}, 'quantity', l.quantity,
           'unitPrice', money(il.unit_price, n.currency), 'amount', money(l.amount, n.currency)) order by l.id), '[]')
         from credit_note_lines l join invoice_lines il on il.id = l.invoice_line_id
           join order_lines ol on ol.id = il.order_line_id join variants v on v.id = ol.variant_id where l.credit_note_id = n.id) as lines
     from credit_notes n
     join invoice_dispositions d on d.credit_note_id = n.id
     cross join company
     join customers c on c.id = n.customer_id
     join orders o on o.id = n.order_id
     left join fulfillments f on f.id = n.fulfillment_id`;
