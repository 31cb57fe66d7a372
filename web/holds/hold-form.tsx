import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { addDays } from '#domain/time/calendar.ts';
import { useAct } from '#web/api/act.ts';
import { t } from '#web/i18n/words.ts';
import { useReason } from '#web/records/reason-fields.tsx';
import { HOLD_REASONS } from '#web/records/reasons.ts';
import { useCompany } from '#web/ui/company.ts';
import { ActButtons, ActForm, FieldRow } from '#web/ui/form.tsx';
import { Refused } from '#web/ui/states.tsx';
import { tell } from '#web/ui/toast.tsx';

/** Holds a backorder, or an order with all its backorders, until a day or until somebody releases it. */
export function HoldForm({
  of,
  onClose,
}: {
  of: { record: 'order' | 'backorder'; id: string; number: string };
  onClose: () => void;
}) {
  const { today } = useCompany();
  const act = useAct(of.record === 'order' ? 'holdOrder' : 'holdBackorder');
  const { given, fields } = useReason(HOLD_REASONS);
  const [until, setUntil] = useState('');

  async function submit() {
    const hold = await act.submit({ params: { id: of.id }, body: { ...given, until: until || null } });
    if (!hold) return;
    tell(t('hold.done', { number: of.number }));
    onClose();
  }

  return (
    <ActForm
      title={t('hold.title')}
      note={t(of.record === 'order' ? 'hold.noteOfOrder' : 'hold.note')}
      onSubmit={() => void submit()}
    >
      {fields}
      <FieldRow>
        <TextInput
          type="date"
          label={t('hold.until')}
          description={t('hold.untilNote')}
          min={addDays(today, 1)}
          value={until}
          onChange={(event) => setUntil(event.currentTarget.value)}
        />
      </FieldRow>
      <Refused error={act.error} />
      <ActButtons act={t('hold.act')} isBusy={act.isBusy} disabled={given.reason === ''} onClose={onClose} />
    </ActForm>
  );
}
