import type { Answer } from '#contract/operations.ts';
import { useRead } from '#web/api/read.ts';
import { t } from '#web/i18n/words.ts';
import { useCompany } from '#web/ui/company.ts';
import { dayText } from '#web/ui/date-words.ts';
import { Money } from '#web/ui/money.tsx';
import { numberText } from '#web/ui/quantity-text.ts';
import { Bars } from './bars.tsx';
import { ReportState } from './report-state.tsx';
import { Formulas, type ReportColumn, ReportTable } from './report-table.tsx';
import styles from './reports.module.css';
import { groupingOf, type ReportsAddress, reportAsked, type SERVICE_BY } from './reports-address.ts';
import { Outcomes } from './service-outcomes.tsx';
import { share } from './share-text.ts';

type Service = Answer<'reportService'>['groups'][number];
type By = (typeof SERVICE_BY)[number];

/** How orders were served: how much of them at once, how long the rest took, and whether promises were kept. */
export function ServiceReport({ address }: { address: ReportsAddress }) {
  const read = useRead('reportService', reportAsked<'reportService'>('service', address), { keepPrevious: true });
  const { today } = useCompany();
  const by = groupingOf('service', address) as By;
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
            columns={columns()}
            rows={report.groups}
            total={{ key: null, label: null, ...report.totals }}
          />
          <Outcomes of={report} />
          <Formulas of={report.formula} />
        </>
      )}
    </ReportState>
  );
}

/** "Sep 2026" */
function monthText(month: string): string {
  return new Date(`${month}-15T12:00:00Z`).toLocaleDateString('en', { month: 'short', year: 'numeric' });
}

const days = (of: number | null) => (of === null ? '–' : numberText(of));

const columns = (): ReportColumn<Service>[] => [
  { name: t('reports.column.orders'), cell: (row) => numberText(row.orders) },
  { name: t('reports.column.lines'), cell: (row) => numberText(row.lines) },
  {
    name: t('reports.column.orderFill'),
    cell: (row) => share(row.orderFillRate),
    bar: (row) => row.orderFillRate ?? 0,
  },
  { name: t('reports.column.lineFill'), cell: (row) => share(row.lineFillRate), bar: (row) => row.lineFillRate ?? 0 },
  { name: t('reports.column.unitFill'), cell: (row) => share(row.unitFillRate), bar: (row) => row.unitFillRate ?? 0 },
  { name: t('reports.column.toFill'), cell: (row) => `${days(row.daysToFillP50)} / ${days(row.daysToFillP90)}` },
  { name: t('reports.column.requested'), cell: (row) => share(row.onTimeRequested.share) },
  { name: t('reports.column.firstPromise'), cell: (row) => share(row.onTimeFirstPromise.share) },
  { name: t('reports.column.lastPromise'), cell: (row) => share(row.onTimeLastPromise.share) },
  { name: t('reports.column.lost'), cell: (row) => <Money of={row.lostSales} /> },
];

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
