import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type InvoicedLine, ledgerLines, netOf } from '#domain/invoicing/ledger-lines.ts';
import type { LedgerLine } from '#domain/invoicing/ledger-port.ts';
import { formatAmount, parseAmount, roundToCent, type TenThousandths } from '#domain/money.ts';

const money = (text: string) => parseAmount(text) as TenThousandths;
const line = (quantity: number, unitPrice: string, amount: string, deal: string | null = null): InvoicedLine => ({
  quantity,
  unitPrice: money(unitPrice),
  amount: money(amount),
  description: 'Chianti Classico',
  itemId: '7',
  dealItemId: '9',
  deal,
  taxCode: 'TAX',
});
const shown = ({ itemId, description, quantity, amount }: LedgerLine) =>
  [itemId, description, quantity, formatAmount(amount)] as const;

describe('a line in the ledger', () => {
  it('is one line at its locked price', () => {
    expect(ledgerLines(line(3, '120', '360')).map(shown)).toEqual([['7', 'Chianti Classico', 3, '360.00']]);
  });

  it('with a deal has a second line with what the deal takes off', () => {
    expect(ledgerLines(line(15, '2.50', '30', '5 off by 10')).map(shown)).toEqual([
      ['7', 'Chianti Classico', 15, '37.50'],
      ['9', '5 off by 10', 1, '-7.50'],
    ]);
  });

  it('names a cent that only rounding explains', () => {
    expect(ledgerLines(line(1, '0.3333', '0.34')).map(shown)).toEqual([
      ['7', 'Chianti Classico', 1, '0.33'],
      ['9', 'Rounding', 1, '0.01'],
    ]);
  });

  it('comes to what the customer pays, each line to quantity × unit price', () => {
    const any = fc.record({
      quantity: fc.integer({ min: 1, max: 10_000 }),
      unitPrice: fc.bigInt({ min: 0n, max: 10_000_000n }),
      amount: fc.bigInt({ min: 0n, max: 1_000_000n }).map((cents) => cents * 100n),
    });
    fc.assert(
      fc.property(any, (figures) => {
        const lines = ledgerLines({ ...line(1, '1', '1'), ...figures });
        expect(netOf(lines)).toBe(figures.amount);
        for (const { amount, quantity, unitPrice } of lines)
          expect(amount).toBe(roundToCent(BigInt(quantity) * unitPrice));
      }),
    );
  });
});
