import type { LedgerLine } from '#domain/invoicing/ledger-port.ts';
import { roundToCent, type TenThousandths } from '#domain/money.ts';
import type { Quantity } from '#domain/quantity.ts';

/** A line of one of our invoices, with the items it is written to. */
export type InvoicedLine = {
  quantity: Quantity;
  unitPrice: TenThousandths;
  /** What the customer pays for it: its share of the line's value after the deal (rule 21). */
  amount: TenThousandths;
  description: string;
  itemId: string;
  /** The item that deals are written to. */
  dealItemId: string;
  /** What the deal is called; null where there is none and only a cent of rounding can remain. */
  deal: string | null;
  taxCode: string;
};

/**
 * A line as a ledger wants it: the goods at quantity × unit price, and where that is not what the customer pays, a line of its
 * own with the difference. Together they are the amount of the line, to the cent.
 */
export function ledgerLines(line: InvoicedLine): LedgerLine[] {
  const { quantity, unitPrice, taxCode } = line;
  const gross = roundToCent(BigInt(quantity) * unitPrice);
  const goods = { itemId: line.itemId, description: line.description, quantity, unitPrice, amount: gross, taxCode };
  const off = line.amount - gross;
  if (off === 0n) return [goods];
  const description = line.deal ?? 'Rounding';
  return [goods, { itemId: line.dealItemId, description, quantity: 1, unitPrice: off, amount: off, taxCode }];
}

/** What is charged for carriage, as a line of its own. */
export function freightLine(freight: TenThousandths, at: { itemId: string; taxCode: string }): LedgerLine {
  return { ...at, description: 'Freight', quantity: 1, unitPrice: freight, amount: freight };
}

/** What the lines of a document come to, without tax. */
export function netOf(lines: readonly LedgerLine[]): TenThousandths {
  return lines.reduce((sum, { amount }) => sum + amount, 0n);
}
