import { t } from '#web/i18n/words.ts';
import { QuantityField } from '#web/ui/quantity-field.tsx';
import { QuantityLine, QuantityLines } from '#web/ui/quantity-lines.tsx';
import { quantityText } from '#web/ui/quantity-text.ts';
import type { Stop } from './stop.ts';

type Given = Stop['fulfillments'][number]['takeAlong'][number];
/** How much of each line of a return was taken along: all of it unless somebody says otherwise. */
export type TakenAlong = Record<string, number | null>;

/** What the customer gives back for what is brought, line by line. */
export function useTakeAlong(
  stop: Stop,
  form: { values: { taken: TakenAlong }; set: (change: { taken: TakenAlong }) => void },
) {
  const { taken } = form.values;
  const lines = stop.fulfillments.filter(({ status }) => status === 'shipped').flatMap(({ takeAlong }) => takeAlong);
  const takenOf = ({ returnLineId, quantity }: Given) =>
    taken[returnLineId] ?? (returnLineId in taken ? null : quantity);
  const isWithin = (line: Given) => {
    const quantity = takenOf(line);
    return quantity !== null && quantity <= line.quantity;
  };
  const fields = lines.length > 0 && (
    <QuantityLines label={t('driver.takeAlong')}>
      {lines.map((line) => {
        const amount = quantityText(line.quantity, line.unitsPerCase);
        return (
          <QuantityLine
            key={line.returnLineId}
            name={line.itemName}
            item={line.itemName}
            facts={t('driver.takesAlong', { amount, number: line.returnNumber })}
            fields={
              <QuantityField
                label={t('driver.takenAlong')}
                value={takenOf(line)}
                unitsPerCase={line.unitsPerCase}
                onChange={(quantity) => form.set({ taken: { ...taken, [line.returnLineId]: quantity } })}
              />
            }
            error={takenOf(line) !== null && !isWithin(line) ? t('driver.tooManyAlong', { amount }) : null}
          />
        );
      })}
    </QuantityLines>
  );
  /** What was taken along for one fulfillment; null for nothing. */
  const givenFor = ({ takeAlong }: Stop['fulfillments'][number]) => {
    const given = takeAlong.flatMap((line) => {
      const quantity = takenOf(line);
      return quantity ? [{ returnLineId: line.returnLineId, quantity }] : [];
    });
    return given.length > 0 ? given : null;
  };
  return { fields, givenFor, isWhole: lines.every(isWithin) };
}
