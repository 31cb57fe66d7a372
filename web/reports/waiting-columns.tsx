import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { Answer } from '#contract/operations.ts';
import { t } from '#web/i18n/words.ts';
import { DayOr } from '#web/ui/date-text.tsx';
import { Money } from '#web/ui/money.tsx';
import { numberText } from '#web/ui/quantity-text.ts';
import type { LinesAddress } from './lines-address.ts';
import type { ReportColumn } from './report-table.tsx';

export type Waiting = Answer<'reportOpenBackorders'>['groups'][number];

/** The filters behind a figure, and the day where it has passed; null where no filter says it. */
export type Behind<Row> = (row: Row) => LinesAddress | null;

/**
 * A figure that opens exactly what it counts: today the backorders, to act on. Of an item only some lines of a backorder, and as of a day
 * that has passed its lines as they were.
 */
export function Opens({ filters, children }: { filters: LinesAddress | null; children: ReactNode }) {
  if (!filters) return <>{children}</>;
  if (filters.asOf || filters.productId || filters.variantId || filters.supplierId)
    return (
      <Link to="/reports/lines" search={filters}>
        {children}
      </Link>
    );
  return (
    <Link to="/orders/backorders" search={filters}>
      {children}
    </Link>
  );
}

/** The value of a part, which opens what it counts. Nothing is a dash: what stands out is what is there. */
export function PartOf({ of: { lines, value }, filters }: { of: Waiting['overdue']; filters: LinesAddress | null }) {
  if (lines === 0) return <span className="quiet">–</span>;
  return (
    <Opens filters={filters}>
      <Money of={value} />
    </Opens>
  );
}

/** What waits, what of it is overdue and what has no date, and since when the oldest waits. */
export function waitingColumns<Row extends Waiting>(behind: Behind<Row>): ReportColumn<Row>[] {
  const of = (row: Row, more: LinesAddress = {}) => {
    const filters = behind(row);
    return filters && { ...filters, ...more };
  };
  return [
    { name: t('reports.column.lines'), cell: (row) => <Opens filters={of(row)}>{numberText(row.lines)}</Opens> },
    { name: t('reports.column.quantity'), cell: (row) => <Opens filters={of(row)}>{numberText(row.quantity)}</Opens> },
    {
      name: t('reports.column.value'),
      cell: (row) => (
        <Opens filters={of(row)}>
          <Money of={row.value} />
        </Opens>
      ),
      bar: (row) => Number(row.value.amount),
    },
    {
      name: t('reports.column.overdue'),
      cell: (row) => <PartOf of={row.overdue} filters={of(row, { promised: 'overdue' })} />,
      bar: (row) => Number(row.overdue.value.amount),
    },
    {
      name: t('reports.column.noDate'),
      cell: (row) => <PartOf of={row.noDate} filters={of(row, { promised: 'none' })} />,
      bar: (row) => Number(row.noDate.value.amount),
    },
    {
      name: t('reports.column.oldest'),
      cell: (row) => <DayOr on={row.oldestCreatedOn} otherwise="–" />,
    },
  ];
}
