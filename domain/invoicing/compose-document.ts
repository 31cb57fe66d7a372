import {
  customerNotMatched,
  itemsNotMatched,
  noItemChosen,
  type SendingProblem,
} from '#domain/invoicing/disposition.ts';
import { freightLine, ledgerLines } from '#domain/invoicing/ledger-lines.ts';
import type { LedgerCreditMemo, LedgerId, LedgerInvoice, LedgerLine } from '#domain/invoicing/ledger-port.ts';
import { roundToCent, type TenThousandths } from '#domain/money.ts';
import type { Quantity } from '#domain/quantity.ts';

/** A line of an invoice or credit note of ours. */
export type DocumentLine = {
  variantId: string;
  sku: string;
  description: string;
  quantity: Quantity;
  unitPrice: TenThousandths;
  amount: TenThousandths;
  deal: string | null;
};

/** How goods left. */
export type DocumentShipment = {
  shippedOn: string;
  carrier: string | null;
  trackingNumber: string | null;
  address: readonly string[];
};

/** An invoice or credit note of ours, as it is to be written. */
export type DocumentFacts = {
  number: string;
  issuedOn: string;
  privateNote: string;
  customerNote: string | null;
  customer: { name: string; email: string | null };
  lines: readonly DocumentLine[];
  /** What is charged, or given back, for carriage. */
  freight: TenThousandths;
  shipment: DocumentShipment | null;
};

/** Whom and what of ours the ledger knows, and by which names. */
export type Matches = {
  customer: { id: LedgerId; taxCode: string; termsId: LedgerId | null } | null;
  /** By our variant. */
  items: ReadonlyMap<string, LedgerId>;
  /** The item that deals are written to. */
  dealItemId: LedgerId | null;
  /** The item that freight is written to. */
  freightItemId: LedgerId | null;
};

/** An invoice as a ledger takes it, or what stands in the way. */
export function composeInvoice(
  facts: DocumentFacts,
  matches: Matches,
  ledger: string,
): LedgerInvoice | { problem: SendingProblem } {
  const draft = composeCreditMemo(facts, matches, ledger);
  if ('problem' in draft) return draft;
  const { shipment, customer } = facts;
  return {
    ...draft,
    dueOn: null,
    termsId: matches.customer?.termsId ?? null,
    shipTo: shipment && shipment.address.length > 0 ? { lines: shipment.address } : null,
    shippedOn: shipment?.shippedOn ?? null,
    carrier: shipment?.carrier ?? null,
    trackingNumber: shipment?.trackingNumber ?? null,
    email: customer.email,
  };
}

/** A credit note as a ledger takes it, or what stands in the way. */
export function composeCreditMemo(
  { number, issuedOn, privateNote, customerNote, customer, lines, freight }: DocumentFacts,
  matches: Matches,
  ledger: string,
): LedgerCreditMemo | { problem: SendingProblem } {
  if (!matches.customer) return { problem: customerNotMatched(customer.name, ledger) };
  const missing = lines.filter(({ variantId }) => !matches.items.has(variantId)).map(({ sku }) => sku);
  if (missing.length > 0) return { problem: itemsNotMatched([...new Set(missing)], ledger) };
  if (matches.dealItemId === null && lines.some(hasDeal)) return { problem: noItemChosen('deals', ledger) };
  const { freightItemId } = matches;
  if (freightItemId === null && freight > 0n) return { problem: noItemChosen('freight', ledger) };
  const { id: customerId, taxCode } = matches.customer;
  return {
    ...{ number, customerId, issuedOn, privateNote, customerNote },
    lines: [
      ...lines.flatMap((line) => toLedger(line, matches, taxCode)),
      ...(freightItemId !== null && freight > 0n ? [freightLine(freight, { itemId: freightItemId, taxCode })] : []),
    ],
  };
}

const hasDeal = ({ quantity, unitPrice, amount }: DocumentLine) => roundToCent(BigInt(quantity) * unitPrice) !== amount;

function toLedger(line: DocumentLine, { items, dealItemId }: Matches, taxCode: string): LedgerLine[] {
  const itemId = items.get(line.variantId) as LedgerId;
  return ledgerLines({ ...line, itemId, dealItemId: dealItemId ?? itemId, taxCode });
}
