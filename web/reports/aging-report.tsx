import type { Answer } from '#contract/operations.ts';
import { useRead } from '#web/api/read.ts';
import { t } from '#web/i18n/words.ts';
import { moneyText } from '#web/ui/money-text.ts';
import { Bars } from './bars.tsx';
import { OldestLines } from './oldest-lines.tsx';
import { ReportState } from './report-state.tsx';
import { Formulas, ReportTable } from './report-table.tsx';
import { openedFilters, type ReportsAddress, reportAsked } from './reports-address.ts';
import { Opens, waitingColumns } from './waiting-columns.tsx';

type Bucket = Answer<'reportAging'>['groups'][number];

/** How long it waits, by value: what is overdue, what has no date, and what is in time. */
export function AgingReport({ address }: { address: ReportsAddress }) {
  const read = useRead('reportAging', reportAsked<'reportAging'>('aging', address), { keepPrevious: true });
  const filters = openedFilters(address);
  const behind = ({ fromDays, toDays }: Bucket) => ({
    ...filters,
    ageFrom: String(fromDays),
    ...(toDays === null ? {} : { ageTo: String(toDays) }),
  });
  return (
    <ReportState read={read} isEmpty={({ totals }) => totals.lines === 0}>
      {({ groups, totals, formula }) => (
        <>
          <Bars question={t('reports.aging.question')} bars={groups.map(barOf)} />
          <ReportTable
            label={t('reports.aging.title')}
            first={{
              name: t('reports.aging.days'),
              cell: (row) => <Opens filters={row.lines > 0 ? behind(row) : null}>{daysOf(row)}</Opens>,
            }}
            columns={waitingColumns<Bucket>(behind)}
            rows={groups}
            total={{ key: null, label: null, fromDays: 0, toDays: null, ...totals }}
          />
          {!address.asOf && <OldestLines address={address} />}
          <Formulas of={formula} />
        </>
      )}
    </ReportState>
  );
}

function daysOf({ fromDays, toDays }: Bucket): string {
  if (toDays === null) return t('reports.aging.over', { from: fromDays });
  if (toDays === 0) return t('reports.aging.today');
  return t('reports.aging.between', { from: fromDays, to: toDays });
}

/** "$153K": above a bar there is little room, and the table has the rest. */
function shortMoney({ amount, currency }: Bucket['value']): string {
  return Number(amount).toLocaleString('en-US', {
    style: 'currency',
    currency,
    notation: 'compact',
    maximumFractionDigits: 1,
  });
}

function barOf(bucket: Bucket) {
  const [overdue, noDate] = [bucket.overdue, bucket.noDate].map(({ value }) => Number(value.amount)) as [
    number,
    number,
  ];
  return {
    key: bucket.key as string,
    name: daysOf(bucket),
    figure: shortMoney(bucket.value),
    words: t('reports.aging.words', {
      days: daysOf(bucket),
      value: moneyText(bucket.value),
      overdue: moneyText(bucket.overdue.value),
      noDate: moneyText(bucket.noDate.value),
    }),
    parts: [
      { name: t('reports.column.overdue'), size: overdue, look: 'past' as const },
      { name: t('reports.column.noDate'), size: noDate, look: 'quiet' as const },
      { name: t('reports.aging.inTime'), size: Number(bucket.value.amount) - overdue - noDate, look: 'plain' as const },
    ],
  };
}
