import { isRefused } from '#contract/errors.ts';
import { readInvoicePaper } from '../paper/invoices.ts';
import { readLetterhead } from '../paper/letterhead.ts';
import { readPackingSlips } from '../paper/packing-slips.ts';
import { print } from '../paper/print.ts';
import type { Reading } from '../platform/work.ts';
import { type OpenedLink, viewerOf } from './open-link.ts';

type Printed = { filename: string; content: Buffer };

/** The packing slip of something that left for the customer, in their language; null for anything else. That it was looked at is noted nowhere. */
export async function printSlip(reading: Reading, link: OpenedLink, fulfillmentId: string): Promise<Printed | null> {
  const { queries } = reading;
  const sent = await queries.first<{ id: string; number: string }>(SENT, [
    fulfillmentId,
    link.customerId,
    link.backorderId,
  ]);
  if (!sent) return null;
  const asked = { fulfillmentIds: [sent.id], language: link.language };
  const slips = await readPackingSlips(viewerOf(link), reading, asked);
  if (isRefused(slips)) return null;
  const content = await print({ kind: 'packing_slips', slips, letterhead: await readLetterhead(queries) });
  return { filename: `packing-slip-${sent.number}.pdf`, content: Buffer.from(content) };
}

/** An invoice of something that left for the customer, or was invoiced in advance, in their language; null for anything else. */
export async function printInvoice(reading: Reading, link: OpenedLink, invoiceId: string): Promise<Printed | null> {
  const { queries } = reading;
  const found = await queries.first<{ id: string }>(INVOICE, [invoiceId, link.customerId, link.backorderId]);
  if (!found) return null;
  const asked = { invoiceId: found.id, language: link.language };
  const invoice = await readInvoicePaper(viewerOf(link), reading, asked);
  if (isRefused(invoice)) return null;
  const content = await print({ kind: 'invoices', invoices: [invoice], letterhead: await readLetterhead(queries) });
  return { filename: `invoice-${invoice.number}.pdf`, content: Buffer.from(content) };
}

const SENT = `
  select id, number from fulfillments
  where id = $1 and customer_id = $2 and ($3::bigint is null or backorder_id = $3) and shipped_at is not null and voided_at is null`;

const INVOICE = `
  select i.id from invoices i left join fulfillments f on f.id = i.fulfillment_id
  where i.id = $1 and i.customer_id = $2 and ($3::bigint is null or f.backorder_id = $3
    or i.fulfillment_id is null and i.order_id = (select b.order_id from backorders b where b.id = $3))`;
