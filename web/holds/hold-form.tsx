import { addDays } from '#domain/time/calendar.ts';
import { useAct } from '#web/api/act.ts';
import { t } from '#web/i18n/words.ts';
import { ActFieldsForm } from '#web/records/act-fields-form.tsx';
import { NO_REASON, reasonGiven, reasonLooks } from '#web/records/reason-looks.ts';
import { HOLD_REASONS } from '#web/records/reasons.ts';
import { useForm } from '#web/records/use-form.ts';
import { useCompany } from '#web/ui/company.ts';
import type { Look } from '#web/ui/fields.tsx';
import { tell } from '#web/ui/toast.tsx';

type Held = { record: 'order' | 'backorder'; id: string; number: string };

/** Holds a backorder, or an order with all its backorders, until a day or until somebody releases it. */
export function HoldForm({ of, onClose }: { of: Held; onClose: () => void }) {
  const { today } = useCompany();
  const act = useAct(of.record === 'order' ? 'holdOrder' : 'holdBackorder');
  const form = useForm(`hold ${of.record} ${of.id}`, { ...NO_REASON, until: null as string | null });
  const given = reasonGiven(form.values);
  const until: Look = {
    kind: 'date',
    label: t('hold.until'),
    description: t('hold.untilNote'),
    min: addDays(today, 1),
  };

  async function submit() {
    const hold = await act.submit({ params: { id: of.id }, body: { ...given, until: form.values.until } });
    if (!hold) return;
    form.forget();
    tell(t('hold.done', { number: of.number }));
    onClose();
  }

  return (
    <ActFieldsForm
      form={form}
      title={t('hold.title')}
      note={t(of.record === 'order' ? 'hold.noteOfOrder' : 'hold.note')}
      looks={{ ...reasonLooks(HOLD_REASONS, form.values), until }}
      submit={t('hold.act')}
      isReady={given.reason !== ''}
      act={act}
      onSubmit={() => void submit()}
      onClose={onClose}
    />
  );
}
