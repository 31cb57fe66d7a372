import { useAct } from '#web/api/act.ts';
import { type ItemOf, useRead } from '#web/api/read.ts';
import { FreightField, freightOf } from '#web/fulfillment/freight-field.tsx';
import { t } from '#web/i18n/words.ts';
import { useForm } from '#web/records/use-form.ts';
import { useCompany } from '#web/ui/company.ts';
import { ActButtons, ActForm, FieldRow } from '#web/ui/form.tsx';
import { Refused } from '#web/ui/states.tsx';
import { tell } from '#web/ui/toast.tsx';

type Shipment = Pick<ItemOf<'listShipments'>, 'id' | 'number' | 'version' | 'carrierId'>;

/** Everything on a shipment leaves with a carrier, whose usual freight is filled in. */
export function DepartForm({ shipment, onClose }: { shipment: Shipment; onClose: () => void }) {
  const { carrierId } = shipment;
  const carrier = useRead('getCarrier', { params: { id: carrierId ?? '' } }, { enabled: carrierId !== null });
  if (carrierId !== null && !carrier.data && !carrier.error) return null;
  const usual = carrier.data?.usualFreight?.amount ?? '';
  return <Leaves shipment={shipment} usual={usual} onClose={onClose} />;
}

function Leaves(props: { shipment: Shipment; usual: string; onClose: () => void }) {
  const { id, number, version } = props.shipment;
  const act = useAct('departShipment');
  const { currency } = useCompany();
  const form = useForm(`depart ${id}`, { freight: props.usual });
  const close = () => {
    form.forget();
    props.onClose();
  };
  async function depart() {
    const body = { freight: freightOf(form.values.freight, currency) };
    if (!(await act.submit({ params: { id }, body }, { version }))) return;
    tell(t('shipments.departed', { number }));
    close();
  }
  return (
    <ActForm
      title={t('shipments.departTitle', { number })}
      note={t('shipments.departNote')}
      onStartOver={form.startOver}
      onSubmit={() => void depart()}
    >
      <FieldRow>
        <FreightField value={form.values.freight} onChange={(freight) => form.set({ freight })} />
      </FieldRow>
      <Refused error={act.error} />
      <ActButtons act={t('shipments.depart')} isBusy={act.isBusy} onClose={close} />
    </ActForm>
  );
}
