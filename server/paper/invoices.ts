import { type Refusal, refuse } from '#contract/errors.ts';
import type { Address } from '#contract/primitives.ts';
import type { Language } from '#domain/messages/words.ts';
import type { Invoice } from '#domain/paper/documents.ts';
import { addDays } from '#domain/time/calendar.ts';
import { creditedOf, INVOICED_FREIGHT } from '../ledger/sql-words.ts';
import { readsOnlyCustomersOf, type Viewer } from '../platform/viewer.ts';
import type { Reading } from '../platform/work.ts';
import { addressLines } from './letterhead.ts';

/**
 * What an invoice says on paper, with the number and the day it is written with in the accounting: its lines without what was
 * brought back at once, the tax where the accounting has computed it, and what was credited since. Refused with `not_found`.
 */
export async function readInvoicePaper(
  viewer: Viewer,
  { queries }: Reading,
  asked: { invoiceId: string; language?: Language | undefined },
): Promise<Invoice | { refusal: Refusal }> {
  const row = await queries.first<Row>(INVOICE, [asked.invoiceId, readsOnlyCustomersOf(viewer)]);
  if (!row) return refuse('not_found');
  const { address, language, ...invoice } = row;
  const days = /^net_(\d{1,3})$/.exec(invoice.terms)?.[1];
  return {
    ...invoice,
    language: asked.language ?? language,
    address: addressLines(address),
    dueOn: days === undefined ? null : addDays(invoice.on, Number(days)),
  };
}

type Row = Omit<Invoice, 'address' | 'dueOn'> & { address: Address | null };

const LINES = `
  select coalesce(json_agg(json_build_object('item', v.item_name, 'sku', v.sku, 'upc', v.upc, 'baseUnit', v.base_unit,
      'unitsPerCase', v.units_per_case, 'quantity', left_.quantity, 'unitPrice', money(l.unit_price, i.currency),
      'amount', money(left_.amount, i.currency),
      'deal', case when ol.deal_name is not null and left_.off > 0
        then json_build_object('name', ol.deal_name, 'off', money(left_.off, i.currency)) end) order by l.id), '[]')
  from invoice_lines l join order_lines ol on ol.id = l.order_line_id join variants v on v.id = ol.variant_id
  cross join lateral (select coalesce(sum(a.quantity), 0)::integer as quantity, coalesce(sum(a.amount), 0) as amount
    from credit_note_lines a join credit_notes n on n.id = a.credit_note_id and n.kind = 'amendment' where a.invoice_line_id = l.id) less
  cross join lateral (select l.quantity - less.quantity as quantity, l.amount - less.amount as amount,
    round((l.quantity - less.quantity) * l.unit_price, 2) - (l.amount - less.amount) as off) left_
  where l.invoice_id = i.id and left_.quantity > 0`;

const INVOICE = `
  with figures as (
    select i.id, i.amount - ${creditedOf('i', 'amendment')} as net, ${creditedOf('i', 'credit_note')} as credited,
      case when d.status = 'sent' and not d.is_void then (d.there ->> 'tax')::numeric end as tax
    from invoices i join invoice_dispositions d on d.invoice_id = i.id where i.id = $1
  )
  select c.language, d.number, d.issued_on as "on", o.terms,
    json_build_object('name', c.name, 'accountNumber', c.account_number) as customer,
    coalesce((select a.address from customer_addresses a where a.customer_id = c.id and a.is_default), s.delivery_address,
      o.delivery_address) as address,
    json_build_object('number', o.number, 'orderedOn', o.ordered_on, 'customerReference', o.customer_reference) as "order",
    b.number as "backorderNumber", f.number as "fulfillmentNumber", (${LINES}) as lines,
    money(x.net, i.currency) as net, case when ${INVOICED_FREIGHT} > 0 then money(${INVOICED_FREIGHT}, i.currency) end as freight, case when x.tax is not null then money(x.tax, i.currency) end as tax,
    case when x.credited > 0 then money(x.credited, i.currency) end as credited,
    money(x.net + coalesce(x.tax, 0) - x.credited, i.currency) as total
  from figures x join invoices i on i.id = x.id join invoice_dispositions d on d.invoice_id = i.id
  join customers c on c.id = i.customer_id join orders o on o.id = i.order_id left join fulfillments f on f.id = i.fulfillment_id
  left join backorders b on b.id = f.backorder_id left join shipments s on s.id = f.shipment_id
  where $2::bigint is null or c.sales_rep_id = $2`;
