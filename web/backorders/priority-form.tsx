import { Checkbox, NativeSelect, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { Backorder } from '#contract/backorders/backorder.ts';
import type { Answer } from '#contract/operations.ts';
import { total } from '#domain/quantity.ts';
import { useMe } from '#web/accounts/viewer.ts';
import { useAct } from '#web/api/act.ts';
import { t } from '#web/i18n/words.ts';
import { ActButtons, ActForm, FieldRow } from '#web/ui/form.tsx';
import { numberText } from '#web/ui/quantity-text.ts';
import { Refused } from '#web/ui/states.tsx';
import { tell } from '#web/ui/toast.tsx';

type Rank = -1 | 0 | 1;

/** Marks a backorder, or puts it ahead of or behind its queue; says what stock that moved. */
export function PriorityForm({ backorder, onClose }: { backorder: Backorder; onClose: () => void }) {
  const { role } = useMe();
  const mayOverride = role === 'manager' || role === 'administrator';
  const act = useAct('prioritizeBackorder');
  // The form opens on the change that is most likely meant.
  const [highPriority, setHighPriority] = useState(!backorder.highPriority);
  const [manualRank, setManualRank] = useState(backorder.manualRank as Rank);
  const [reason, setReason] = useState('');
  const isChanged = highPriority !== backorder.highPriority || manualRank !== backorder.manualRank;

  async function submit() {
    const done = await act.submit({
      params: { id: backorder.id },
      body: { highPriority, ...(mayOverride ? { manualRank } : {}), reason: reason.trim() },
    });
    if (!done) return;
    tell(movedText(done));
    onClose();
  }

  return (
    <ActForm title={t('priority.title')} note={t('priority.note')} onSubmit={() => void submit()}>
      <Checkbox
        label={t('priority.mark')}
        description={t('priority.markNote')}
        checked={highPriority}
        onChange={(event) => setHighPriority(event.currentTarget.checked)}
      />
      <FieldRow>
        {mayOverride && (
          <NativeSelect
            label={t('priority.override')}
            value={String(manualRank)}
            data={[
              { value: '-1', label: t('priority.ahead') },
              { value: '0', label: t('priority.normal') },
              { value: '1', label: t('priority.behind') },
            ]}
            onChange={(event) => setManualRank(Number(event.currentTarget.value) as Rank)}
          />
        )}
        <TextInput
          label={t('promise.reason')}
          required
          maxLength={500}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
      </FieldRow>
      <Refused error={act.error} />
      <ActButtons
        act={t('priority.act')}
        isBusy={act.isBusy}
        disabled={!isChanged || reason.trim() === ''}
        onClose={onClose}
      />
    </ActForm>
  );
}

function movedText({ moved }: Answer<'prioritizeBackorder'>): string {
  const units = (direction: 'gained' | 'returned') =>
    total(
      moved.filter((one) => one.direction === direction),
      ({ quantity }) => quantity,
    );
  const [gained, returned] = [units('gained'), units('returned')];
  if (gained > 0) return t('priority.gained', { count: gained, units: numberText(gained) });
  if (returned > 0) return t('priority.returned', { count: returned, units: numberText(returned) });
  return t('priority.nothingMoved');
}
