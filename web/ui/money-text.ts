import { formatAmount, type Money, parseAmount } from '#domain/money.ts';

/** "$1,234.50". The amount goes in as its decimal string, so that no binary fraction is ever made of it. */
export function moneyText({ amount, currency }: Money): string {
  // A unit price has up to four decimals, and all of them count.
  const format = new Intl.NumberFormat('en-US', { style: 'currency', currency, maximumFractionDigits: 4 });
  return format.format(amount as Intl.StringNumericLiteral);
}

/** Adds amounts of one currency; null when there are none. */
export function sumOfMoney(amounts: readonly Money[]): Money | null {
  const [first] = amounts;
  if (!first) return null;
  return {
    amount: formatAmount(amounts.reduce((sum, { amount }) => sum + (parseAmount(amount) ?? 0n), 0n)),
    currency: first.currency,
  };
}

/** An amount times a whole number. */
export function timesMoney({ amount, currency }: Money, factor: number): Money {
  return { amount: formatAmount((parseAmount(amount) ?? 0n) * BigInt(factor)), currency };
}
