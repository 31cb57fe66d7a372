import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lineValue, nextInvoiceAmount, valueOfPart } from '#domain/invoicing/line-value.ts';
import { formatAmount, parseAmount, type TenThousandths } from '#domain/money.ts';

const money = (text: string) => parseAmount(text) as TenThousandths;

describe('what a line is worth', () => {
  it.each<[rule: string, quantity: number, unitPrice: string, dealAmount: string, value: string]>([
    ['quantity × unit price', 10, '2.50', '0', '25.00'],
    ['less the deal', 10, '2.50', '5.00', '20.00'],
    ['a unit price of 4 decimals is not rounded before it is multiplied', 1000, '0.0123', '0', '12.30'],
    ['half a cent is rounded up', 1, '0.005', '0', '0.01'],
    ['less than half a cent is rounded down', 1, '0.0049', '0', '0.00'],
    ['rounded once, after the deal', 1, '1.0050', '0.0001', '1.00'],
    ['half a cent of a credit is rounded away from zero', 1, '0', '0.005', '-0.01'],
    ['nothing is worth nothing', 0, '2.50', '0', '0.00'],
    ['the whole line given away', 10, '2.50', '25.00', '0.00'],
    ['ten million units exactly', 10_000_000, '999999.9999', '0', '9999999999000.00'],
  ])('%s', (_rule, quantity, unitPrice, dealAmount, value) => {
    const price = { unitPrice: money(unitPrice), dealAmount: money(dealAmount) };
    expect(formatAmount(lineValue(quantity, price))).toBe(value);
  });
});

describe('what a part of a line is worth', () => {
  it.each<[rule: string, part: number, quantity: number, value: string, partValue: string]>([
    ['nothing of it', 0, 3, '10.00', '0.00'],
    ['one of three', 1, 3, '10.00', '3.33'],
    ['two of three', 2, 3, '10.00', '6.67'],
    ['all of it', 3, 3, '10.00', '10.00'],
    ['half a cent is rounded up', 1, 2, '0.01', '0.01'],
    ['half a cent of a credit is rounded away from zero', 1, 2, '-0.01', '-0.01'],
  ])('%s', (_rule, part, quantity, value, partValue) => {
    expect(formatAmount(valueOfPart(part, quantity, money(value)))).toBe(partValue);
  });
});

describe('invoices of a line', () => {
  it('of 10.00 for three units shipped one by one are 3.33, 3.34 and 3.33', () => {
    expect(invoiced(3, money('10.00'), [1, 1, 1]).map(formatAmount)).toEqual(['3.33', '3.34', '3.33']);
  });

  it('of a line with a deal carry their share of it', () => {
    const value = lineValue(20, { unitPrice: money('2.50'), dealAmount: money('10.00') });
    expect(invoiced(20, value, [15, 5]).map(formatAmount)).toEqual(['30.00', '10.00']);
  });

  it('are for nothing when nothing more has shipped', () => {
    const line = { quantity: 3, value: money('10.00'), shippedSoFar: 1, invoicedSoFar: money('3.33') };
    expect(nextInvoiceAmount(line)).toBe(0n);
  });

  const splits = fc.record({
    parts: fc.array(fc.integer({ min: 1, max: 500 }), { minLength: 1, maxLength: 12 }),
    value: fc.bigInt({ min: 0n, max: 1_000_000n }).map((cents) => cents * 100n),
  });

  it('add up to the value of the line however it is split', () => {
    fc.assert(
      fc.property(splits, ({ parts, value }) => {
        const amounts = invoiced(sum(parts), value, parts);
        expect(amounts.reduce((all, amount) => all + amount, 0n)).toBe(value);
      }),
    );
  });

  it('are never negative, are whole cents, and are within a cent of their share', () => {
    fc.assert(
      fc.property(splits, ({ parts, value }) => {
        for (const [index, amount] of invoiced(sum(parts), value, parts).entries()) {
          expect(amount >= 0n && amount % 100n === 0n).toBe(true);
          const share = (Number(value) * (parts[index] as number)) / sum(parts);
          expect(Math.abs(Number(amount) - share)).toBeLessThanOrEqual(100 + 1e-6);
        }
      }),
    );
  });

  /** The amounts of the invoices when a line ships in these parts. */
  function invoiced(quantity: number, value: TenThousandths, parts: readonly number[]): TenThousandths[] {
    let shippedSoFar = 0;
    let invoicedSoFar = 0n;
    return parts.map((part) => {
      shippedSoFar += part;
      const amount = nextInvoiceAmount({ quantity, value, shippedSoFar, invoicedSoFar });
      invoicedSoFar += amount;
      return amount;
    });
  }

  function sum(parts: readonly number[]): number {
    return parts.reduce((all, part) => all + part, 0);
  }
});
