import { TextInput } from '@mantine/core';
import { useState } from 'react';
import type { Backorder } from '#contract/backorders/backorder.ts';
import { useAct } from '#web/api/act.ts';
import { t } from '#web/i18n/words.ts';
import { useCompany } from '#web/ui/company.ts';
import { fullDayText } from '#web/ui/date-words.ts';
import { ActButtons, ActForm, FieldRow } from '#web/ui/form.tsx';
import { Refused } from '#web/ui/states.tsx';
import { tell } from '#web/ui/toast.tsx';

/** Promises the customer a date, starting from the one that today's supply gives. */
export function PromiseForm({ backorder, onClose }: { backorder: Backorder; onClose: () => void }) {
  const { today } = useCompany();
  const act = useAct('promiseBackorder');
  const [promisedOn, setPromisedOn] = useState(backorder.projectedOn ?? backorder.promisedOn ?? '');
  const [reason, setReason] = useState('');
  const { projectedOn } = backorder;
  const isEarly = promisedOn !== '' && (projectedOn === null || promisedOn < projectedOn);

  async function submit() {
    const promise = await act.submit({
      params: { id: backorder.id },
      body: { promisedOn: promisedOn || null, reason: reason.trim() || null },
    });
    if (!promise) return;
    tell(promise.promisedOn ? t('promise.done', { day: fullDayText(promise.promisedOn) }) : t('promise.doneNoDate'));
    onClose();
  }

  return (
    <ActForm
      title={t('promise.title')}
      note={projectedOn ? t('promise.projected', { day: fullDayText(projectedOn) }) : t('promise.notProjected')}
      onSubmit={() => void submit()}
    >
      <FieldRow>
        <TextInput
          type="date"
          label={t('promise.promisedOn')}
          min={today}
          value={promisedOn}
          description={t('promise.mayBeEmpty')}
          onChange={(event) => setPromisedOn(event.currentTarget.value)}
        />
        <TextInput
          label={t('promise.reason')}
          maxLength={500}
          required={isEarly}
          description={isEarly ? t('promise.early') : undefined}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
      </FieldRow>
      <Refused error={act.error} />
      <ActButtons act={t('promise.act')} isBusy={act.isBusy} onClose={onClose} />
    </ActForm>
  );
}
