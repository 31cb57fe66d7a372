import type { LedgerCreditMemo, LedgerDocument, LedgerInvoice, LedgerLine } from '#domain/invoicing/ledger-port.ts';
import { formatAmount, parseAmount, type TenThousandths } from '#domain/money.ts';

/** An invoice or credit memo as QuickBooks answers it, as far as it is read here. */
export type Sale = {
  Id: string;
  SyncToken: string;
  DocNumber?: string;
  TxnDate: string;
  DueDate?: string;
  CustomerRef: { value: string };
  TxnTaxDetail?: { TotalTax?: number };
  TotalAmt: number;
  Balance?: number;
  RemainingCredit?: number;
  PrivateNote?: string;
  MetaData: { CreateTime: string; LastUpdatedTime: string };
};

/** The body that makes an invoice. Whatever is not said is left to the company's own settings. */
export function invoiceBody(invoice: LedgerInvoice): object {
  const { termsId, dueOn, shipTo, shippedOn, carrier, trackingNumber, email } = invoice;
  return {
    ...saleBody(invoice),
    ...(termsId !== null && { SalesTermRef: { value: termsId } }),
    ...(dueOn !== null && { DueDate: dueOn }),
    ...(shipTo !== null && { ShipAddr: addressBody(shipTo.lines) }),
    ...(shippedOn !== null && { ShipDate: shippedOn }),
    ...(carrier !== null && { ShipMethodRef: { value: carrier.slice(0, 31), name: carrier.slice(0, 31) } }),
    ...(trackingNumber !== null && { TrackingNum: trackingNumber.slice(0, 31) }),
    ...(email !== null && { BillEmail: { Address: email } }),
  };
}

/** The body that makes a credit memo. */
export function creditMemoBody(creditMemo: LedgerCreditMemo): object {
  return saleBody(creditMemo);
}

/** The five lines that QuickBooks keeps of an address; what is beyond them stands on the last. */
export function addressBody(lines: readonly string[]): object {
  const kept = lines.length > 5 ? [...lines.slice(0, 4), lines.slice(4).join(', ')] : lines;
  return Object.fromEntries(kept.map((line, index) => [`Line${index + 1}`, line.slice(0, 500)]));
}

/** What a sale of QuickBooks says, in the words of the port. */
export function documentOf(sale: Sale): LedgerDocument {
  const total = amountOf(sale.TotalAmt);
  const tax = amountOf(sale.TxnTaxDetail?.TotalTax ?? 0);
  const privateNote = sale.PrivateNote ?? '';
  return {
    id: sale.Id,
    version: sale.SyncToken,
    number: sale.DocNumber ?? '',
    customerId: sale.CustomerRef.value,
    issuedOn: sale.TxnDate,
    dueOn: sale.DueDate ?? null,
    net: total - tax,
    tax,
    total,
    balance: amountOf(sale.RemainingCredit ?? sale.Balance ?? 0),
    isVoid: total === 0n && /^voided\b/i.test(privateNote),
    privateNote,
    changedAt: new Date(sale.MetaData.LastUpdatedTime).toISOString(),
  };
}

function saleBody(draft: LedgerCreditMemo): object {
  return {
    DocNumber: draft.number,
    TxnDate: draft.issuedOn,
    CustomerRef: { value: draft.customerId },
    PrivateNote: draft.privateNote.slice(0, 4000),
    ...(draft.customerNote !== null && { CustomerMemo: { value: draft.customerNote.slice(0, 1000) } }),
    Line: draft.lines.map(lineBody),
  };
}

function lineBody(line: LedgerLine): object {
  return {
    DetailType: 'SalesItemLineDetail',
    Amount: Number(formatAmount(line.amount)),
    Description: line.description.slice(0, 4000),
    SalesItemLineDetail: {
      ItemRef: { value: line.itemId },
      Qty: line.quantity,
      UnitPrice: Number(formatAmount(line.unitPrice)),
      TaxCodeRef: { value: line.taxCode },
    },
  };
}

/** QuickBooks writes amounts as JSON numbers of two decimals. */
function amountOf(value: number): TenThousandths {
  const amount = parseAmount(value.toFixed(2));
  if (amount === null) throw new Error(`QuickBooks answered ${value} where an amount stands.`);
  return amount;
}
