import { TextInput } from '@mantine/core';
import { useId } from 'react';
import type { Fulfillment } from '#contract/fulfillment/fulfillments.ts';
import { useRead } from '#web/api/read.ts';
import { t } from '#web/i18n/words.ts';
import { useCompany } from '#web/ui/company.ts';
import { instantIn } from '#web/ui/date-words.ts';
import { DayField } from '#web/ui/day-field.tsx';
import { FieldRow } from '#web/ui/form.tsx';
import { Tick } from '#web/ui/tick.tsx';
import { FreightField, freightOf } from './freight-field.tsx';

/** `freight` is null until somebody says it. */
export const NO_SHIPMENT = { carrier: '', trackingNumber: '', estimatedDeliveryOn: '', freight: null as string | null };
export const NO_DELIVERY = { receivedBy: '', deliveredAt: '', cashCollected: false };

/** Of a form that asks for these and perhaps for more, what they need. */
type PartOf<Values extends object> = { values: Values; set: (change: Partial<Values>) => void };

/** What is charged for carriage. `usual`: a carrier's own freight fills it in, `asked`: a person says it, `none`: it is not asked for. */
type Freight = 'usual' | 'asked' | 'none';

/** How goods leave. All of it may stay empty: a truck of our own has no tracking number. */
export function useShipment({ values, set }: PartOf<typeof NO_SHIPMENT>, asksFreight: Freight) {
  const { carrier, trackingNumber, estimatedDeliveryOn } = values;
  const listId = useId();
  const { currency } = useCompany();
  const { data: carriers } = useRead('listCarriers', { query: { active: 'true', limit: 200 } });
  const named = carriers?.data.find(({ name }) => name.toLowerCase() === carrier.trim().toLowerCase());
  const usual = (asksFreight === 'usual' && named?.usualFreight?.amount) || '';
  const freight = values.freight ?? usual;
  const fields = (
    <FieldRow>
      <datalist id={listId}>
        {carriers?.data.map(({ id, name }) => (
          <option key={id} value={name} />
        ))}
      </datalist>
      <TextInput
        label={t('shipment.carrier')}
        placeholder={t('shipment.ownTruck')}
        list={listId}
        autoComplete="off"
        maxLength={100}
        value={carrier}
        onChange={(event) => set({ carrier: event.currentTarget.value })}
      />
      <TextInput
        label={t('shipment.trackingNumber')}
        maxLength={100}
        autoComplete="off"
        value={trackingNumber}
        onChange={(event) => set({ trackingNumber: event.currentTarget.value })}
      />
      <DayField
        label={t('shipment.estimatedDeliveryOn')}
        value={estimatedDeliveryOn}
        onDay={(on) => set({ estimatedDeliveryOn: on })}
      />
      {asksFreight !== 'none' && <FreightField value={freight} onChange={(amount) => set({ freight: amount })} />}
    </FieldRow>
  );
  const given = {
    carrier: carrier.trim() || null,
    trackingNumber: trackingNumber.trim() || null,
    estimatedDeliveryOn: estimatedDeliveryOn || null,
  };
  return { given, charged: { ...given, freight: freightOf(freight, currency) }, fields };
}

/** Who took the goods, and when. */
export function useDelivery({ values, set }: PartOf<typeof NO_DELIVERY>, saleHold: Fulfillment['saleHold']) {
  const { timeZone } = useCompany();
  const { receivedBy, deliveredAt, cashCollected } = values;
  const fields = (
    <FieldRow>
      <TextInput
        label={t('delivery.receivedBy')}
        maxLength={200}
        value={receivedBy}
        onChange={(event) => set({ receivedBy: event.currentTarget.value })}
      />
      <TextInput
        type="datetime-local"
        label={t('delivery.deliveredAt')}
        description={t('delivery.nowIfEmpty')}
        value={deliveredAt}
        onChange={(event) => set({ deliveredAt: event.currentTarget.value })}
      />
      {saleHold === 'cash_only' && (
        <Tick
          label={t('delivery.cashCollected')}
          isSet={cashCollected}
          onSet={(isSet) => set({ cashCollected: isSet })}
        />
      )}
    </FieldRow>
  );
  const given = {
    receivedBy: receivedBy.trim() || null,
    cashCollected,
    // What the field holds is the time where the person is.
    deliveredAt: deliveredAt ? instantIn(deliveredAt, timeZone) : null,
  };
  return { given, fields };
}
