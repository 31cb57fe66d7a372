import type { ProblemError } from '#web/api/problem-error.ts';
import { t } from '#web/i18n/words.ts';
import { AskAgain } from '#web/ui/ask-again.tsx';
import { amountText } from '#web/ui/quantity-text.ts';

type Facts = { lines?: { variantId: string; sku: string; quantity: number; known: number; over: number }[] };

/** A very large quantity of something: by how much more than there ever was of it, before it is written. */
export function LargeQuantities(props: {
  error: ProblemError;
  /** The items by their ids. */
  items: ReadonlyMap<string, { itemName: string; unitsPerCase: number }>;
  isBusy: boolean;
  onConfirm: () => void;
  onClose: () => void;
}) {
  const { lines = [] } = props.error.facts as Facts;
  return (
    <AskAgain confirm={t('doubt.order')} isBusy={props.isBusy} onConfirm={props.onConfirm} onClose={props.onClose}>
      <ul>
        {lines.map(({ variantId, sku, quantity, known, over }) => {
          const item = props.items.get(variantId);
          const amount = (units: number) => amountText(units, item?.unitsPerCase ?? 1);
          return (
            <li key={variantId}>
              {t(known > 0 ? 'doubt.large' : 'doubt.largeFirst', {
                name: item?.itemName ?? sku,
                amount: amount(quantity),
                known: amount(known),
                over: amount(over),
              })}
            </li>
          );
        })}
      </ul>
    </AskAgain>
  );
}
