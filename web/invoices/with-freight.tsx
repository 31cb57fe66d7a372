import type { Money } from '#domain/money.ts';
import { t } from '#web/i18n/words.ts';
import { moneyText } from '#web/ui/money-text.ts';

/** What of an amount is for carriage; nothing where none of it is. */
export function WithFreight({ of }: { of: Money }) {
  if (Number(of.amount) === 0) return null;
  return <span className="quiet"> {t('invoices.withFreight', { amount: moneyText(of) })}</span>;
}
