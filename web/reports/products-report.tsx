import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { Answer } from '#contract/operations.ts';
import { useRead } from '#web/api/read.ts';
import { t } from '#web/i18n/words.ts';
import { DayOr } from '#web/ui/date-text.tsx';
import { Money } from '#web/ui/money.tsx';
import { numberText } from '#web/ui/quantity-text.ts';
import { ReportState } from './report-state.tsx';
import { Formulas, type ReportColumn, ReportTable } from './report-table.tsx';
import { openedFilters, type ReportsAddress, reportAsked } from './reports-address.ts';
import { type Behind, Opens } from './waiting-columns.tsx';

type Product = Answer<'reportByProduct'>['groups'][number];

/** What waits of each product, who waits, what comes and how often it is short. */
export function ProductsReport({ address }: { address: ReportsAddress }) {
  const read = useRead('reportByProduct', reportAsked<'reportByProduct'>('products', address), { keepPrevious: true });
  const filters = openedFilters(address);
  const behind: Behind<Product> = ({ key }) => (key === null ? filters : { ...filters, productId: key });
  return (
    <ReportState read={read} isEmpty={({ groups }) => groups.length === 0}>
      {({ groups, totals, formula }) => (
        <>
          <ReportTable
            label={t('reports.products.title')}
            first={{
              name: t('reports.grouping.product'),
              cell: (row) => <Opens filters={behind(row)}>{row.label}</Opens>,
            }}
            columns={columns(behind, address)}
            rows={groups}
            total={{ key: null, label: null, ...totals }}
          />
          <Formulas of={formula} />
        </>
      )}
    </ReportState>
  );
}

function columns(behind: Behind<Product>, address: ReportsAddress): ReportColumn<Product>[] {
  const opens = (row: Product, figure: ReactNode) => <Opens filters={behind(row)}>{figure}</Opens>;
  return [
    { name: t('reports.column.lines'), cell: (row) => opens(row, numberText(row.lines)) },
    { name: t('reports.column.quantity'), cell: (row) => opens(row, numberText(row.quantity)) },
    {
      name: t('reports.column.value'),
      cell: (row) => opens(row, <Money of={row.value} />),
      bar: (row) => Number(row.value.amount),
    },
    {
      name: t('reports.column.customers'),
      cell: (row) => (
        <Link to="/reports" search={{ ...behind(row), report: 'open', by: 'customer', asOf: address.asOf }}>
          {numberText(row.customers)}
        </Link>
      ),
      bar: (row) => row.customers,
    },
    {
      name: t('reports.column.nextRestock'),
      cell: (row) => <DayOr on={row.nextRestockOn} otherwise={t('reports.noRestock')} />,
    },
    { name: t('reports.column.purchaseOrders'), cell: (row) => numberText(row.purchaseOrders) },
    { name: t('reports.column.times'), cell: (row) => numberText(row.timesIn90Days), bar: (row) => row.timesIn90Days },
  ];
}
