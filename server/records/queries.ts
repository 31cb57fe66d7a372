import { type Refusal, refuse } from '#contract/errors.ts';
import type { Answer, Request } from '#contract/operations.ts';
import { creditedOf } from '../ledger/sql-words.ts';
import { readChangingList } from '../platform/read-changes.ts';
import { readsOnlyCustomersOf, type Viewer } from '../platform/viewer.ts';
import type { Reading } from '../platform/work.ts';
import { itemsNamed } from './history.ts';
import { type Page, readById } from './read-by-id.ts';

type Item<List extends { data: unknown[] }> = List['data'][number];

/** Invoices, newest first, of one order or one customer when asked. An invoice changes with its order, by which it is made and credited. */
export function listInvoices(
  viewer: Viewer,
  { query }: Request<'listInvoices'>,
  { queries }: Reading,
): Promise<Page<Item<Answer<'listInvoices'>>>> {
  const filters = [query.orderId ?? null, query.customerId ?? null, readsOnlyCustomersOf(viewer), query.number ?? null];
  if (query.updatedSince !== undefined)
    return readChangingList<InvoiceRow>(
      queries,
      { name: 'listInvoices', row: 'i', changedWith: 'o', key: 'i.invoiced_on', type: 'date' },
      query,
      (order) =>
        `select ${order.sortKey}, ${INVOICE} where ${order.isNext} and ${ofInvoices(4)} order by ${order.orderBy} limit $3`,
      filters,
    );
  return readById(
    queries,
    'listInvoices',
    query,
    `select instant(o.updated_at) as "updatedAt", ${INVOICE}
     where ($1::bigint is null or i.id < $1) and ${ofInvoices(3)} order by i.id desc limit $2`,
    filters,
  );
}

type InvoiceRow = Item<Answer<'listInvoices'>>;

/** What the list of invoices is narrowed by, from a parameter on. */
const ofInvoices = (first: number) => `
  ($${first}::bigint is null or i.order_id = $${first})
  and ($${first + 1}::bigint is null or i.customer_id = $${first + 1})
  and ($${first + 2}::bigint is null or c.sales_rep_id = $${first + 2})
  and ($${first + 3}::text is null or i.number = upper($${first + 3}))`;

/** One invoice; `not_found` when there is none or the viewer may not read its customer. */
export async function getInvoice(
  viewer: Viewer,
  { params }: Request<'getInvoice'>,
  { queries }: Reading,
): Promise<Answer<'getInvoice'> | { refusal: Refusal }> {
  const found = await queries.first<Answer<'getInvoice'>>(
    `select instant(o.updated_at) as "updatedAt", ${INVOICE} where i.id = $1 and ($2::bigint is null or c.sales_rep_id = $2)`,
    [params.id, readsOnlyCustomersOf(viewer)],
  );
  return found ?? refuse('not_found');
}

const INVOICE = `
     i.id, i.number, i.fulfillment_id as "fulfillmentId", f.number as "fulfillmentNumber", i.order_id as "orderId",
       o.number as "orderNumber", f.backorder_id as "backorderId", i.customer_id as "customerId",
       i.invoiced_on as "invoicedOn", money(i.amount - ${creditedOf('i', 'amendment')}, i.currency) as amount,
       money(${creditedOf('i', 'credit_note')}, i.currency) as credited,
       (select json_agg(json_build_object('id', l.id::text, 'orderLineId', l.order_line_id::text, 'quantity', l.quantity - less.quantity,
           'unitPrice', money(l.unit_price, i.currency), 'amount', money(l.amount - less.amount, i.currency)) order by l.id)
         from invoice_lines l cross join lateral (
           select coalesce(sum(a.quantity), 0)::integer as quantity, coalesce(sum(a.amount), 0) as amount
           from credit_note_lines a join credit_notes n on n.id = a.credit_note_id and n.kind = 'amendment'
           where a.invoice_line_id = l.id) less
         where l.invoice_id = i.id) as lines
     from invoices i
     join customers c on c.id = i.customer_id
     join orders o on o.id = i.order_id
     join fulfillments f on f.id = i.fulfillment_id`;

/** Every change, newest first. Only roles that read all customers may ask. */
export function listAuditEvents(
  _viewer: Viewer,
  { query }: Request<'listAuditEvents'>,
  { queries }: Reading,
): Promise<Page<Item<Answer<'listAuditEvents'>>>> {
  return readById(
    queries,
    'listAuditEvents',
    query,
    `select id, at, actor, action, record_type as "recordType", record_id as "recordId", changes,
       ${itemsNamed('changes')} as items
     from audit_events
     where ($1::bigint is null or id < $1)
       and ($3::text is null or record_type = $3)
       and ($4::bigint is null or record_id = $4)
       and ($5::text is null or actor = $5)
     order by id desc limit $2`,
    [query.recordType ?? null, query.recordId ?? null, query.actor ?? null],
  );
}

/** The newest verification of the books; nulls before the first. */
export async function getVerification(
  _viewer: Viewer,
  _request: Request<'getVerification'>,
  { queries }: Reading,
): Promise<Answer<'getVerification'>> {
  const newest = await queries.first<Answer<'getVerification'>>(
    `select verified_at as "verifiedAt", balanced, differences from verifications order by id desc limit 1`,
  );
  return newest ?? { verifiedAt: null, balanced: null, differences: [] };
}
