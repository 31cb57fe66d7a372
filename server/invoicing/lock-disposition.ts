import { type Refusal, refuse } from '#contract/errors.ts';
import type { DispositionStatus } from '#domain/invoicing/disposition.ts';
import { readsOnlyCustomersOf, type Viewer } from '../platform/viewer.ts';
import type { Work } from '../platform/work.ts';

/** What a disposition is of. */
export type Of = 'invoice' | 'credit_note';

/** A disposition as an act finds it. */
export type LockedDisposition = {
  id: string;
  status: DispositionStatus;
  ownNumber: string;
  number: string;
  orderId: string;
  /** A try of it began and nobody knows how it ended. */
  isUnsure: boolean;
  /** An amendment that its invoice was written with: sending it too would credit it twice. */
  isWithInvoice: boolean;
  /** It is not there any more, or for nothing. */
  isGoneThere: boolean;
};

/** The disposition of an invoice or credit note, locked until the transaction ends; or `not_found`. */
export async function lockDisposition(
  viewer: Viewer,
  work: Work,
  of: Of,
  id: string,
): Promise<LockedDisposition | { refusal: Refusal }> {
  const sql = of === 'invoice' ? LOCK_INVOICE : LOCK_CREDIT_NOTE;
  const found = await work.tx.first<LockedDisposition>(sql, [id, readsOnlyCustomersOf(viewer)]);
  return found ?? refuse('not_found');
}

const lock = (table: string, ownNumber: string, column: string) => `
  select d.id, d.status, ${ownNumber} as "ownNumber", d.number, r.order_id as "orderId", d.begun_at is not null as "isUnsure",
    coalesce(d.reason = 'with_invoice', false) as "isWithInvoice",
    d.there is not null and (d.there = 'null' or (d.there ->> 'isVoid')::boolean) as "isGoneThere"
  from invoice_dispositions d join ${table} r on r.id = d.${column} join customers c on c.id = r.customer_id
  where r.id = $1 and ($2::bigint is null or c.sales_rep_id = $2) for update of d`;
const LOCK_INVOICE = lock('invoices', 'r.number', 'invoice_id');
const LOCK_CREDIT_NOTE = lock('credit_notes', `coalesce(r.number, 'AM-' || r.id)`, 'credit_note_id');
