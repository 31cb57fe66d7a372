import { formatAmount, type Money, parseAmount } from '#domain/money.ts';
import { bestDeal, type Deal, type DealTerms } from '#domain/orders/deal.ts';
import { type ItemOf, useRead } from '#web/api/read.ts';
import { type EnteredLine, priceOf } from '#web/orders/entry/entered-lines.ts';
import { useCompany } from '#web/ui/company.ts';
import { timesMoney } from '#web/ui/money-text.ts';

/** Which deal each line would get if it were confirmed today, by the rule the server confirms with. */
export function useDeals(
  customer: { id: string } | null,
  lines: readonly EnteredLine[],
): (line: EnteredLine) => { name: string; amount: Money } | null {
  const { today } = useCompany();
  const { data } = useRead(
    'listDeals',
    { query: { forCustomerId: customer?.id, limit: 200 } },
    { enabled: customer !== null && lines.length > 0, keepPrevious: true },
  );
  const offered = (data?.data ?? []).map(toDeal);
  return (entered) => {
    const { variant, quantity } = entered;
    const unitPrice = parseAmount(priceOf(entered).amount);
    if (customer === null || !quantity || unitPrice === null) return null;
    const line = { variantId: variant.id, productId: variant.productId, quantity, unitPrice };
    const best = bestDeal(offered, line, { customerId: customer.id, today });
    return (
      best && {
        name: best.deal.name,
        amount: { amount: formatAmount(best.amount), currency: variant.price.currency },
      }
    );
  };
}

/** What a line comes to after what is taken off. */
export function lineWorth(line: EnteredLine, off: Money | null): Money {
  const full = timesMoney(priceOf(line), line.quantity ?? 0);
  if (off === null) return full;
  const worth = (parseAmount(full.amount) ?? 0n) - (parseAmount(off.amount) ?? 0n);
  return { ...full, amount: formatAmount(worth) };
}

function toDeal(deal: ItemOf<'listDeals'>): Deal {
  return { ...deal, terms: termsOf(deal) };
}

function termsOf({ percent, price, amount }: ItemOf<'listDeals'>): DealTerms {
  if (percent !== null) return { kind: 'percent', percent: parseAmount(percent) ?? 0n };
  if (price !== null) return { kind: 'price', price: parseAmount(price.amount) ?? 0n };
  return { kind: 'amount', amount: parseAmount(amount?.amount ?? '0') ?? 0n };
}
