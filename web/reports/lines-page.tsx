import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import type { Given } from '#web/api/call.ts';
import { type ItemOf, useList, useRead } from '#web/api/read.ts';
import { FilterChips } from '#web/backorders/backorder-filters.tsx';
import { t } from '#web/i18n/words.ts';
import { ButtonLink } from '#web/ui/button-link.ts';
import { Card, Ends } from '#web/ui/card.tsx';
import { useCompany } from '#web/ui/company.ts';
import { DataTable } from '#web/ui/data-table.tsx';
import { DateFilter } from '#web/ui/date-filter.tsx';
import { DayOr, DayText } from '#web/ui/date-text.tsx';
import { ListPage } from '#web/ui/list-page.tsx';
import { Money } from '#web/ui/money.tsx';
import { amountText, numberText } from '#web/ui/quantity-text.ts';
import { EmptyState } from '#web/ui/states.tsx';
import { columnsOf } from '#web/ui/table-columns.ts';
import { TwoLines } from '#web/ui/two-lines.tsx';
import { LINES_FILTERS, type LinesAddress, linesAsked, linesAskedBy, linesFilters } from './lines-address.ts';
import { AsFile, OrderLink, Unit } from './record-parts.tsx';

const route = getRouteApi('/signed-in/reports/lines');
type Row = ItemOf<'listReportLines'>;

/** What a report of some day counts, line by line. */
export function LinesPage() {
  const address = route.useSearch();
  const navigate = useNavigate({ from: '/reports/lines' });
  const list = useList('listReportLines', linesAsked(address));
  const { today } = useCompany();
  const change = (changes: Partial<LinesAddress>) =>
    void navigate({ search: (before) => ({ ...before, ...changes }), replace: true, resetScroll: false });
  const none = Object.fromEntries(LINES_FILTERS.map((name) => [name, undefined]));
  const isToday = (address.asOf ?? today) === today;
  return (
    <ListPage
      title={t('reports.lines.title')}
      summary={<Together of={address} />}
      actions={
        <>
          {isToday && (
            <ButtonLink to="/orders/backorders" search={linesFilters(address)} variant="default">
              {t('reports.lines.act')}
            </ButtonLink>
          )}
          <AsFile of="lines" asked={linesAskedBy(address)} isLong={list.hasMore} />
        </>
      }
      tools={
        <DateFilter
          label={t('reports.asOfLabel')}
          name={t('reports.asOf')}
          value={address.asOf ?? today}
          onChange={(asOf) => change(asOf && asOf !== today ? { asOf, status: undefined } : { asOf: undefined })}
        />
      }
    >
      <FilterChips filters={linesFilters(address)} onChange={(filters) => change({ ...none, ...filters })} />
      <DataTable
        label={t('reports.lines.title')}
        list={list}
        columns={columns}
        card={(row) => <LineCard row={row} />}
        empty={<EmptyState title={t('reports.empty')}>{t('reports.emptyWhy')}</EmptyState>}
      />
    </ListPage>
  );
}

/** What all of these lines come to, as the report they were opened from says it. */
function Together({ of: address }: { of: LinesAddress }) {
  const { data } = useRead('reportAging', { query: linesAskedBy(address) } as unknown as Given<'reportAging'>, {
    keepPrevious: true,
  });
  if (!data) return null;
  const { lines, backorders, quantity, value } = data.totals;
  return (
    <span className="quiet">
      {t('reports.service.lines', { count: lines })} ·{' '}
      {t('reports.lines.backorders', { count: backorders, number: numberText(backorders) })} ·{' '}
      {t('quantity.units', { count: quantity, number: numberText(quantity) })} · <Money of={value} />
    </span>
  );
}

const column = columnsOf<Row>();
const columns = column.columns([
  column.display({
    id: 'number',
    header: () => t('backorders.column.number'),
    meta: { width: 6.5 },
    cell: ({ row: { original: row } }) => <TwoLines first={<Way row={row} />} second={<OrderLink of={row} />} />,
  }),
  column.display({
    id: 'customer',
    header: () => t('backorders.column.customer'),
    meta: { width: 14 },
    cell: ({ row: { original: row } }) => row.customerName,
  }),
  column.display({
    id: 'item',
    header: () => t('backorders.column.item'),
    cell: ({ row: { original: row } }) => <TwoLines first={row.productName} second={<Unit of={row} />} />,
  }),
  column.display({
    id: 'quantity',
    header: () => t('reports.lines.outstanding'),
    meta: { width: 8, align: 'end' },
    cell: ({ row: { original: row } }) => amountText(row.quantity, row.unitsPerCase),
  }),
  column.display({
    id: 'promised',
    header: () => t('backorders.column.promised'),
    meta: { width: 8 },
    cell: ({ row: { original: row } }) => <DayOr on={row.promisedOn} otherwise={t('backorders.noDate')} />,
  }),
  column.display({
    id: 'age',
    header: () => t('backorders.column.age'),
    meta: { width: 8, align: 'end' },
    cell: ({ row: { original: row } }) => (
      <TwoLines first={t('reports.lines.days', { count: row.ageDays })} second={<DayText on={row.createdOn} />} />
    ),
  }),
  column.display({
    id: 'value',
    header: () => t('backorders.column.value'),
    meta: { width: 8, align: 'end' },
    cell: ({ row: { original: row } }) => <Money of={row.value} />,
  }),
]);

function Way({ row }: { row: Row }) {
  return (
    <Link to="/backorders/$id" params={{ id: row.backorderId }} className="way-in">
      {row.backorderNumber}
    </Link>
  );
}

/** The same on a phone. */
function LineCard({ row }: { row: Row }) {
  return (
    <Card title={<Way row={row} />} status={<Money of={row.value} />}>
      <div>{row.customerName}</div>
      <div>
        {row.productName}{' '}
        <span className="quiet small">
          <Unit of={row} />
        </span>
      </div>
      <Ends>
        <span>{amountText(row.quantity, row.unitsPerCase)}</span>
        <span className="quiet small">
          <DayOr on={row.promisedOn} otherwise={t('backorders.noDate')} /> ·{' '}
          {t('reports.lines.days', { count: row.ageDays })}
        </span>
      </Ends>
    </Card>
  );
}
