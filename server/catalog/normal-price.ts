import { type Refusal, refuse } from '#contract/errors.ts';
import { formatAmount, type Money, parseAmount } from '#domain/money.ts';

/** A price in the one currency of the company, written the way prices are answered; `invalid_request` for another. */
export function normalPrice(price: Money, currency: string): { price: Money } | { refusal: Refusal } {
  if (price.currency !== currency) {
    return refuse('invalid_request', { errors: [{ pointer: '#/price/currency', detail: `is not ${currency}` }] });
  }
  return { price: { amount: formatAmount(parseAmount(price.amount) as bigint), currency } };
}
