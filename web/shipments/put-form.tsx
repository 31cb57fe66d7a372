import { NativeSelect } from '@mantine/core';
import { useState } from 'react';
import type { Fulfillment } from '#contract/fulfillment/fulfillments.ts';
import { useAct } from '#web/api/act.ts';
import { useRead } from '#web/api/read.ts';
import { t } from '#web/i18n/words.ts';
import { useCompany } from '#web/ui/company.ts';
import { dayText } from '#web/ui/date-words.ts';
import { ActButtons, ActForm } from '#web/ui/form.tsx';
import { Refused } from '#web/ui/states.tsx';
import { tell } from '#web/ui/toast.tsx';
import { useWay } from './way-fields.tsx';

const NO_WAY = { carrierId: null, routeId: null, deliveryOn: null, trackingNumber: null };

/** Puts a fulfillment on a shipment of its customer that is planned, or plans one. */
export function PutForm({
  of,
  onClose,
}: {
  of: Pick<Fulfillment, 'id' | 'number' | 'customerId'>;
  onClose: () => void;
}) {
  const plan = useAct('createShipment');
  const add = useAct('updateShipment');
  const way = useWay(`put ${of.id} on a shipment`, NO_WAY);
  const close = () => {
    way.form.forget();
    onClose();
  };
  const { today } = useCompany();
  const [chosen, setChosen] = useState('');
  const query = { customerId: of.customerId, status: 'planned', limit: 50 } as const;
  const planned = useRead('listShipments', { query }).data?.data ?? [];
  const shipment = planned.find(({ id }) => id === chosen);
  async function submit() {
    const saved = shipment
      ? await add.submit(
          {
            params: { id: shipment.id },
            body: { fulfillmentIds: [...shipment.fulfillments.map(({ id }) => id), of.id] },
          },
          { version: shipment.version },
        )
      : await plan.submit({ body: { fulfillmentIds: [of.id], ...way.given } });
    if (!saved) return;
    tell(t('shipments.isOn', { number: of.number, shipment: saved.number }));
    close();
  }
  return (
    <ActForm
      title={t('shipments.putTitle', { number: of.number })}
      onStartOver={way.form.startOver}
      onSubmit={() => void submit()}
    >
      {planned.length > 0 && (
        <NativeSelect
          label={t('shipments.with')}
          value={chosen}
          onChange={(event) => setChosen(event.currentTarget.value)}
          data={[
            { value: '', label: t('shipments.newShipment') },
            ...planned.map(({ id, number, deliveryOn }) => ({
              value: id,
              label: t('shipments.existing', {
                number,
                day: deliveryOn ? dayText(deliveryOn, today) : t('shipments.noDay'),
              }),
            })),
          ]}
        />
      )}
      {!shipment && way.fields}
      <Refused error={plan.error ?? add.error} />
      <ActButtons act={t('shipments.putOn')} isBusy={plan.isBusy || add.isBusy} onClose={close} />
    </ActForm>
  );
}
