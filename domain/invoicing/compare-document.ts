import type { LedgerDocument } from '#domain/invoicing/ledger-port.ts';
import { formatAmount, parseAmount } from '#domain/money.ts';

/** What we wrote, as it is kept. */
export type Written = { net: string; customerId: string; number: string };

/** How a document stood in the ledger when it was last looked at, as it is kept. */
export type There = {
  number: string;
  customerId: string;
  issuedOn: string;
  net: string;
  tax: string;
  total: string;
  balance: string;
  isVoid: boolean;
  changedAt: string;
};

/** A document of the ledger, to be kept. */
export function toThere(document: LedgerDocument): There {
  const { number, customerId, issuedOn, isVoid, changedAt } = document;
  return {
    ...{ number, customerId, issuedOn, isVoid, changedAt },
    net: formatAmount(document.net),
    tax: formatAmount(document.tax),
    total: formatAmount(document.total),
    balance: formatAmount(document.balance),
  };
}

/**
 * Whether a document still is what we wrote: the same amount without tax, for the same customer, under the same number, there,
 * and void exactly where we voided it. Tax and payments are the ledger's own and are no change.
 */
export function isAsWritten(written: Written, there: There | null, isVoidedByUs: boolean): boolean {
  if (there === null) return false;
  if (there.isVoid || isVoidedByUs) return there.isVoid === isVoidedByUs;
  return (
    parseAmount(there.net) === parseAmount(written.net) &&
    there.customerId === written.customerId &&
    there.number === written.number
  );
}
