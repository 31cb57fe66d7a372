import { z } from 'zod';
import { item } from '#contract/catalog/item.ts';
import { byId, type SomeOperations } from '#contract/operation.ts';
import { changed, changes, date, id, moneyOut, name, page, pageOf, words } from '#contract/primitives.ts';
import { PROBLEM_ACTIONS } from '#domain/invoicing/disposition.ts';
import { CREDIT_REASONS, INVOICE_RULES, SETTLEMENTS } from '#domain/invoicing/invoice-rule.ts';

/** What stands in the way of a document, in a sentence, and the one thing that puts it right. */
const sendingProblem = z.object({
  code: z.enum([
    'away',
    'no_answer',
    'connection_ended',
    'customer_not_matched',
    'item_not_matched',
    'number_taken',
    'period_closed',
    'record_gone',
    'changed_there',
    'refused',
  ]),
  detail: z.string(),
  action: z.enum(PROBLEM_ACTIONS),
});

/** What the customer gets of a credit note: credit, which is taken off what they owe, or a refund. */
export const settlement = z.enum(SETTLEMENTS);

/** What has become of an invoice or credit note in the company's accounting. */
export const disposition = z.object({
  status: z.enum(['waiting', 'sent', 'failed', 'excluded', 'changed_there']),
  /** As it is written there; its own unless that was taken. */
  number: z.string(),
  /** The day it is written with. */
  issuedOn: z.string(),
  excludedBecause: z.enum(['not_connected', 'before_start', 'nothing_to_charge', 'with_invoice', 'by_hand']).nullable(),
  exclusionNote: z.string().nullable(),
  problem: sendingProblem.nullable(),
  sentAt: z.string().nullable(),
  checkedAt: z.string().nullable(),
  /** What we wrote, without tax; null before it is sent. */
  writtenAmount: moneyOut.nullable(),
  /** How it stood there when it was last looked at; null before it is sent, and where it is gone. */
  there: z
    .object({
      number: z.string(),
      issuedOn: z.string(),
      net: moneyOut,
      tax: moneyOut,
      total: moneyOut,
      balance: moneyOut,
      isVoid: z.boolean(),
      changedAt: z.string(),
    })
    .nullable(),
  changedAt: z.string(),
  changedBy: z.string(),
});

const lines = z.array(
  z.object({
    id: z.string(),
    orderLineId: z.string(),
    ...item,
    quantity: z.number(),
    unitPrice: moneyOut,
    amount: moneyOut,
  }),
);

/**
 * The invoice of one fulfillment at its locked prices (rules 21 and 32): the line's value × units shipped so far ÷
 * quantity, rounded, less what was invoiced before; and the freight of the fulfillment. In advance it is of the order itself, and
 * of no fulfillment; the freight of what then ships is an invoice without lines.
 */
export const invoice = z.object({
  id: z.string(),
  number: z.string(),
  /** Null where it was made in advance. */
  fulfillmentId: z.string().nullable(),
  fulfillmentNumber: z.string().nullable(),
  orderId: z.string(),
  orderNumber: z.string(),
  backorderId: z.string().nullable(),
  customerId: z.string(),
  customerName: z.string(),
  accountNumber: z.string(),
  invoicedOn: z.string(),
  /** Goods and freight, without what was not handed over at the door, which amends the invoice. */
  amount: moneyOut,
  /** What of the amount is for carriage. */
  freight: moneyOut,
  /** What credit notes take off besides. */
  credited: moneyOut,
  disposition,
  lines,
  ...changed,
});

/**
 * What a customer is charged less for: what came back, was lost, or was invoiced in advance and is cancelled. An amendment is what a driver brought back at once; the
 * invoice is written without it where it was not sent yet.
 */
export const creditNote = z.object({
  id: z.string(),
  number: z.string(),
  kind: z.enum(['amendment', 'credit_note']),
  orderId: z.string(),
  orderNumber: z.string(),
  customerId: z.string(),
  customerName: z.string(),
  accountNumber: z.string(),
  fulfillmentId: z.string().nullable(),
  fulfillmentNumber: z.string().nullable(),
  creditedOn: z.string(),
  reason: z.enum(CREDIT_REASONS),
  settlement,
  amount: moneyOut,
  freight: moneyOut,
  disposition,
  lines,
  ...changed,
});

/** A line of an invoice or credit note, or its freight, as a row of a table for those who keep books by other means. */
const chargedLine = z.object({
  number: z.string(),
  issuedOn: z.string(),
  accountNumber: z.string(),
  customerName: z.string(),
  orderNumber: z.string(),
  fulfillmentNumber: z.string().nullable(),
  sku: z.string(),
  itemName: z.string(),
  quantity: z.number(),
  unitPrice: moneyOut,
  amount: moneyOut,
  status: disposition.shape.status,
  charge: z.enum(['goods', 'freight']),
});

/** One row for each line of a document, and one for its freight: together they are its amount. */
function chargedLines(issuedOn: (document: never) => string) {
  return (document: unknown): z.infer<typeof chargedLine>[] => {
    const { lines, disposition, freight, ...whole } = document as z.infer<typeof invoice>;
    const head = { ...whole, issuedOn: issuedOn(document as never), status: disposition.status };
    const goods = lines.map((line) => ({ ...head, ...line, charge: 'goods' as const }));
    if (Number(freight.amount) === 0) return goods;
    const carriage = { sku: '', itemName: 'Freight', quantity: 1, unitPrice: freight, amount: freight };
    return [...goods, { ...head, ...carriage, charge: 'freight' }];
  };
}

const narrowed = {
  orderId: id.optional(),
  customerId: id.optional(),
  status: disposition.shape.status.optional(),
};

/** Invoices, newest first. */
export const invoiceQuery = z.object({
  ...page,
  ...changes,
  ...narrowed,
  /** Only those made in advance, or only those of a fulfillment. */
  invoiceRule: z.enum(INVOICE_RULES).optional(),
  /** Exactly this number, in whatever case. */
  number: name(60).optional(),
});

/** One page of invoices. */
export const invoicePage = pageOf(invoice);
/** Credit notes, newest first. */
export const creditNoteQuery = z.object({ ...page, ...changes, ...narrowed, settlement: settlement.optional() });
/** One page of credit notes. */
export const creditNotePage = pageOf(creditNote);

/** How a document is to be sent: as it is, on another day, or with the next free number. */
export const sendBody = z.object({ issuedOn: date.optional(), nextNumber: z.boolean().optional() }).optional();
/** Why a document is not to be sent. */
export const exclusionBody = z.object({ reason: words(500) });

// The same of an invoice and of a credit note.
const MAY_NOT_BE_SENT = [
  'not_found',
  'ledger_not_connected',
  'invoice_already_sent',
  'invoice_changed_there',
  'invoice_under_way',
] as const;
const MAY_NOT_BE_EXCLUDED = ['not_found', 'invoice_already_sent', 'invoice_under_way'] as const;

/** Invoices and credit notes, and what becomes of them. */
export const operations = {
  listInvoices: {
    summary: 'Invoices, newest first',
    query: invoiceQuery,
    status: 200,
    answer: invoicePage,
    table: { row: chargedLine, rowsOf: chargedLines(({ invoicedOn }: z.infer<typeof invoice>) => invoicedOn) },
    refusals: [],
  },
  getInvoice: { summary: 'One invoice', ...byId, status: 200, answer: invoice, refusals: ['not_found'] },
  sendInvoice: {
    summary: 'Sends an invoice to the company’s accounting, or sends it again',
    ...byId,
    body: sendBody,
    status: 201,
    answer: invoice,
    refusals: MAY_NOT_BE_SENT,
  },
  excludeInvoice: {
    summary: 'Says that an invoice is not to be sent, and why',
    ...byId,
    body: exclusionBody,
    status: 201,
    answer: invoice,
    refusals: MAY_NOT_BE_EXCLUDED,
  },
  listCreditNotes: {
    summary: 'Credit notes and amendments of invoices, newest first',
    query: creditNoteQuery,
    status: 200,
    answer: creditNotePage,
    table: { row: chargedLine, rowsOf: chargedLines(({ creditedOn }: z.infer<typeof creditNote>) => creditedOn) },
    refusals: [],
  },
  getCreditNote: { summary: 'One credit note', ...byId, status: 200, answer: creditNote, refusals: ['not_found'] },
  sendCreditNote: {
    summary: 'Sends a credit note to the company’s accounting, or sends it again',
    ...byId,
    body: sendBody,
    status: 201,
    answer: creditNote,
    refusals: MAY_NOT_BE_SENT,
  },
  excludeCreditNote: {
    summary: 'Says that a credit note is not to be sent, and why',
    ...byId,
    body: exclusionBody,
    status: 201,
    answer: creditNote,
    refusals: MAY_NOT_BE_EXCLUDED,
  },
} as const satisfies SomeOperations;
