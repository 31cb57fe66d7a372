import { t } from '#web/i18n/words.ts';
import { dayText } from '#web/ui/date-words.ts';
import { amountText } from '#web/ui/quantity-text.ts';

type Items = ReadonlyMap<string, { itemName: string; unitsPerCase: number }>;
type Moved = { sku: string; from: string | null; to: string | null };
type InParts = { sku: string; deliveries: { quantity: number; expectedOn: string }[] };

/** "Chablis: 3 Dec → 10 Dec" for each line of a purchase order whose day moved. */
export function movedWords(moved: readonly Moved[], items: Items, today: string): string[] {
  const day = (on: string | null) => (on === null ? t('history.nothing') : dayText(on, today));
  return moved.map(({ sku, from, to }) =>
    t('history.changed', { field: items.get(sku)?.itemName ?? sku, from: day(from), to: day(to) }),
  );
}

/** "Chablis: 1 cs on 3 Dec, 4 cs on 10 Dec" for each line that comes in parts, or comes on one day again. */
export function partsWords(lines: readonly InParts[], items: Items, today: string): string[] {
  return lines.map(({ sku, deliveries }) => {
    const { itemName = sku, unitsPerCase = 1 } = items.get(sku) ?? {};
    const parts = deliveries.map(({ quantity, expectedOn }) =>
      t('history.part', { amount: amountText(quantity, unitsPerCase), day: dayText(expectedOn, today) }),
    );
    return t('history.fact', { field: itemName, value: parts.join(', ') || t('history.oneDay') });
  });
}
