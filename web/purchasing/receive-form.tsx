import { Button } from '@mantine/core';
import { useState } from 'react';
import type { Answer } from '#contract/operations.ts';
import { total } from '#domain/quantity.ts';
import { useAct } from '#web/api/act.ts';
import { Item } from '#web/catalog/item.tsx';
import { t } from '#web/i18n/words.ts';
import { ActForm, FormButtons } from '#web/ui/form.tsx';
import { QuantityField } from '#web/ui/quantity-field.tsx';
import { QuantityLine, QuantityLines } from '#web/ui/quantity-lines.tsx';
import { amountText, numberText } from '#web/ui/quantity-text.ts';
import { useSentRows } from '#web/ui/sent-rows.ts';
import { Refused } from '#web/ui/states.tsx';

/** Records what arrived; it starts from everything that is still to come. */
export function ReceiveForm(props: {
  purchaseOrder: Answer<'getPurchaseOrder'>;
  onDone: (receipt: Answer<'receivePurchaseOrder'>) => void;
  onClose: () => void;
}) {
  const { purchaseOrder } = props;
  const act = useAct('receivePurchaseOrder');
  const [quantities, setQuantities] = useState<Record<string, number | null>>(() =>
    Object.fromEntries(purchaseOrder.lines.map((line) => [line.id, line.remaining])),
  );
  const sent = useSentRows(act.error);
  const arrived = purchaseOrder.lines
    .map((line) => ({ purchaseOrderLineId: line.id, quantity: quantities[line.id] ?? 0 }))
    .filter(({ quantity }) => quantity > 0);
  const isReady = arrived.length > 0 && purchaseOrder.lines.every((line) => (quantities[line.id] ?? null) !== null);
  const units = total(arrived, ({ quantity }) => quantity);

  async function submit() {
    if (!isReady) return;
    sent.send(arrived.map(({ purchaseOrderLineId }) => purchaseOrderLineId));
    const receipt = await act.submit({ params: { id: purchaseOrder.id }, body: { lines: arrived } });
    if (receipt) props.onDone(receipt);
  }

  return (
    <ActForm
      title={t('purchasing.receiveTitle', { number: purchaseOrder.number })}
      note={t('purchasing.receiveNote')}
      onSubmit={() => void submit()}
    >
      <QuantityLines label={t('order.lines')}>
        {purchaseOrder.lines.map((line) => {
          const quantity = quantities[line.id] ?? null;
          const rest = quantity === null ? null : line.remaining - quantity;
          const amount = rest === null ? '' : amountText(Math.abs(rest), line.unitsPerCase);
          return (
            <QuantityLine
              key={line.id}
              name={line.name}
              item={<Item of={line} />}
              facts={t('purchasing.toCome', { amount: amountText(line.remaining, line.unitsPerCase) })}
              fields={
                <QuantityField
                  label={t('purchasing.arrived')}
                  value={quantity}
                  unitsPerCase={line.unitsPerCase}
                  empty={0}
                  onChange={(entered) => {
                    sent.change(line.id);
                    setQuantities((before) => ({ ...before, [line.id]: entered }));
                  }}
                />
              }
              error={sent.problem(line.id)}
              outcome={
                rest === null
                  ? null
                  : rest === 0
                    ? t('purchasing.allThere')
                    : rest > 0
                      ? t('purchasing.stillToCome', { amount })
                      : t('purchasing.moreThanOrdered', { amount })
              }
            />
          );
        })}
      </QuantityLines>
      <Refused error={act.error} />
      <FormButtons>
        <Button type="submit" loading={act.isBusy} disabled={!isReady}>
          {t('purchasing.receiveUnits', { count: units, number: numberText(units) })}
        </Button>
        <Button variant="default" onClick={props.onClose}>
          {t('act.close')}
        </Button>
      </FormButtons>
    </ActForm>
  );
}
