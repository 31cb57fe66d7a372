import { TextInput } from '@mantine/core';
import { useState } from 'react';
import type { Fulfillment } from '#contract/fulfillment/fulfillments.ts';
import { total } from '#domain/quantity.ts';
import { useAct } from '#web/api/act.ts';
import { t } from '#web/i18n/words.ts';
import { ActButtons, ActForm } from '#web/ui/form.tsx';
import { numberText } from '#web/ui/quantity-text.ts';
import { Refused } from '#web/ui/states.tsx';
import { tell } from '#web/ui/toast.tsx';
import { useDoorLines } from './door-lines.tsx';
import { useDelivery, useShipment } from './shipment-fields.tsx';

type FormProps = { fulfillment: Fulfillment; onClose: () => void };

/** The goods leave. */
export function ShipForm({ fulfillment: { id, number }, onClose }: FormProps) {
  const act = useAct('shipFulfillment');
  const shipment = useShipment();
  async function submit() {
    if (!(await act.submit({ params: { id }, body: shipment.given }))) return;
    tell(t('fulfillment.nowShipped', { number }));
    onClose();
  }
  return (
    <ActForm
      title={t('fulfillment.shipTitle', { number })}
      note={t('fulfillment.shipNote')}
      onSubmit={() => void submit()}
    >
      {shipment.fields}
      <Refused error={act.error} />
      <ActButtons act={t('fulfillment.ship')} isBusy={act.isBusy} onClose={onClose} />
    </ActForm>
  );
}

/** The customer has the goods, or what of them was handed over. */
export function DeliverForm({
  fulfillment,
  unitsPerCase,
  onClose,
}: FormProps & { unitsPerCase: ReadonlyMap<string, number> }) {
  const { id, number } = fulfillment;
  const act = useAct('deliverFulfillment');
  const delivery = useDelivery();
  const door = useDoorLines(fulfillment, unitsPerCase);
  async function submit() {
    if (!(await act.submit({ params: { id }, body: { ...delivery.given, lines: door.given } }))) return;
    tell(t('fulfillment.nowDelivered', { number }));
    onClose();
  }
  return (
    <ActForm title={t('fulfillment.deliverTitle', { number })} onSubmit={() => void submit()}>
      {door.fields}
      {delivery.fields}
      <Refused error={act.error} />
      <ActButtons act={t('fulfillment.deliver')} isBusy={act.isBusy} disabled={!door.isWhole} onClose={onClose} />
    </ActForm>
  );
}

/** The pick is undone. */
export function VoidForm({ fulfillment: { id, number, lines }, onClose }: FormProps) {
  const act = useAct('voidFulfillment');
  const [reason, setReason] = useState('');
  const units = total(lines, (line) => line.quantity);
  async function submit() {
    if (!(await act.submit({ params: { id }, body: { reason: reason.trim() } }))) return;
    tell(t('fulfillment.nowVoided', { number }));
    onClose();
  }
  return (
    <ActForm
      title={t('fulfillment.voidTitle', { number })}
      note={t('fulfillment.voidNote', { count: units, number: numberText(units) })}
      onSubmit={() => void submit()}
    >
      <TextInput
        label={t('fulfillment.voidReason')}
        required
        maxLength={500}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      <Refused error={act.error} />
      <ActButtons act={t('fulfillment.void')} isBusy={act.isBusy} onClose={onClose} />
    </ActForm>
  );
}
