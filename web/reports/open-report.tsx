import type { OPEN_GROUPINGS } from '#domain/reports/choices.ts';
import { useRead } from '#web/api/read.ts';
import { t } from '#web/i18n/words.ts';
import { reasonText } from '#web/records/reasons.ts';
import { ReportState } from './report-state.tsx';
import { Formulas, ReportTable } from './report-table.tsx';
import { groupingOf, openedFilters, type ReportsAddress, reportAsked } from './reports-address.ts';
import { Opens, type Waiting, waitingColumns } from './waiting-columns.tsx';

type By = (typeof OPEN_GROUPINGS)[number];
const FILTER_OF = {
  product: 'productId',
  customer: 'customerId',
  rep: 'salesRepId',
  supplier: 'supplierId',
  reason: 'reason',
  warehouse: 'warehouseId',
} as const satisfies Record<By, string>;

/** The key of the totals, which no group has. */
const ALL = 'all';

/** What waits, put together by what the reader asks for. */
export function OpenReport({ address }: { address: ReportsAddress }) {
  const read = useRead('reportOpenBackorders', reportAsked<'reportOpenBackorders'>('open', address), {
    keepPrevious: true,
  });
  const by = groupingOf('open', address) as By;
  const filters = openedFilters(address);
  const behind = ({ key }: Waiting) =>
    key === ALL ? filters : key === null ? null : { ...filters, [FILTER_OF[by]]: key };
  return (
    <ReportState read={read} isEmpty={({ groups }) => groups.length === 0}>
      {({ groups, totals, formula }) => (
        <>
          <ReportTable
            label={t('reports.open.title')}
            first={{
              name: t(`reports.grouping.${by}`),
              cell: (row) => <Opens filters={behind(row)}>{nameOf(row, by)}</Opens>,
            }}
            columns={waitingColumns(behind)}
            rows={groups}
            total={{ key: ALL, label: null, ...totals }}
          />
          <Formulas of={formula} />
        </>
      )}
    </ReportState>
  );
}

function nameOf({ label }: Waiting, by: By): string {
  if (label === null) return t('reports.none');
  return by === 'reason' ? reasonText(label) : label;
}
