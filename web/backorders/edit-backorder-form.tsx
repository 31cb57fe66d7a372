import type { Backorder } from '#contract/backorders/backorder.ts';
import { useAct } from '#web/api/act.ts';
import { t } from '#web/i18n/words.ts';
import { RecordForm, type Written } from '#web/records/record-form.tsx';
import type { Looks } from '#web/ui/fields.tsx';
import { tell } from '#web/ui/toast.tsx';

type Values = Pick<Backorder, 'deliveryAddress' | 'requestedOn' | 'shipPolicy' | 'notes'>;

/** Gives a backorder terms for itself, which an edit of the order leaves as they are. */
export function EditBackorderForm({
  backorder,
  onDone,
  onClose,
}: {
  backorder: Backorder;
  onDone: () => void;
  onClose: () => void;
}) {
  const act = useAct('updateBackorder');
  const { deliveryAddress, requestedOn, shipPolicy, notes } = backorder;
  const given = { params: { id: backorder.id } };

  async function save({ changes, seen }: Written<Values>) {
    const { notes: typed, ...rest } = changes;
    const body = { ...rest, ...(typed === undefined ? {} : { notes: typed?.trim() || null }) };
    const saved = await act.submit({ ...given, body }, seen);
    if (saved) {
      tell(t('backorder.saved', { number: backorder.number }));
      onDone();
    }
    return saved;
  }

  return (
    <RecordForm<Values>
      name={`backorder ${backorder.id}`}
      title={t('backorder.editTitle', { number: backorder.number })}
      note={t('backorder.editNote', { order: backorder.orderNumber })}
      looks={looks()}
      values={{ deliveryAddress, requestedOn, shipPolicy, notes }}
      version={backorder.version}
      submit={t('act.save')}
      act={act}
      onSubmit={save}
      onClose={onClose}
    />
  );
}

function looks(): Looks<Values> {
  return {
    requestedOn: { kind: 'date', label: t('order.requestedOn') },
    shipPolicy: {
      kind: 'choice',
      label: t('order.shipPolicy'),
      choices: (['partial', 'complete'] as const).map((value) => ({ value, label: t(`shipPolicy.${value}`) })),
    },
    deliveryAddress: { kind: 'address', label: t('order.deliveryAddress'), hasName: true },
    notes: { kind: 'long', label: t('order.notes'), maxLength: 4000 },
  };
}
