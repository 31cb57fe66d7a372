import { NativeSelect } from '@mantine/core';
import { DIFFERENCE_REASONS, type DifferenceReason, type Fulfillment } from '#contract/fulfillment/fulfillments.ts';
import { t } from '#web/i18n/words.ts';
import { QuantityField } from '#web/ui/quantity-field.tsx';
import { QuantityLine, QuantityLines } from '#web/ui/quantity-lines.tsx';
import { quantityText } from '#web/ui/quantity-text.ts';

/** What is known of a line at the door. */
type Line = Pick<Fulfillment['lines'][number], 'id' | 'itemName' | 'unitsPerCase' | 'quantity' | 'undelivered'> & {
  orderLineId?: string;
  returned?: number;
};
export type Handed = { delivered: number | null; reason: DifferenceReason | '' };

/** What of a line left and is neither lost nor back. */
export const arrivingOf = (line: Pick<Line, 'quantity' | 'undelivered' | 'returned'>) =>
  line.quantity - line.undelivered - (line.returned ?? 0);

/** What was handed over of each line, all of it unless somebody says otherwise, and why not the rest. */
export function useDoorLines(
  fulfillment: { lines: readonly Line[] },
  unitsPerCase: ReadonlyMap<string, number>,
  form: { values: { handed: Record<string, Handed> }; set: (change: { handed: Record<string, Handed> }) => void },
) {
  const { handed } = form.values;
  const lines = fulfillment.lines.filter((line) => arrivingOf(line) > 0);
  const handedOf = (line: Line): Handed => handed[line.id] ?? { delivered: arrivingOf(line), reason: '' };
  const differing = lines.filter((line) => handedOf(line).delivered !== arrivingOf(line));
  const fields = (
    <QuantityLines label={t('delivery.lines')}>
      {lines.map((line) => (
        <DoorLine
          key={line.id}
          line={line}
          unitsPerCase={unitsPerCase.get(line.orderLineId ?? '') ?? line.unitsPerCase}
          handed={handedOf(line)}
          onChange={(next) => form.set({ handed: { ...handed, [line.id]: next } })}
        />
      ))}
    </QuantityLines>
  );
  const given = differing.map((line) => ({
    fulfillmentLineId: line.id,
    delivered: handedOf(line).delivered ?? 0,
    reason: handedOf(line).reason || null,
  }));
  const isWhole = differing.every((line) => {
    const { delivered, reason } = handedOf(line);
    return delivered !== null && delivered < arrivingOf(line) && reason !== '';
  });
  return { fields, given: given.length > 0 ? given : null, isWhole };
}

function DoorLine(props: { line: Line; unitsPerCase: number; handed: Handed; onChange: (handed: Handed) => void }) {
  const { line, unitsPerCase, handed, onChange } = props;
  const arriving = arrivingOf(line);
  const missing = arriving - (handed.delivered ?? arriving);
  return (
    <QuantityLine
      name={line.itemName}
      item={line.itemName}
      facts={t('delivery.onTheWay', { amount: quantityText(arriving, unitsPerCase) })}
      fields={
        <QuantityField
          label={t('delivery.delivered')}
          value={handed.delivered}
          unitsPerCase={unitsPerCase}
          onChange={(delivered) => onChange({ ...handed, delivered })}
        />
      }
      error={missing < 0 ? t('delivery.tooMany', { amount: quantityText(arriving, unitsPerCase) }) : null}
      outcome={missing > 0 ? t('delivery.waitsAgain', { amount: quantityText(missing, unitsPerCase) }) : null}
      more={
        missing > 0 && (
          <NativeSelect
            label={t('delivery.whyNot', { amount: quantityText(missing, unitsPerCase) })}
            required
            value={handed.reason}
            data={[
              { value: '', label: t('delivery.chooseReason') },
              ...DIFFERENCE_REASONS.map((value) => ({ value, label: t(`delivery.reason.${value}`) })),
            ]}
            onChange={(event) => onChange({ ...handed, reason: event.currentTarget.value as Handed['reason'] })}
          />
        )
      }
    />
  );
}
