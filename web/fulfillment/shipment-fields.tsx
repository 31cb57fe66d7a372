import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { t } from '#web/i18n/words.ts';
import { useCompany } from '#web/ui/company.ts';
import { instantIn } from '#web/ui/date-words.ts';
import { FieldRow } from '#web/ui/form.tsx';

/** How goods leave. All of it may stay empty: a truck of our own has no tracking number. */
export function useShipment() {
  const [carrier, setCarrier] = useState('');
  const [trackingNumber, setTrackingNumber] = useState('');
  const [estimatedDeliveryOn, setEstimatedDeliveryOn] = useState('');
  const fields = (
    <FieldRow>
      <TextInput
        label={t('shipment.carrier')}
        placeholder={t('shipment.ownTruck')}
        maxLength={100}
        value={carrier}
        onChange={(event) => setCarrier(event.currentTarget.value)}
      />
      <TextInput
        label={t('shipment.trackingNumber')}
        maxLength={100}
        autoComplete="off"
        value={trackingNumber}
        onChange={(event) => setTrackingNumber(event.currentTarget.value)}
      />
      <TextInput
        type="date"
        label={t('shipment.estimatedDeliveryOn')}
        value={estimatedDeliveryOn}
        onChange={(event) => setEstimatedDeliveryOn(event.currentTarget.value)}
      />
    </FieldRow>
  );
  const given = {
    carrier: carrier.trim() || null,
    trackingNumber: trackingNumber.trim() || null,
    estimatedDeliveryOn: estimatedDeliveryOn || null,
  };
  return { given, fields };
}

/** Who took the goods, and when. */
export function useDelivery() {
  const { timeZone } = useCompany();
  const [receivedBy, setReceivedBy] = useState('');
  const [deliveredAt, setDeliveredAt] = useState('');
  const fields = (
    <FieldRow>
      <TextInput
        label={t('delivery.receivedBy')}
        maxLength={200}
        value={receivedBy}
        onChange={(event) => setReceivedBy(event.currentTarget.value)}
      />
      <TextInput
        type="datetime-local"
        label={t('delivery.deliveredAt')}
        description={t('delivery.nowIfEmpty')}
        value={deliveredAt}
        onChange={(event) => setDeliveredAt(event.currentTarget.value)}
      />
    </FieldRow>
  );
  const given = {
    receivedBy: receivedBy.trim() || null,
    // What the field holds is the time where the person is.
    deliveredAt: deliveredAt ? instantIn(deliveredAt, timeZone) : null,
  };
  return { given, fields };
}
