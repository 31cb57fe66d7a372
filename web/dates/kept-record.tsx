import { NativeSelect } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { Answer } from '#contract/operations.ts';
import { WAITING_CAUSES } from '#domain/backorders/waiting-days.ts';
import { useRead } from '#web/api/read.ts';
import { t } from '#web/i18n/words.ts';
import { monthText } from '#web/ui/date-words.ts';
import { LinesTable } from '#web/ui/lines-table.tsx';
import { Section } from '#web/ui/page.tsx';
import { numberText } from '#web/ui/quantity-text.ts';
import { EmptyState, LoadingState } from '#web/ui/states.tsx';

/** How promises were kept, and whose days backorders waited. */
export function KeptRecord() {
  return (
    <>
      <PromisesKept />
      <DaysWaited />
    </>
  );
}

const BY = ['rep', 'customer', 'supplier'] as const;
const BASES = ['first_promise', 'last_promise', 'requested'] as const;
type PromiseRow = Answer<'reportKeptPromises'>['groups'][number];

function PromisesKept() {
  const [by, setBy] = useState<(typeof BY)[number]>('rep');
  const [basis, setBasis] = useState<(typeof BASES)[number]>('first_promise');
  const { data } = useRead('reportKeptPromises', { query: { groupBy: by, basis } }, { keepPrevious: true });
  return (
    <Section
      title={t('record.promises')}
      note={t('record.promisesNote')}
      actions={
        <>
          <Choose
            label={t('record.byLabel')}
            value={by}
            names={BY}
            say={(name) => t(`record.by.${name}`)}
            onChoose={setBy}
          />
          <Choose
            label={t('record.basisLabel')}
            value={basis}
            names={BASES}
            say={(name) => t(`record.basis.${name}`)}
            onChoose={setBasis}
          />
          <Link to="/reports" search={{ report: 'kept', by, basis }}>
            {t('record.open')}
          </Link>
        </>
      }
      flush
    >
      {!data && <LoadingState rows={4} />}
      {data?.groups.length === 0 && <EmptyState title={t('record.none')}>{t('record.noneWhy')}</EmptyState>}
      {data && data.groups.length > 0 && <PromiseTable rows={data.groups} />}
    </Section>
  );
}

function PromiseTable({ rows }: { rows: readonly PromiseRow[] }) {
  const figure = (name: 'measured' | 'late' | 'pending' | 'slippedOnce' | 'slippedTwice') => ({
    name: t(`record.${name}`),
    align: 'end' as const,
    cell: (row: PromiseRow) => numberText(row[name]),
  });
  return (
    <LinesTable
      label={t('record.promises')}
      lines={rows.map((row) => ({ ...row, id: row.key ?? '' }))}
      item={{ name: t('record.name'), cell: ({ label }) => label ?? t('record.nobody') }}
      columns={[
        figure('measured'),
        {
          name: t('record.kept'),
          align: 'end',
          cell: ({ kept, keptShare }) =>
            t('record.keptOf', { count: kept, share: keptShare === null ? '–' : percent(keptShare) }),
        },
        figure('late'),
        figure('pending'),
        figure('slippedOnce'),
        figure('slippedTwice'),
      ]}
    />
  );
}

const WAITED_BY = ['month', 'supplier'] as const;

function DaysWaited() {
  const [by, setBy] = useState<(typeof WAITED_BY)[number]>('month');
  const { data } = useRead('getWaitedDays', { query: { by } }, { keepPrevious: true });
  return (
    <Section
      title={t('record.waited')}
      note={
        data?.isWhole === false
          ? t('record.waitedPart')
          : t(by === 'month' ? 'record.waitedNote' : 'record.waitedBySupplier')
      }
      actions={
        <Choose
          label={t('record.byLabel')}
          value={by}
          names={WAITED_BY}
          say={(name) => t(`record.waitedBy.${name}`)}
          onChoose={setBy}
        />
      }
      flush
    >
      {!data && <LoadingState rows={4} />}
      {data && <WaitedTable rows={data.data} />}
    </Section>
  );
}

type Waited = Answer<'getWaitedDays'>['data'][number];

/** The month in words, or the supplier, whose page tells more. */
function Of({ row: { key, name } }: { row: Waited }) {
  if (key === null || name === null) return t('record.nobody');
  if (/^\d{4}-\d{2}$/.test(key)) return monthText(key);
  return (
    <Link to="/suppliers/$id" params={{ id: key }}>
      {name}
    </Link>
  );
}

function WaitedTable({ rows }: { rows: readonly Waited[] }) {
  return (
    <LinesTable
      label={t('record.waited')}
      lines={rows.map((row) => ({ ...row, id: row.key ?? '' }))}
      item={{ name: t('record.name'), cell: (row) => <Of row={row} /> }}
      columns={[
        { name: t('record.days'), align: 'end', cell: ({ days }) => numberText(days) },
        ...WAITING_CAUSES.map((cause) => ({
          name: t(`waitingDays.short.${cause}`),
          align: 'end' as const,
          isNeeded: rows.some(({ causes }) => causes.some((one) => one.cause === cause)),
          cell: (row: (typeof rows)[number]) => {
            const found = row.causes.find((one) => one.cause === cause);
            return found
              ? t('record.share', { days: numberText(found.days), share: percent(found.days / row.days) })
              : '–';
          },
        })),
      ]}
    />
  );
}

function Choose<Name extends string>(props: {
  label: string;
  value: Name;
  names: readonly Name[];
  say: (name: Name) => string;
  onChoose: (name: Name) => void;
}) {
  return (
    <NativeSelect
      aria-label={props.label}
      value={props.value}
      data={props.names.map((name) => ({ value: name, label: props.say(name) }))}
      onChange={(event) => props.onChoose(event.currentTarget.value as Name)}
    />
  );
}

function percent(share: number): string {
  return `${Math.round(100 * share)} %`;
}
