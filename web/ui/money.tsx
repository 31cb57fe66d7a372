import type { Money as Amount } from '#domain/money.ts';
import { moneyText } from '#web/ui/money-text.ts';

export function Money({ of }: { of: Amount }) {
  return <span className="nowrap">{moneyText(of)}</span>;
}
