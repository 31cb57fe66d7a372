import { INVOICE_RULES, type InvoiceRule, SETTLEMENTS, type Settlement } from '#domain/invoicing/invoice-rule.ts';

export const STATUSES = ['waiting', 'sent', 'failed', 'changed_there', 'excluded'] as const;

export type InvoicesAddress = {
  status?: (typeof STATUSES)[number];
  /** Of invoices. */
  invoiceRule?: InvoiceRule;
  /** Of credit notes. */
  settlement?: Settlement;
};

/** Which documents are listed, from the address. */
export function readInvoicesAddress(search: Record<string, unknown>): InvoicesAddress {
  const status = STATUSES.find((one) => one === search.status);
  const invoiceRule = INVOICE_RULES.find((one) => one === search.invoiceRule);
  const settlement = SETTLEMENTS.find((one) => one === search.settlement);
  return { ...(status && { status }), ...(invoiceRule && { invoiceRule }), ...(settlement && { settlement }) };
}
