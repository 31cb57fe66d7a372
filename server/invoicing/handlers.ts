import type { Handlers } from '../platform/http/handlers.ts';
import { thenRead } from '../platform/then-read.ts';
import { excludeDocument } from './exclude-document.ts';
import { listCreditNotes, listInvoices, readCreditNote, readInvoice } from './queries.ts';
import { sendDocument } from './send-document.ts';

/** Invoices, credit notes, and what becomes of them in the company's accounting. */
export const invoicingHandlers: Handlers<
  | 'listInvoices'
  | 'getInvoice'
  | 'sendInvoice'
  | 'excludeInvoice'
  | 'listCreditNotes'
  | 'getCreditNote'
  | 'sendCreditNote'
  | 'excludeCreditNote'
> = {
  listInvoices,
  getInvoice: (viewer, { params }, reading) => readInvoice(viewer, reading, params.id),
  sendInvoice: thenRead(sendDocument('invoice'), readInvoice),
  excludeInvoice: thenRead(excludeDocument('invoice'), readInvoice),
  listCreditNotes,
  getCreditNote: (viewer, { params }, reading) => readCreditNote(viewer, reading, params.id),
  sendCreditNote: thenRead(sendDocument('credit_note'), readCreditNote),
  excludeCreditNote: thenRead(excludeDocument('credit_note'), readCreditNote),
};
