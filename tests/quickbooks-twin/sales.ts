import { formatAmount, parseAmount, roundToCent, type TenThousandths } from '#domain/money.ts';
import type { Entity } from './query.ts';
import { refuse } from './refused.ts';

/** A line of a sale as it crosses the wire. */
export type SaleLine = {
  Id?: string;
  Amount?: number;
  DetailType?: string;
  Description?: string;
  SalesItemLineDetail?: {
    ItemRef?: { value: string };
    Qty?: number;
    UnitPrice?: number;
    TaxCodeRef?: { value: string };
  };
};

/** What a sale needs to know of the books it is written into. */
export type Surroundings = {
  find(name: string, id: string | undefined): Entity | null;
  closedUntil: string | null;
  taxPercent: number;
  today: string;
};

/** A sale that was asked for, checked and worked out: lines numbered, tax, total, day due. */
export function workOutSale(sale: Entity, books: Surroundings): Entity {
  const customer = reference(books, 'Customer', (sale.CustomerRef as { value: string } | undefined)?.value);
  if (String(sale.DocNumber ?? '').length > 21) throw refuse('2050', 'Max: 21', 'DocNumber');
  const day = String(sale.TxnDate ?? books.today);
  refuseClosed(day, books);
  const lines = ((sale.Line as SaleLine[] | undefined) ?? []).filter(
    ({ DetailType }) => DetailType !== 'SubTotalLineDetail',
  );
  if (lines.length === 0) throw refuse('2020', 'Required parameter Line is missing in the request', 'Line');
  for (const line of lines) checkLine(line, books);
  const net = sum(lines.map(amountOf));
  if (net < 0n) throw refuse('6000', 'Transaction amount must be 0 or greater.');
  const tax = customer.Taxable === false ? 0n : taxOf(lines, books.taxPercent);
  return {
    ...sale,
    TxnDate: day,
    CustomerRef: { value: customer.Id, name: customer.DisplayName },
    Line: [
      ...lines.map((line, index) => ({ ...line, Id: String(index + 1), LineNum: index + 1 })),
      { Amount: number(net), DetailType: 'SubTotalLineDetail', SubTotalLineDetail: {} },
    ],
    TxnTaxDetail: { TotalTax: number(tax) },
    TotalAmt: number(net + tax),
    Balance: number(net + tax),
    CurrencyRef: { value: 'USD', name: 'United States Dollar' },
    ...dueOf(sale, day, books),
  };
}

/** Books that are closed take no change of a day they hold. */
export function refuseClosed(day: string, { closedUntil }: Surroundings): void {
  if (closedUntil !== null && day <= closedUntil)
    throw refuse(
      '6210',
      `The account period has closed and the account books cannot be updated through the QBO Services API. Closing date: ${closedUntil}`,
    );
}

/** A sale that was voided: it stays, for nothing. */
export function voided(sale: Entity): Entity {
  const lines = (sale.Line as SaleLine[]).map((line) => ({
    ...line,
    Amount: 0,
    ...(line.SalesItemLineDetail && { SalesItemLineDetail: { ...line.SalesItemLineDetail, Qty: 0 } }),
  }));
  const note = ['Voided', sale.PrivateNote].filter(Boolean).join(' - ');
  return { ...sale, Line: lines, TotalAmt: 0, Balance: 0, TxnTaxDetail: { TotalTax: 0 }, PrivateNote: note };
}

function checkLine(line: SaleLine, books: Surroundings): void {
  const detail = line.SalesItemLineDetail;
  if (line.DetailType !== 'SalesItemLineDetail' || !detail)
    throw refuse('2020', 'Required parameter SalesItemLineDetail is missing in the request', 'Line');
  if (line.Amount === undefined)
    throw refuse('2020', 'Required parameter Line.Amount is missing in the request', 'Amount');
  reference(books, 'Item', detail.ItemRef?.value);
  if (detail.TaxCodeRef) reference(books, 'TaxCode', detail.TaxCodeRef.value);
  if (detail.Qty === undefined || detail.UnitPrice === undefined) return;
  const product = roundToCent((exact(detail.Qty) * exact(detail.UnitPrice)) / 10_000n);
  if (product !== amountOf(line))
    throw refuse('6070', `Amount is not equal to UnitPrice * Qty. Supplied value:${line.Amount}`, 'Amount');
}

function reference(books: Surroundings, name: string, id: string | undefined): Entity {
  const found = books.find(name, id);
  if (!found) throw refuse('2500', `Invalid Reference Id : ${name}s element id ${id} not found`, `${name}Ref`);
  if (found.Active === false)
    throw refuse(
      '610',
      "Object Not Found : Something you're trying to use has been made inactive. Check the fields with accounts, customers, items, vendors or employees.",
    );
  return found;
}

function dueOf(sale: Entity, day: string, books: Surroundings): { DueDate?: unknown } {
  if (sale.DueDate !== undefined) return { DueDate: sale.DueDate };
  const terms = books.find('Term', (sale.SalesTermRef as { value: string } | undefined)?.value);
  if (typeof terms?.DueDays !== 'number') return {};
  const due = new Date(Date.parse(`${day}T00:00:00Z`) + terms.DueDays * 86_400_000);
  return { DueDate: due.toISOString().slice(0, 10) };
}

function taxOf(lines: readonly SaleLine[], percent: number): TenThousandths {
  const taxed = lines.filter(({ SalesItemLineDetail: detail }) => detail?.TaxCodeRef?.value === 'TAX');
  return roundToCent((sum(taxed.map(amountOf)) * BigInt(Math.round(percent * 1000))) / 100_000n);
}

function amountOf({ Amount }: SaleLine): TenThousandths {
  return exact(Amount ?? 0);
}

function exact(value: number): TenThousandths {
  const amount = parseAmount(String(value));
  if (amount === null) throw refuse('2020', `${value} is not an amount`, 'Amount');
  return amount;
}

function sum(amounts: readonly TenThousandths[]): TenThousandths {
  return amounts.reduce((all, amount) => all + amount, 0n);
}

function number(amount: TenThousandths): number {
  return Number(formatAmount(amount));
}
