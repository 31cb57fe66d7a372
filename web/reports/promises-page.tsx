import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { KEPT_OUTCOMES, SLIPPED } from '#domain/reports/choices.ts';
import { type ItemOf, useList } from '#web/api/read.ts';
import { FilterChips } from '#web/backorders/backorder-filters.tsx';
import { t } from '#web/i18n/words.ts';
import { Card, Ends } from '#web/ui/card.tsx';
import { Choice } from '#web/ui/choice.tsx';
import { DataTable } from '#web/ui/data-table.tsx';
import { DayOr, DayText } from '#web/ui/date-text.tsx';
import { ListPage } from '#web/ui/list-page.tsx';
import { numberText } from '#web/ui/quantity-text.ts';
import { EmptyState } from '#web/ui/states.tsx';
import { columnsOf } from '#web/ui/table-columns.ts';
import { TwoLines } from '#web/ui/two-lines.tsx';
import { PeriodText } from './period-text.tsx';
import { AsFile, OrderLink } from './record-parts.tsx';
import { NO_FILTERS, promisesAsked } from './records-address.ts';
import { reportFilters } from './reports-address.ts';
import { PromisesTogether } from './together.tsx';

const route = getRouteApi('/signed-in/reports/promises');
type Row = ItemOf<'listKeptPromises'>;

/** The backorders that a report of kept promises counts. */
export function PromisesPage() {
  const address = route.useSearch();
  const navigate = useNavigate({ from: '/reports/promises' });
  const list = useList('listKeptPromises', promisesAsked(address));
  const change = (changes: typeof address) =>
    void navigate({ search: (before) => ({ ...before, ...changes }), replace: true, resetScroll: false });
  const basis = t(`record.basis.${address.basis ?? 'first_promise'}`).toLowerCase();
  return (
    <ListPage
      title={t('reports.promises.title')}
      summary={
        <>
          <PeriodText of={address} words="reports.kept.period" basis={basis} /> <PromisesTogether of={address} />
        </>
      }
      actions={<AsFile of="kept-promises-backorders" asked={address} isLong={list.hasMore} />}
      tools={
        <Choice
          label={t('reports.promises.outcome')}
          options={[
            { value: 'any' as const, label: t('reports.served.all') },
            ...KEPT_OUTCOMES.map((value) => ({ value, label: t(`reports.column.${value}`) })),
            { value: 'once' as const, label: t('reports.column.slippedOnce') },
            { value: 'more' as const, label: t('reports.promises.more') },
          ]}
          value={address.outcome ?? address.slipped ?? 'any'}
          onChange={(chosen) =>
            change({
              outcome: KEPT_OUTCOMES.find((outcome) => outcome === chosen),
              slipped: SLIPPED.find((slipped) => slipped === chosen),
            })
          }
        />
      }
    >
      <FilterChips filters={reportFilters(address)} onChange={(filters) => change({ ...NO_FILTERS, ...filters })} />
      <DataTable
        label={t('reports.promises.title')}
        list={list}
        columns={columns}
        card={(row) => <PromiseCard row={row} />}
        empty={<EmptyState title={t('reports.promises.none')}>{t('reports.emptyWhy')}</EmptyState>}
      />
    </ListPage>
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
    cell: ({ row: { original: row } }) => row.customerName,
  }),
  column.display({
    id: 'made',
    header: () => t('reports.promises.made'),
    meta: { width: 8 },
    cell: ({ row: { original: row } }) => <DayText on={row.createdOn} />,
  }),
  column.display({
    id: 'by',
    header: () => t('reports.promises.by'),
    meta: { width: 8 },
    cell: ({ row: { original: row } }) => <DayText on={row.measuredOn} />,
  }),
  column.display({
    id: 'done',
    header: () => t('reports.promises.done'),
    meta: { width: 8 },
    cell: ({ row: { original: row } }) => <DayOr on={row.doneOn} otherwise="–" />,
  }),
  column.display({
    id: 'outcome',
    header: () => t('reports.promises.outcome'),
    meta: { width: 8 },
    cell: ({ row: { original: row } }) => t(`reports.column.${row.outcome}`),
  }),
  column.display({
    id: 'slips',
    header: () => t('reports.promises.slips'),
    meta: { width: 7, align: 'end' },
    cell: ({ row: { original: row } }) => (row.slips === 0 ? '–' : numberText(row.slips)),
  }),
]);

function Way({ row }: { row: Row }) {
  return (
    <Link to="/backorders/$id" params={{ id: row.id }} className="way-in">
      {row.number}
    </Link>
  );
}

/** The same on a phone. */
function PromiseCard({ row }: { row: Row }) {
  return (
    <Card title={<Way row={row} />} status={t(`reports.column.${row.outcome}`)}>
      <div>{row.customerName}</div>
      <Ends>
        <span className="quiet small">{t('reports.promises.by')}</span>
        <DayText on={row.measuredOn} />
      </Ends>
      <Ends>
        <span className="quiet small">{t('reports.promises.done')}</span>
        <DayOr on={row.doneOn} otherwise="–" />
      </Ends>
    </Card>
  );
}
