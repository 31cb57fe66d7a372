import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { Answer } from '#contract/operations.ts';
import type { KEPT_GROUPINGS } from '#domain/reports/choices.ts';
import { useRead } from '#web/api/read.ts';
import { t } from '#web/i18n/words.ts';
import { useCompany } from '#web/ui/company.ts';
import { dayText } from '#web/ui/date-words.ts';
import { numberText } from '#web/ui/quantity-text.ts';
import { Bars } from './bars.tsx';
import { ALL, behindGroup, type PromisesAddress } from './records-address.ts';
import { ReportState } from './report-state.tsx';
import { Formulas, type ReportColumn, ReportTable } from './report-table.tsx';
import styles from './reports.module.css';
import { groupingOf, type ReportsAddress, reportAsked } from './reports-address.ts';
import { share } from './share-text.ts';

type Kept = Answer<'reportKeptPromises'>['groups'][number];

/** More bars than these say nothing; the table has them all. */
const MOST_BARS = 8;

/** How promises were kept, by whom they belong to, against one date. */
export function KeptReport({ address }: { address: ReportsAddress }) {
  const read = useRead('reportKeptPromises', reportAsked<'reportKeptPromises'>('kept', address), {
    keepPrevious: true,
  });
  const { today } = useCompany();
  const by = groupingOf('kept', address) as (typeof KEPT_GROUPINGS)[number];
  return (
    <ReportState read={read} isEmpty={({ totals }) => totals.measured === 0}>
      {({ from, to, basis, groups, totals, formula }) => (
        <>
          <p className={`quiet small ${styles.note}`}>
            {t('reports.kept.period', {
              from: dayText(from, today),
              to: dayText(to, today),
              basis: t(`record.basis.${basis}`).toLowerCase(),
            })}
          </p>
          <Bars question={t('reports.kept.question')} bars={groups.slice(0, MOST_BARS).map(barOf)} />
          <ReportTable
            label={t('reports.kept.title')}
            first={{ name: t(`reports.grouping.${by}`), cell: nameOf }}
            columns={columns((row, more) => {
              const figure = behindGroup(row.key, by, { from, to }, address);
              return figure && { ...figure, basis, ...more };
            })}
            rows={groups}
            total={{ key: ALL, label: null, ...totals }}
          />
          <Formulas of={formula} />
        </>
      )}
    </ReportState>
  );
}

const nameOf = ({ label }: Kept) => label ?? t('reports.none');

type Behind = (row: Kept, more: PromisesAddress) => PromisesAddress | null;

/** How many, opening which; nothing is not opened. */
function Opens({ search, count }: { search: PromisesAddress | null; count: number }): ReactNode {
  if (!search || count === 0) return numberText(count);
  return (
    <Link to="/reports/promises" search={search}>
      {numberText(count)}
    </Link>
  );
}

const columns = (behind: Behind): ReportColumn<Kept>[] => [
  counted('measured', {}, behind),
  counted('kept', { outcome: 'kept' }, behind),
  counted('late', { outcome: 'late' }, behind),
  counted('pending', { outcome: 'pending' }, behind),
  { name: t('reports.column.keptShare'), cell: (row) => share(row.keptShare), bar: (row) => row.keptShare ?? 0 },
  counted('slippedOnce', { slipped: 'once' }, behind),
  counted('slippedTwice', { slipped: 'more' }, behind),
];

function counted(
  name: 'measured' | 'kept' | 'late' | 'pending' | 'slippedOnce' | 'slippedTwice',
  more: PromisesAddress,
  behind: Behind,
): ReportColumn<Kept> {
  return {
    name: t(`reports.column.${name}`),
    cell: (row) => <Opens search={behind(row, more)} count={row[name]} />,
  };
}

function barOf(group: Kept) {
  const { key, kept, late, pending } = group;
  return {
    key: key ?? 'none',
    name: nameOf(group),
    figure: share(group.keptShare),
    words: t('reports.kept.words', { name: nameOf(group), kept, late, pending }),
    parts: [
      { name: t('reports.column.kept'), size: kept, look: 'plain' as const },
      { name: t('reports.column.late'), size: late, look: 'past' as const },
      { name: t('reports.column.pending'), size: pending, look: 'quiet' as const },
    ],
  };
}
