import type { Answer } from '#contract/operations.ts';
import { useRead } from '#web/api/read.ts';
import { t } from '#web/i18n/words.ts';
import { moneyText } from '#web/ui/money-text.ts';
import { Bars } from './bars.tsx';
import type { LinesAddress } from './lines-address.ts';
import { OldestLines } from './oldest-lines.tsx';
import { ReportState } from './report-state.tsx';
import { Formulas, type ReportColumn, ReportTable } from './report-table.tsx';
import styles from './reports.module.css';
import { openedFilters, type ReportsAddress, reportAsked } from './reports-address.ts';
import { Opens, PartOf, waitingColumns } from './waiting-columns.tsx';

type Bucket = Answer<'reportAging'>['groups'][number];

/**
 * How long it waits, by value: today stacked by the status of the backorders, as of a day before by what was promised, as nothing
 * keeps what was reserved then.
 */
export function AgingReport({ address }: { address: ReportsAddress }) {
  const read = useRead('reportAging', reportAsked<'reportAging'>('aging', address), { keepPrevious: true });
  const filters = openedFilters(address);
  const behind = ({ fromDays, toDays }: Bucket): LinesAddress => ({
    ...filters,
    ageFrom: String(fromDays),
    ...(toDays === null ? {} : { ageTo: String(toDays) }),
  });
  return (
    <ReportState read={read} isEmpty={({ totals }) => totals.lines === 0}>
      {({ groups, totals, formula }) => (
        <>
          {!totals.statuses && <p className={`quiet small ${styles.note}`}>{t('reports.aging.pastDay')}</p>}
          <Bars question={t('reports.aging.question')} bars={groups.map(barOf)} />
          <ReportTable
            label={t('reports.aging.title')}
            first={{
              name: t('reports.aging.days'),
              cell: (row) => <Opens filters={row.lines > 0 ? behind(row) : null}>{daysOf(row)}</Opens>,
            }}
            columns={[...waitingColumns<Bucket>(behind), ...(totals.statuses ? statusColumns(behind) : [])]}
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

/** "15–30": below a bar there is little room, and the question says of what. */
function shortDaysOf({ fromDays, toDays }: Bucket): string {
  if (toDays === null) return `${fromDays}+`;
  return toDays === 0 ? t('reports.aging.todayShort') : `${fromDays}–${toDays}`;
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

const STATUSES = [
  ['open', 'open', 'quiet'],
  ['readyToFulfill', 'ready_to_fulfill', 'ready'],
  ['partiallyFulfilled', 'partially_fulfilled', 'partly'],
] as const;

/** What waits by status; each figure opens its backorders. */
function statusColumns(behind: (row: Bucket) => LinesAddress): ReportColumn<Bucket>[] {
  return STATUSES.map(([name, status]) => ({
    name: t(`status.${status}`),
    cell: (row) => {
      const of = row.statuses?.[name];
      return of && <PartOf of={of} filters={{ ...behind(row), status }} />;
    },
  }));
}

function barOf(bucket: Bucket) {
  const parts = bucket.statuses ? partsByStatus(bucket.statuses) : partsByPromise(bucket);
  return {
    key: bucket.key as string,
    name: shortDaysOf(bucket),
    figure: shortMoney(bucket.value),
    words: t('reports.aging.words', {
      days: daysOf(bucket),
      value: moneyText(bucket.value),
      parts: parts.map(({ name, value }) => `${name} ${moneyText(value)}`).join(', '),
    }),
    parts: parts.map(({ value, ...part }) => ({ ...part, size: Number(value.amount) })),
  };
}

function partsByStatus(statuses: NonNullable<Bucket['statuses']>) {
  return STATUSES.map(([name, status, look]) => ({ name: t(`status.${status}`), value: statuses[name].value, look }));
}

function partsByPromise({ value, overdue, noDate }: Bucket) {
  const amount = Number(value.amount) - Number(overdue.value.amount) - Number(noDate.value.amount);
  return [
    { name: t('reports.column.overdue'), value: overdue.value, look: 'past' as const },
    { name: t('reports.column.noDate'), value: noDate.value, look: 'quiet' as const },
    { name: t('reports.aging.inTime'), value: { ...value, amount: amount.toFixed(2) }, look: 'plain' as const },
  ];
}
