import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { Answer } from '#contract/operations.ts';
import type { SERVICE_GROUPINGS } from '#domain/reports/choices.ts';
import { useRead } from '#web/api/read.ts';
import { t } from '#web/i18n/words.ts';
import { useCompany } from '#web/ui/company.ts';
import { dayText, monthText } from '#web/ui/date-words.ts';
import { Money } from '#web/ui/money.tsx';
import { numberText } from '#web/ui/quantity-text.ts';
import { Bars } from './bars.tsx';
import { ALL, behindGroup, type ServedAddress } from './records-address.ts';
import { ReportState } from './report-state.tsx';
import { Formulas, type ReportColumn, ReportTable } from './report-table.tsx';
import styles from './reports.module.css';
import { groupingOf, type ReportsAddress, reportAsked } from './reports-address.ts';
import { Outcomes } from './service-outcomes.tsx';
import { share } from './share-text.ts';

type Service = Answer<'reportService'>['groups'][number];
type By = (typeof SERVICE_GROUPINGS)[number];

/** How orders were served: how much of them at once, how long the rest took, and whether promises were kept. */
export function ServiceReport({ address }: { address: ReportsAddress }) {
  const read = useRead('reportService', reportAsked<'reportService'>('service', address), { keepPrevious: true });
  const { today } = useCompany();
  const by = groupingOf('service', address) as By;
  const behind =
    (report: Answer<'reportService'>): Behind =>
    ({ key }, which) => {
      const figure = behindGroup(key, by, report, address);
      return figure && { ...figure, ...(which ? { which } : {}) };
    };
  return (
    <ReportState read={read} isEmpty={({ totals }) => totals.lines === 0}>
      {(report) => (
        <>
          <p className={`quiet small ${styles.note}`}>
            {t('reports.service.period', { from: dayText(report.from, today), to: dayText(report.to, today) })}
          </p>
          {by === 'month' && <Bars question={t('reports.service.question')} bars={report.groups.map(barOf)} />}
          <ReportTable
            label={t('reports.service.title')}
            first={{
              name: t(`reports.grouping.${by}`),
              cell: ({ label, key }) => label ?? (by === 'month' && key ? monthText(key) : t('reports.none')),
            }}
            columns={columns(behind(report))}
            rows={report.groups}
            total={{ key: ALL, label: null, ...report.totals }}
          />
          <Outcomes of={report} />
          <Formulas of={report.formula} />
        </>
      )}
    </ReportState>
  );
}

const days = (of: number | null) => (of === null ? '–' : numberText(of));

type Behind = (row: Service, which?: ServedAddress['which']) => ServedAddress | null;

/** A figure that opens the lines it counts, or those that lower it. */
function Opens({ search, children }: { search: ServedAddress | null; children: ReactNode }) {
  if (!search) return <>{children}</>;
  return (
    <Link to="/reports/served" search={search}>
      {children}
    </Link>
  );
}

const columns = (behind: Behind): ReportColumn<Service>[] => [
  figure(
    t('reports.column.orders'),
    (row) => numberText(row.orders),
    (row) => behind(row),
  ),
  figure(
    t('reports.column.lines'),
    (row) => numberText(row.lines),
    (row) => behind(row),
  ),
  {
    ...figure(
      t('reports.column.orderFill'),
      (row) => share(row.orderFillRate),
      (row) => behind(row, 'short'),
    ),
    bar: (row) => row.orderFillRate ?? 0,
  },
  {
    ...figure(
      t('reports.column.lineFill'),
      (row) => share(row.lineFillRate),
      (row) => behind(row, 'short'),
    ),
    bar: (row) => row.lineFillRate ?? 0,
  },
  {
    ...figure(
      t('reports.column.unitFill'),
      (row) => share(row.unitFillRate),
      (row) => behind(row, 'short'),
    ),
    bar: (row) => row.unitFillRate ?? 0,
  },
  figure(
    t('reports.column.toFill'),
    (row) => `${days(row.daysToFillP50)} / ${days(row.daysToFillP90)}`,
    (row) => (row.daysToFillP50 === null ? null : behind(row, 'filled')),
  ),
  onTime('requested', 'onTimeRequested', 'late_for_request', behind),
  onTime('firstPromise', 'onTimeFirstPromise', 'late_for_first_promise', behind),
  onTime('lastPromise', 'onTimeLastPromise', 'late_for_last_promise', behind),
  figure(
    t('reports.column.lost'),
    (row) => <Money of={row.lostSales} />,
    (row) => (Number(row.lostSales.amount) === 0 ? null : behind(row, 'lost')),
  ),
];

function figure(
  name: string,
  text: (row: Service) => ReactNode,
  search: (row: Service) => ServedAddress | null,
): ReportColumn<Service> {
  return { name, cell: (row) => <Opens search={search(row)}>{text(row)}</Opens> };
}

/** Who was on time opens into what was not. */
function onTime(
  name: 'requested' | 'firstPromise' | 'lastPromise',
  of: 'onTimeRequested' | 'onTimeFirstPromise' | 'onTimeLastPromise',
  late: ServedAddress['which'],
  behind: Behind,
): ReportColumn<Service> {
  return figure(
    t(`reports.column.${name}`),
    (row) => share(row[of].share),
    (row) => (row[of].measured > row[of].onTime ? behind(row, late) : null),
  );
}

function barOf({ key, unitFillRate }: Service) {
  const filled = unitFillRate ?? 0;
  return {
    key: key ?? '',
    name: monthText(key ?? ''),
    figure: share(unitFillRate),
    words: t('reports.service.words', { month: monthText(key ?? ''), share: share(unitFillRate) }),
    parts: [
      { name: t('reports.service.atOnce'), size: filled, look: 'plain' as const },
      { name: t('reports.service.short'), size: 1 - filled, look: 'quiet' as const },
    ],
  };
}
