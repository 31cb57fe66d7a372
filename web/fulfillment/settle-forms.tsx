import { NativeSelect, Textarea } from '@mantine/core';
import type { Fulfillment } from '#contract/fulfillment/fulfillments.ts';
import { useAct } from '#web/api/act.ts';
import { t } from '#web/i18n/words.ts';
import { useForm } from '#web/records/use-form.ts';
import { ActButtons, ActForm } from '#web/ui/form.tsx';
import { QuantityField } from '#web/ui/quantity-field.tsx';
import { QuantityLine, QuantityLines } from '#web/ui/quantity-lines.tsx';
import { quantityText } from '#web/ui/quantity-text.ts';
import { Refused } from '#web/ui/states.tsx';
import { tell } from '#web/ui/toast.tsx';
import { arrivingOf } from './door-lines.tsx';

type FormProps = { fulfillment: Fulfillment; onClose: () => void };

/** "Not received": the delivery is open again. */
export function NotReceivedForm({ fulfillment: { id, number }, onClose }: FormProps) {
  const act = useAct('reopenFulfillment');
  const form = useForm(`not received ${id}`, { reportedBy: 'customer' as 'customer' | 'staff', note: '' });
  const { reportedBy, note } = form.values;
  const close = () => {
    form.forget();
    onClose();
  };
  async function submit() {
    if (!(await act.submit({ params: { id }, body: { reportedBy, note: note.trim() || null } }))) return;
    tell(t('settle.reopened', { number }));
    close();
  }
  return (
    <ActForm
      title={t('settle.reopenTitle', { number })}
      note={t('settle.reopenNote')}
      onStartOver={form.startOver}
      onSubmit={() => void submit()}
    >
      <NativeSelect
        label={t('settle.reportedBy')}
        value={reportedBy}
        data={(['customer', 'staff'] as const).map((value) => ({ value, label: t(`settle.by.${value}`) }))}
        onChange={(event) => form.set({ reportedBy: event.currentTarget.value as typeof reportedBy })}
      />
      <Note value={note} onChange={(written) => form.set({ note: written })} />
      <Refused error={act.error} />
      <ActButtons act={t('settle.reopen')} isBusy={act.isBusy} onClose={close} />
    </ActForm>
  );
}

/** It was lost: it goes again, or it is credited. */
export function LossForm({ fulfillment, onClose, way }: FormProps & { way: 'reship' | 'credit' }) {
  const { id, number } = fulfillment;
  const reship = useAct('reshipFulfillment');
  const credit = useAct('creditFulfillment');
  const act = way === 'reship' ? reship : credit;
  const form = useForm(`${way} ${id}`, { note: '', lost: {} as Lost });
  const { note } = form.values;
  const lost = useLost(fulfillment, form);
  const close = () => {
    form.forget();
    onClose();
  };
  async function submit() {
    if (!(await act.submit({ params: { id }, body: { lines: lost.given, note: note.trim() || null } }))) return;
    tell(t(`settle.${way}Done`, { number }));
    close();
  }
  return (
    <ActForm
      title={t(`settle.${way}Title`, { number })}
      note={t(`settle.${way}Note`)}
      onStartOver={form.startOver}
      onSubmit={() => void submit()}
    >
      {lost.fields}
      <Note value={note} onChange={(written) => form.set({ note: written })} />
      <Refused error={act.error} />
      <ActButtons act={t(`settle.${way}`)} isBusy={act.isBusy} disabled={lost.given.length === 0} onClose={close} />
    </ActForm>
  );
}

function Note({ value, onChange }: { value: string; onChange: (written: string) => void }) {
  return (
    <Textarea
      label={t('settle.note')}
      maxLength={1000}
      autosize
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}

type Lost = Record<string, number | null>;

/** How much of each line is lost: all that is on its way unless somebody says otherwise. */
function useLost({ lines }: Fulfillment, form: { values: { lost: Lost }; set: (change: { lost: Lost }) => void }) {
  const { lost } = form.values;
  const open = lines.filter((line) => arrivingOf(line) > 0);
  const lostOf = (line: (typeof open)[number]) => {
    const said = lost[line.id];
    return said === undefined ? arrivingOf(line) : said;
  };
  const fields = (
    <QuantityLines label={t('settle.lines')}>
      {open.map((line) => (
        <QuantityLine
          key={line.id}
          name={line.itemName}
          item={line.itemName}
          facts={t('delivery.onTheWay', { amount: quantityText(arrivingOf(line), line.unitsPerCase) })}
          fields={
            <QuantityField
              label={t('settle.lost')}
              value={lostOf(line)}
              unitsPerCase={line.unitsPerCase}
              onChange={(quantity) => form.set({ lost: { ...lost, [line.id]: quantity } })}
            />
          }
        />
      ))}
    </QuantityLines>
  );
  const given = open.flatMap((line) => {
    const quantity = lostOf(line);
    return quantity ? [{ fulfillmentLineId: line.id, quantity }] : [];
  });
  return { fields, given };
}
