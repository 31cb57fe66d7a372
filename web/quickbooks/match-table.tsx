import { NativeSelect } from '@mantine/core';
import { useState } from 'react';
import { useRead } from '#web/api/read.ts';
import { t } from '#web/i18n/words.ts';
import { LinesTable } from '#web/ui/lines-table.tsx';
import styles from './quickbooks.module.css';
import type { Match, MatchKind } from './quickbooks-words.ts';
import { RecordChooser } from './record-chooser.tsx';
import type { Matching } from './use-matching.ts';

/** One of ours a line, with what stands for it there and what can be said of that. */
export function MatchTable({ kind, rows, matching }: { kind: MatchKind; rows: readonly Match[]; matching: Matching }) {
  const [choosing, setChoosing] = useState<string | null>(null);
  return (
    <LinesTable
      label={t('quickbooks.matching')}
      lines={rows}
      item={{ name: t('quickbooks.ours'), cell: (row) => <Ours of={row} /> }}
      columns={[
        { name: t('quickbooks.theirs'), cell: (row) => <Theirs of={row} /> },
        {
          name: t('quickbooks.tax'),
          cell: (row) => <Tax of={row} matching={matching} />,
          isNeeded: kind === 'customer' && rows.some(({ state }) => state === 'matched'),
        },
        {
          name: t('quickbooks.acts'),
          cell: (row) => <RowActs of={row} matching={matching} onChoose={() => setChoosing(row.id)} />,
        },
      ]}
      detail={(row) =>
        choosing === row.id && (
          <RecordChooser
            kind={kind}
            label={t('quickbooks.chooseFor', { name: row.name })}
            autoFocus
            onChoose={(ledgerId) => {
              setChoosing(null);
              if (ledgerId !== null) matching.choose(row, ledgerId);
            }}
          />
        )
      }
    />
  );
}

function Ours({ of: { kind, name, code } }: { of: Match }) {
  if (kind === 'terms') return <span>{name.replaceAll('_', ' ')}</span>;
  return (
    <>
      {name}
      <div className="quiet small">{code}</div>
    </>
  );
}

function Theirs({ of: { there, state, differs, because } }: { of: Match }) {
  if (!there) return <span className="quiet">{t(`quickbooks.state.${state}`)}</span>;
  const why = because === null ? null : t(`quickbooks.because.${because}`);
  return (
    <>
      {there.name}
      {there.accountKind === 'liability' && <span className="quiet"> {t('quickbooks.liability')}</span>}
      <div className="quiet small">
        {[there.code, why].filter(Boolean).join(' · ')}
        {differs && <span className={styles.differs}> {t('quickbooks.differs')}</span>}
      </div>
    </>
  );
}

function Tax({ of, matching }: { of: Match; matching: Matching }) {
  const codes = useRead('listQuickbooksRecords', { query: { kind: 'tax_code', limit: 200 } });
  if (of.state !== 'matched' || !of.there) return null;
  return (
    <NativeSelect
      aria-label={t('quickbooks.taxOf', { name: of.name })}
      value={of.taxCode ?? ''}
      disabled={matching.isBusy}
      data={[
        { value: '', label: t('quickbooks.asThere'), disabled: of.taxCode !== null },
        ...(codes.data?.data ?? []).map(({ ledgerId, name }) => ({ value: ledgerId, label: name })),
      ]}
      onChange={(event) => matching.tax(of, event.currentTarget.value)}
    />
  );
}

function RowActs({ of, matching, onChoose }: { of: Match; matching: Matching; onChoose: () => void }) {
  const act = (word: 'confirm' | 'choose' | 'create' | 'takeBack', onClick: () => void) => (
    <button
      type="button"
      className="link"
      disabled={matching.isBusy}
      aria-label={t('quickbooks.named', { act: t(`quickbooks.act.${word}`), name: of.name })}
      onClick={onClick}
    >
      {t(`quickbooks.act.${word}`)}
    </button>
  );
  return (
    <span className={styles.rowActs}>
      {of.state === 'proposed' && act('confirm', () => matching.confirm([of]))}
      {of.state !== 'matched' && act('choose', onChoose)}
      {of.state !== 'matched' && of.kind !== 'terms' && act('create', () => matching.create([of]))}
      {of.state === 'matched' && act('takeBack', () => matching.choose(of, null))}
    </span>
  );
}
