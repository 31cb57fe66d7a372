import type { Answer } from '#contract/operations.ts';
import { t } from '#web/i18n/words.ts';
import { dayText } from '#web/ui/date-words.ts';
import { moneyText } from '#web/ui/money-text.ts';
import { numberText } from '#web/ui/quantity-text.ts';

type Deal = Answer<'getDeal'>;

/** What a deal takes off: "10 % off", "$9.50 each from 24 units". */
export function dealTerms({ kind, percent, amount, price, minimumQuantity }: Deal): string {
  if (kind === 'amount' && amount) return t('deal.amountOff', { amount: moneyText(amount) });
  const share = String(Number(percent ?? 0));
  if (kind === 'percent') return t('deal.percentOff', { percent: share });
  const quantity = numberText(minimumQuantity ?? 0);
  return price
    ? t('deal.priceFrom', { price: moneyText(price), quantity })
    : t('deal.percentFrom', { percent: share, quantity });
}

/** The days on which it applies. */
export function dealDays({ validFrom, validTo }: Deal, today: string): string {
  if (validFrom && validTo) return t('deal.between', { from: dayText(validFrom, today), to: dayText(validTo, today) });
  if (validFrom) return t('deal.from', { from: dayText(validFrom, today) });
  return validTo ? t('deal.until', { to: dayText(validTo, today) }) : t('deal.always');
}
