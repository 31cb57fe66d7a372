import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { SERVICE_LINES } from '#domain/reports/choices.ts';
import { type ItemOf, useList } from '#web/api/read.ts';
import { FilterChips } from '#web/backorders/backorder-filters.tsx';
import { t } from '#web/i18n/words.ts';
import { Card, Ends } from '#web/ui/card.tsx';
import { Choice } from '#web/ui/choice.tsx';
import { DataTable } from '#web/ui/data-table.tsx';
import { DayText } from '#web/ui/date-text.tsx';
import { ListPage } from '#web/ui/list-page.tsx';
import { Money } from '#web/ui/money.tsx';
import { amountText, numberText } from '#web/ui/quantity-text.ts';
import { EmptyState } from '#web/ui/states.tsx';
import { columnsOf } from '#web/ui/table-columns.ts';
import { TwoLines } from '#web/ui/two-lines.tsx';
import { PeriodText } from './period-text.tsx';
import { AsFile, OrderLink, Unit } from './record-parts.tsx';
import { NO_FILTERS, servedAsked } from './records-address.ts';
import { reportFilters } from './reports-address.ts';
import { ServedTogether } from './together.tsx';

const route = getRouteApi('/signed-in/reports/served');
type Row = ItemOf<'listServiceLines'>;

/** The lines of orders that a report of service counts. */
export function ServedPage() {
  const address = route.useSearch();
  const navigate = useNavigate({ from: '/reports/served' });
  const list = useList('listServiceLines', servedAsked(address));
  const change = (changes: typeof address) =>
    void navigate({ search: (before) => ({ ...before, ...changes }), replace: true, resetScroll: false });
  return (
    <ListPage
      title={t('reports.served.title')}
      summary={
        <>
          <PeriodText of={address} words="reports.service.period" /> <ServedTogether of={address} />
        </>
      }
      actions={<AsFile of="service-lines" asked={address} isLong={list.hasMore} />}
      tools={
        <Choice
          label={t('reports.served.which')}
          options={SERVICE_LINES.map((value) => ({ value, label: t(`reports.served.${value}`) }))}
          value={address.which ?? 'all'}
          onChange={(which) => change({ which })}
        />
      }
    >
      <FilterChips filters={reportFilters(address)} onChange={(filters) => change({ ...NO_FILTERS, ...filters })} />
      <DataTable
        label={t('reports.served.title')}
        list={list}
        columns={columns}
        card={(row) => <LineCard row={row} />}
        empty={<EmptyState title={t('reports.served.none')}>{t('reports.emptyWhy')}</EmptyState>}
      />
    </ListPage>
  );
}

const column = columnsOf<Row>();
const columns = column.columns([
  column.display({
    id: 'order',
    header: () => t('reports.served.order'),
    meta: { width: 7 },
    cell: ({ row: { original: row } }) => (
      <TwoLines first={<OrderLink of={row} isWayIn />} second={<DayText on={row.orderedOn} />} />
    ),
  }),
  column.display({
    id: 'customer',
    header: () => t('backorders.column.customer'),
    meta: { width: 12 },
    cell: ({ row: { original: row } }) => row.customerName,
  }),
  column.display({
    id: 'item',
    header: () => t('backorders.column.item'),
    cell: ({ row: { original: row } }) => <TwoLines first={row.productName} second={<Unit of={row} />} />,
  }),
  column.display({
    id: 'ordered',
    header: () => t('reports.served.ordered'),
    meta: { width: 6.5, align: 'end' },
    cell: ({ row: { original: row } }) => amountText(row.quantity, row.unitsPerCase),
  }),
  column.display({
    id: 'short',
    header: () => t('reports.served.shortOf'),
    meta: { width: 6.5, align: 'end' },
    cell: ({ row: { original: row } }) => <Short row={row} />,
  }),
  column.display({
    id: 'days',
    header: () => t('reports.served.days'),
    meta: { width: 6.5, align: 'end' },
    cell: ({ row: { original: row } }) => (row.daysToFill === null ? '–' : numberText(row.daysToFill)),
  }),
  column.display({
    id: 'lost',
    header: () => t('reports.column.lost'),
    meta: { width: 6.5, align: 'end' },
    cell: ({ row: { original: row } }) => <Lost row={row} />,
  }),
]);

const Short = ({ row }: { row: Row }) =>
  row.shortQuantity === 0 ? '–' : amountText(row.shortQuantity, row.unitsPerCase);
const Lost = ({ row }: { row: Row }) => (Number(row.lostValue.amount) === 0 ? '–' : <Money of={row.lostValue} />);

/** The same on a phone. */
function LineCard({ row }: { row: Row }) {
  return (
    <Card title={<OrderLink of={row} isWayIn />} status={<DayText on={row.orderedOn} />}>
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
          {t('reports.served.shortOf')} <Short row={row} />
        </span>
      </Ends>
    </Card>
  );
}
