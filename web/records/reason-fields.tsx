import { NativeSelect, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { CANCELLATION_REASONS, type CancellationReason } from '#domain/orders/cancellation-reason.ts';
import { t } from '#web/i18n/words.ts';
import type { Reason } from './reasons.ts';

export type ReasonGiven = {
  /** What is sent: the chosen reason, or what was written for another; empty while there is none. */
  reason: string;
  notes: string | null;
};

/** A reason from a list, with words of one's own where the list has none. */
export function useReason(reasons: readonly Reason[], hasNotes = true) {
  const [chosen, setChosen] = useState<Reason | ''>('');
  const [written, setWritten] = useState('');
  const [notes, setNotes] = useState('');
  const given: ReasonGiven = {
    reason: chosen === 'other' ? written.trim() : chosen,
    notes: notes.trim() || null,
  };
  const fields = (
    <>
      <NativeSelect
        label={t('reason.label')}
        required
        value={chosen}
        data={[
          { value: '', label: t('reason.choose'), disabled: true },
          ...reasons.map((reason) => ({ value: reason, label: t(`reason.${reason}`) })),
        ]}
        onChange={(event) => setChosen(event.currentTarget.value as Reason)}
      />
      {chosen === 'other' && (
        <TextInput
          label={t('reason.other_text')}
          required
          maxLength={200}
          value={written}
          onChange={(event) => setWritten(event.currentTarget.value)}
        />
      )}
      {hasNotes && (
        <Textarea
          label={t('reason.notes')}
          autosize={false}
          rows={2}
          maxLength={4000}
          value={notes}
          onChange={(event) => setNotes(event.currentTarget.value)}
        />
      )}
    </>
  );
  return { given, chosen, fields };
}

export type CancellationGiven = { reason: CancellationReason; reasonText: string | null; notes: string | null };

/** Why something is cancelled: a reason of the list, whose `other` comes with its own words. Null while there is none. */
export function useCancellationReason(hasNotes = true) {
  const { given, chosen, fields } = useReason(CANCELLATION_REASONS, hasNotes);
  const { reason: written, notes } = given;
  const because: CancellationGiven | null =
    written === '' || chosen === ''
      ? null
      : { reason: chosen as CancellationReason, reasonText: chosen === 'other' ? written : null, notes };
  return { given: because, fields };
}
