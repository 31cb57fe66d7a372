import { useState } from 'react';
import type { Answer } from '#contract/operations.ts';
import { useRead } from '#web/api/read.ts';
import { t } from '#web/i18n/words.ts';
import { RecordPicker } from '#web/ui/record-picker.tsx';

type Kind = Answer<'listQuickbooksRecords'>['data'][number]['kind'];
type Named = { ledgerId: string; name: string };

/** Finds one record of QuickBooks among all of its kind by typing; null where none is meant. */
export function RecordChooser(props: {
  kind: Kind;
  label: string;
  autoFocus?: boolean;
  /** What is chosen now, where that stays in sight. */
  chosen?: Named | null;
  onChoose: (ledgerId: string | null) => void;
}) {
  const { kind, label, autoFocus = false, chosen, onChoose } = props;
  const [q, setQ] = useState('');
  const read = useRead(
    'listQuickbooksRecords',
    { query: { kind, q: q || undefined, limit: 20 } },
    { keepPrevious: true },
  );
  const toItem = <Of extends Named>(record: Of) => ({ code: null, ...record, id: record.ledgerId });
  return (
    <RecordPicker<Named & { id: string; code: string | null }>
      label={label}
      placeholder={t('quickbooks.choosePlaceholder')}
      autoFocus={autoFocus}
      chosen={chosen && toItem(chosen)}
      found={{ items: read.data?.data.map(toItem), problem: null, isOutdated: read.isPlaceholderData }}
      onSearch={setQ}
      says={({ name, code }) => [name, code].filter(Boolean).join(' · ')}
      onChoose={(record) => onChoose(record?.ledgerId ?? null)}
    />
  );
}
