import { z } from 'zod';
import { byId, type SomeOperations } from '#contract/operation.ts';
import { changed, changes, id, moneyOut, name, page, pageOf } from '#contract/primitives.ts';

/**
 * The invoice of one fulfillment at its locked prices (rules 21 and 32): the line's value × units shipped so far ÷
 * quantity, rounded, less what was invoiced before.
 */
export const invoice = z.object({
  id: z.string(),
  number: z.string(),
  fulfillmentId: z.string(),
  fulfillmentNumber: z.string(),
  orderId: z.string(),
  orderNumber: z.string(),
  backorderId: z.string().nullable(),
  customerId: z.string(),
  invoicedOn: z.string(),
  /** Without what was not handed over at the door, which amends the invoice. */
  amount: moneyOut,
  /** What credit notes take off besides. */
  credited: moneyOut,
  lines: z.array(
    z.object({
      id: z.string(),
      orderLineId: z.string(),
      quantity: z.number(),
      unitPrice: moneyOut,
      amount: moneyOut,
    }),
  ),
});

/** Invoices, newest first. */
export const invoiceQuery = z.object({
  ...page,
  ...changes,
  orderId: id.optional(),
  customerId: id.optional(),
  /** Exactly this number, in whatever case. */
  number: name(60).optional(),
});

/** One page of invoices. */
export const invoicePage = pageOf(invoice.extend(changed));

/** Invoices. */
export const operations = {
  listInvoices: {
    summary: 'Invoices, newest first',
    query: invoiceQuery,
    status: 200,
    answer: invoicePage,
    refusals: [],
  },
  getInvoice: { summary: 'One invoice', ...byId, status: 200, answer: invoice, refusals: ['not_found'] },
} as const satisfies SomeOperations;
