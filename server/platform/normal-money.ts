import { type Refusal, refuse } from '#contract/errors.ts';
import { formatAmount, type Money, parseAmount } from '#domain/money.ts';
import type { Work } from './work.ts';

/** Money in the one currency of the company, written the way it is answered; `invalid_request` for another. */
export function normalMoney(
  { company: { currency } }: Work,
  money: Money,
  pointer: string,
): Money | { refusal: Refusal } {
  if (money.currency !== currency)
    return refuse('invalid_request', { errors: [{ pointer: `${pointer}/currency`, detail: `is not ${currency}` }] });
  return { amount: formatAmount(parseAmount(money.amount) as bigint), currency };
}
