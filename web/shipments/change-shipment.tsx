import type { Answer } from '#contract/operations.ts';
import { useAct } from '#web/api/act.ts';
import { t } from '#web/i18n/words.ts';
import { ActButtons, ActForm } from '#web/ui/form.tsx';
import { Refused } from '#web/ui/states.tsx';
import { tell } from '#web/ui/toast.tsx';
import { useWay } from './way-fields.tsx';

type Shipment = Answer<'getShipment'>;

/** Changes how a shipment goes and when; of one that left, the tracking number and the day. */
export function ChangeShipment({ shipment, onClose }: { shipment: Shipment; onClose: () => void }) {
  const act = useAct('updateShipment');
  const { id, number, carrierId, routeId, deliveryOn, trackingNumber, version, shippedAt } = shipment;
  const before = { carrierId, routeId, deliveryOn, trackingNumber };
  const { form, given, fields } = useWay(`shipment ${id}`, before, shippedAt === null);
  const close = () => {
    form.forget();
    onClose();
  };
  async function submit() {
    if (!(await act.submit({ params: { id }, body: given }, { version }))) return;
    tell(t('shipments.changed', { number }));
    close();
  }
  return (
    <ActForm
      title={t('shipments.changeTitle', { number })}
      isConsequential={false}
      onStartOver={form.startOver}
      onSubmit={() => void submit()}
    >
      {fields}
      <Refused error={act.error} />
      <ActButtons act={t('act.save')} isBusy={act.isBusy} onClose={close} />
    </ActForm>
  );
}
