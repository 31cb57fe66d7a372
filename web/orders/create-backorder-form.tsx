import { TextInput } from '@mantine/core';
import { useState } from 'react';
import type { Order } from '#contract/orders/order.ts';
import { total } from '#domain/quantity.ts';
import { useAct } from '#web/api/act.ts';
import { Item } from '#web/catalog/item.tsx';
import { t } from '#web/i18n/words.ts';
import { useReason } from '#web/records/reason-fields.tsx';
import { CREATION_REASONS } from '#web/records/reasons.ts';
import { useCompany } from '#web/ui/company.ts';
import { ActButtons, ActForm, FieldRow } from '#web/ui/form.tsx';
import { QuantityField } from '#web/ui/quantity-field.tsx';
import { QuantityLine, QuantityLines } from '#web/ui/quantity-lines.tsx';
import { amountText, numberText } from '#web/ui/quantity-text.ts';
import { useSentRows } from '#web/ui/sent-rows.ts';
import { Refused } from '#web/ui/states.tsx';
import { Tick } from '#web/ui/tick.tsx';

/** Makes a backorder of what an order cannot fill, line by line, starting from what is short. */
export function CreateBackorderForm(props: {
  order: Order;
  onDone: (backorder: { id: string; number: string }) => void;
  onClose: () => void;
}) {
  const { order } = props;
  const { today } = useCompany();
  const act = useAct('createBackorder');
  const reason = useReason(CREATION_REASONS);
  const [promisedOn, setPromisedOn] = useState('');
  const [notifyCustomer, setNotifyCustomer] = useState(false);
  const lines = order.lines
    .map((line) => ({ ...line, remainder: line.open - line.picked }))
    .filter((line) => line.remainder > 0);
  const [quantities, setQuantities] = useState<Record<string, number | null>>(() =>
    Object.fromEntries(lines.map((line) => [line.id, line.shortage])),
  );
  const sent = useSentRows(act.error);

  const chosen = lines
    .map((line) => ({ orderLineId: line.id, quantity: quantities[line.id] ?? 0 }))
    .filter(({ quantity }) => quantity > 0);
  const isReadable = lines.every((line) => {
    const quantity = quantities[line.id] ?? null;
    return quantity !== null && quantity <= line.remainder;
  });
  const isReady = isReadable && chosen.length > 0 && reason.given.reason !== '';

  async function submit() {
    if (!isReady) return;
    sent.send(chosen.map(({ orderLineId }) => orderLineId));
    const backorder = await act.submit({
      params: { id: order.id },
      body: { lines: chosen, promisedOn: promisedOn || null, notifyCustomer, ...reason.given },
    });
    if (backorder) props.onDone(backorder);
  }

  const units = total(chosen, ({ quantity }) => quantity);
  return (
    <ActForm
      title={t('order.createBackorderTitle', { number: order.number })}
      note={t('order.createBackorderNote')}
      onSubmit={() => void submit()}
    >
      <QuantityLines label={t('order.lines')}>
        {lines.map((line) => {
          const quantity = quantities[line.id] ?? null;
          const tooMany = quantity !== null && quantity > line.remainder;
          return (
            <QuantityLine
              key={line.id}
              name={line.itemName}
              item={<Item of={line} />}
              facts={t('pick.factsOnOrder', {
                asked: amountText(line.remainder, line.unitsPerCase),
                reserved: amountText(line.allocated - line.picked, line.unitsPerCase),
              })}
              fields={
                <QuantityField
                  label={t('backorder.quantity')}
                  value={quantity}
                  unitsPerCase={line.unitsPerCase}
                  empty={0}
                  onChange={(entered) => {
                    sent.change(line.id);
                    setQuantities((before) => ({ ...before, [line.id]: entered }));
                  }}
                />
              }
              error={
                tooMany
                  ? t('pick.moreThanAsked', { asked: amountText(line.remainder, line.unitsPerCase) })
                  : sent.problem(line.id)
              }
              outcome={
                quantity === null || quantity === 0
                  ? t('order.notBackordered')
                  : t('order.movesToBackorder', {
                      amount: amountText(quantity, line.unitsPerCase),
                      rest: amountText(line.remainder - quantity, line.unitsPerCase),
                    })
              }
            />
          );
        })}
      </QuantityLines>
      <FieldRow>
        <TextInput
          type="date"
          label={t('promise.promisedOn')}
          description={t('promise.mayBeEmpty')}
          min={today}
          value={promisedOn}
          onChange={(event) => setPromisedOn(event.currentTarget.value)}
        />
        {reason.fields}
      </FieldRow>
      <Tick label={t('cancel.notify')} isSet={notifyCustomer} onSet={setNotifyCustomer} />
      <Refused error={act.error} />
      <ActButtons
        act={t('order.createBackorderOf', { count: units, number: numberText(units) })}
        isBusy={act.isBusy}
        disabled={!isReadable || chosen.length === 0}
        onClose={props.onClose}
      />
    </ActForm>
  );
}
