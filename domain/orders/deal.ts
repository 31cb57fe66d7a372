import { divideRounded, roundToCent, type TenThousandths } from '#domain/money.ts';
import type { Quantity } from '#domain/quantity.ts';
import type { CalendarDate } from '#domain/time/calendar.ts';

/**
 * How a deal takes off: a percentage of the line (ten-thousandths: 12.5 % is 125000n), an amount off the whole line, or
 * a price in place of the unit price.
 */
export type DealTerms =
  | { kind: 'percent'; percent: TenThousandths }
  | { kind: 'amount'; amount: TenThousandths }
  | { kind: 'price'; price: TenThousandths };

/** A deal as it is offered. Null limits nothing. */
export type Deal = {
  id: string;
  name: string;
  terms: DealTerms;
  minimumQuantity: Quantity | null;
  validFrom: CalendarDate | null;
  validTo: CalendarDate | null;
  customerId: string | null;
  productId: string | null;
  variantId: string | null;
};

/** A line that may get a deal. */
export type DealLine = {
  variantId: string;
  productId: string;
  quantity: Quantity;
  unitPrice: TenThousandths;
};

/**
 * The deal a line gets on a day: of those that apply to its customer, item, quantity and day, the one that takes most
 * off; of equals the one with the smaller id. Null when none takes anything off.
 */
export function bestDeal(
  deals: readonly Deal[],
  line: DealLine,
  when: { customerId: string; today: CalendarDate },
): { deal: Deal; amount: TenThousandths } | null {
  let best: { deal: Deal; amount: TenThousandths } | null = null;
  for (const deal of deals) {
    if (!applies(deal, line, when)) continue;
    const amount = reduction(deal.terms, line);
    const isBetter = best === null || amount > best.amount || (amount === best.amount && isBefore(deal, best.deal));
    if (amount > 0n && isBetter) best = { deal, amount };
  }
  return best;
}

/** What a deal takes off a whole line, to the cent: never more than the line is worth, never less than nothing. */
export function reduction(terms: DealTerms, line: { quantity: Quantity; unitPrice: TenThousandths }): TenThousandths {
  const full = BigInt(line.quantity) * line.unitPrice;
  const off = roundToCent(takenOff(terms, line.quantity, line.unitPrice, full));
  // A line of 1.005 is worth 1.01, and a deal of 1.01 would leave less than nothing.
  const most = (full / 100n) * 100n;
  return off < 0n ? 0n : off > most ? most : off;
}

/** The terms that hold for more of the same line: an amount was given once, for the line as it was. */
export function extendable(terms: DealTerms | null): DealTerms | null {
  return terms?.kind === 'amount' ? null : terms;
}

function takenOff(terms: DealTerms, quantity: Quantity, unitPrice: TenThousandths, full: TenThousandths) {
  switch (terms.kind) {
    case 'percent':
      return divideRounded(full * terms.percent, 100n * 10_000n);
    case 'amount':
      return terms.amount;
    case 'price':
      return BigInt(quantity) * (unitPrice - terms.price);
  }
}

function applies(deal: Deal, line: DealLine, { customerId, today }: { customerId: string; today: CalendarDate }) {
  return (
    (deal.customerId === null || deal.customerId === customerId) &&
    (deal.productId === null || deal.productId === line.productId) &&
    (deal.variantId === null || deal.variantId === line.variantId) &&
    (deal.minimumQuantity === null || line.quantity >= deal.minimumQuantity) &&
    (deal.validFrom === null || deal.validFrom <= today) &&
    (deal.validTo === null || today <= deal.validTo)
  );
}

/** Ids are whole numbers of any length: shorter is smaller. */
function isBefore(a: Deal, b: Deal): boolean {
  return a.id.length === b.id.length ? a.id < b.id : a.id.length < b.id.length;
}
