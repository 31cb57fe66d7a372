import { NativeSelect, TextInput } from '@mantine/core';
import { useRead } from '#web/api/read.ts';
import { t } from '#web/i18n/words.ts';
import { useForm } from '#web/records/use-form.ts';
import { DayField } from '#web/ui/day-field.tsx';
import { FieldRow } from '#web/ui/form.tsx';

type Way = {
  carrierId: string | null;
  routeId: string | null;
  deliveryOn: string | null;
  trackingNumber: string | null;
};

/** How a shipment goes: a carrier, one of our routes, or just our truck; on which day. Without a day it is filled in. */
export function useWay(name: string, before: Way, isPlanned = true) {
  const carriers = useRead('listCarriers', { query: { active: 'true', limit: 200 } }).data?.data ?? [];
  const routes = useRead('listRoutes', { query: { active: 'true', limit: 200 } }).data?.data ?? [];
  const form = useForm(name, before);
  const way = form.values;
  const chosen = way.carrierId ? `c${way.carrierId}` : way.routeId ? `r${way.routeId}` : '';
  const choose = (value: string) => {
    const id = value.slice(1) || null;
    const [carrierId, routeId] = [value.startsWith('c') ? id : null, value.startsWith('r') ? id : null];
    form.set({ carrierId, routeId, deliveryOn: null });
  };
  const fields = (
    <FieldRow>
      {isPlanned && (
        <NativeSelect
          label={t('shipments.way')}
          value={chosen}
          onChange={(event) => choose(event.currentTarget.value)}
          data={[
            { value: '', label: t('shipments.ownTruck') },
            { group: t('shipments.routes'), items: routes.map(({ id, name }) => ({ value: `r${id}`, label: name })) },
            {
              group: t('shipments.carriers'),
              items: carriers.map(({ id, name }) => ({ value: `c${id}`, label: name })),
            },
          ]}
        />
      )}
      <DayField
        label={t('shipments.day')}
        description={t('shipments.dayIfEmpty')}
        value={way.deliveryOn ?? ''}
        onDay={(day) => form.set({ deliveryOn: day || null })}
      />
      <TextInput
        label={t('shipment.trackingNumber')}
        maxLength={100}
        autoComplete="off"
        value={way.trackingNumber ?? ''}
        onChange={(event) => form.set({ trackingNumber: event.currentTarget.value || null })}
      />
    </FieldRow>
  );
  // A day that is left empty is filled in for a new way.
  const { carrierId, routeId, deliveryOn, trackingNumber } = way;
  const given = { ...(isPlanned && { carrierId, routeId }), deliveryOn: deliveryOn ?? undefined, trackingNumber };
  return { form, given, fields };
}
