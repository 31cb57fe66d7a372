import { TextInput } from '@mantine/core';
import { useState } from 'react';
import type { Fulfillment } from '#contract/fulfillment/fulfillments.ts';
import { total } from '#domain/quantity.ts';
import { useAct } from '#web/api/act.ts';
import { useRead } from '#web/api/read.ts';
import { t } from '#web/i18n/words.ts';
import { useForm } from '#web/records/use-form.ts';
import { RideForm } from '#web/shipments/ride-form.tsx';
import { ActButtons, ActForm } from '#web/ui/form.tsx';
import { numberText } from '#web/ui/quantity-text.ts';
import { Refused } from '#web/ui/states.tsx';
import { tell } from '#web/ui/toast.tsx';
import { type Handed, useDoorLines } from './door-lines.tsx';
import { NO_DELIVERY, NO_SHIPMENT, useDelivery, useShipment } from './shipment-fields.tsx';

type FormProps = { fulfillment: Fulfillment; onClose: () => void };

/** The goods leave; small ones ride along with what goes anyway, unless somebody would rather send them alone. */
export function ShipForm({ fulfillment, onClose }: FormProps) {
  const { data } = useRead('getFulfillment', { params: { id: fulfillment.id } });
  const [isAlone, setIsAlone] = useState(false);
  const proposal = data?.rideProposal;
  if (proposal && !isAlone)
    return <RideForm of={fulfillment} proposal={proposal} onAlone={() => setIsAlone(true)} onClose={onClose} />;
  if (!data) return null;
  return <SendForm fulfillment={fulfillment} isFreightUsual={data.isFreightUsual} onClose={onClose} />;
}

function SendForm({ fulfillment, isFreightUsual, onClose }: FormProps & { isFreightUsual: boolean }) {
  const { id, number } = fulfillment;
  const act = useAct('shipFulfillment');
  const form = useForm(`ship ${id}`, NO_SHIPMENT);
  const shipment = useShipment(form, isFreightUsual ? 'usual' : 'asked');
  const close = () => {
    form.forget();
    onClose();
  };
  async function submit() {
    if (!(await act.submit({ params: { id }, body: shipment.charged }))) return;
    tell(t('fulfillment.nowShipped', { number }));
    close();
  }
  return (
    <ActForm
      title={t('fulfillment.shipTitle', { number })}
      note={t('fulfillment.shipNote')}
      onStartOver={form.startOver}
      onSubmit={() => void submit()}
    >
      {shipment.fields}
      <Refused error={act.error} />
      <ActButtons act={t('fulfillment.ship')} isBusy={act.isBusy} onClose={close} />
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
  const form = useForm(`deliver ${id}`, { ...NO_DELIVERY, handed: {} as Record<string, Handed> });
  const delivery = useDelivery(form, fulfillment.saleHold);
  const door = useDoorLines(fulfillment, unitsPerCase, form);
  const close = () => {
    form.forget();
    onClose();
  };
  async function submit() {
    if (!(await act.submit({ params: { id }, body: { ...delivery.given, lines: door.given } }))) return;
    tell(t('fulfillment.nowDelivered', { number }));
    close();
  }
  return (
    <ActForm
      title={t('fulfillment.deliverTitle', { number })}
      onStartOver={form.startOver}
      onSubmit={() => void submit()}
    >
      {door.fields}
      {delivery.fields}
      <Refused error={act.error} />
      <ActButtons act={t('fulfillment.deliver')} isBusy={act.isBusy} disabled={!door.isWhole} onClose={close} />
    </ActForm>
  );
}

/** The pick is undone. */
export function VoidForm({ fulfillment: { id, number, lines }, onClose }: FormProps) {
  const act = useAct('voidFulfillment');
  const form = useForm(`void ${id}`, { reason: '' });
  const { reason } = form.values;
  const close = () => {
    form.forget();
    onClose();
  };
  const units = total(lines, (line) => line.quantity);
  async function submit() {
    if (!(await act.submit({ params: { id }, body: { reason: reason.trim() } }))) return;
    tell(t('fulfillment.nowVoided', { number }));
    close();
  }
  return (
    <ActForm
      title={t('fulfillment.voidTitle', { number })}
      note={t('fulfillment.voidNote', { count: units, number: numberText(units) })}
      onStartOver={form.startOver}
      onSubmit={() => void submit()}
    >
      <TextInput
        label={t('fulfillment.voidReason')}
        required
        maxLength={500}
        value={reason}
        onChange={(event) => form.set({ reason: event.currentTarget.value })}
      />
      <Refused error={act.error} />
      <ActButtons act={t('fulfillment.void')} isBusy={act.isBusy} onClose={close} />
    </ActForm>
  );
}
