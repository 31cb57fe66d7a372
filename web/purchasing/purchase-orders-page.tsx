import { getRouteApi, Link } from '@tanstack/react-router';
import { Plus } from 'lucide-react';
import { total } from '#domain/quantity.ts';
import { useMay } from '#web/accounts/viewer.ts';
import { type ItemOf, useList } from '#web/api/read.ts';
import { t } from '#web/i18n/words.ts';
import { ButtonLink } from '#web/ui/button-link.ts';
import { Card, Ends } from '#web/ui/card.tsx';
import { useCompany } from '#web/ui/company.ts';
import { columnsOf, DataTable } from '#web/ui/data-table.tsx';
import { DayOr, DayText } from '#web/ui/date-text.tsx';
import { Flags } from '#web/ui/flags.tsx';
import { ListPage } from '#web/ui/list-page.tsx';
import { numberText } from '#web/ui/quantity-text.ts';
import { EmptyState } from '#web/ui/states.tsx';
import { StatusBadge } from '#web/ui/status-badge.tsx';
import { TabList } from '#web/ui/tab-list.tsx';
import { isLate } from './late.ts';

const route = getRouteApi('/signed-in/purchase-orders');
type PurchaseOrder = ItemOf<'listPurchaseOrders'>;

/** What was ordered from suppliers, and how much of it has come. */
export function PurchaseOrdersPage() {
  const { status } = route.useSearch();
  const may = useMay();
  const list = useList('listPurchaseOrders', { query: { status: status ?? 'open' } });
  return (
    <ListPage
      title={t('purchasing.title')}
      actions={
        may('purchasing.write') && (
          <ButtonLink to="/purchase-orders/new" leftSection={<Plus size={14} />}>
            {t('purchasing.new')}
          </ButtonLink>
        )
      }
      views={
        <TabList label={t('purchasing.views')}>
          <Link
            to="/purchase-orders"
            search={{}}
            activeOptions={{ exact: true, explicitUndefined: true }}
            activeProps={{ 'aria-current': undefined }}
            aria-current={status ? undefined : 'page'}
          >
            {t('purchasing.open')}
          </Link>
          <Link
            to="/purchase-orders"
            search={{ status: 'closed' }}
            activeOptions={{ exact: true, explicitUndefined: true }}
            activeProps={{ 'aria-current': undefined }}
            aria-current={status ? 'page' : undefined}
          >
            {t('purchasing.closed')}
          </Link>
        </TabList>
      }
    >
      <DataTable
        label={t('purchasing.title')}
        list={list}
        columns={columns}
        card={(row) => <PurchaseOrderCard row={row} />}
        empty={<EmptyState title={t(status ? 'purchasing.noneClosed' : 'purchasing.noneOpen')} />}
      />
    </ListPage>
  );
}

const column = columnsOf<PurchaseOrder>();
const columns = column.columns([
  column.display({
    id: 'number',
    header: () => t('purchasing.number'),
    meta: { width: 8 },
    cell: ({ row }) => <Way row={row.original} />,
  }),
  column.display({
    id: 'supplier',
    header: () => t('purchasing.supplier'),
    cell: ({ row }) => row.original.supplierName,
  }),
  column.display({ id: 'items', header: () => t('purchasing.items'), cell: ({ row }) => <Items row={row.original} /> }),
  column.display({
    id: 'status',
    header: () => t('orders.column.status'),
    meta: { width: 11 },
    cell: ({ row: { original: row } }) => (
      <span className="beside">
        <StatusBadge status={row.status} />
        <Late row={row} />
      </span>
    ),
  }),
  column.display({
    id: 'orderedOn',
    header: () => t('purchasing.orderedOn'),
    meta: { width: 7 },
    cell: ({ row }) => <DayText on={row.original.orderedOn} />,
  }),
  column.display({
    id: 'expectedOn',
    header: () => t('purchasing.expectedOn'),
    meta: { width: 7 },
    cell: ({ row }) => <Expected row={row.original} />,
  }),
  column.display({
    id: 'received',
    header: () => t('purchasing.received'),
    meta: { width: 9, align: 'end' },
    cell: ({ row }) => <ReceivedOf row={row.original} />,
  }),
]);

function PurchaseOrderCard({ row }: { row: PurchaseOrder }) {
  return (
    <Card title={<Way row={row} />} status={<StatusBadge status={row.status} />}>
      <div>{row.supplierName}</div>
      <Ends>
        <span className="quiet small">
          {t('purchasing.expectedOn')} <Expected row={row} />
        </span>
        <ReceivedOf row={row} />
      </Ends>
      <Late row={row} />
    </Card>
  );
}

function Way({ row }: { row: PurchaseOrder }) {
  return (
    <Link to="/purchase-orders/$id" params={{ id: row.id }} className="way-in">
      {row.number}
    </Link>
  );
}

function Items({ row }: { row: PurchaseOrder }) {
  const [first] = row.lines;
  if (!first) return null;
  return row.lines.length === 1 ? first.name : t('item.andMore', { item: first.name, count: row.lines.length - 1 });
}

function Late({ row }: { row: PurchaseOrder }) {
  const { today } = useCompany();
  return <Flags of={{ late: isLate(row, today) }} />;
}

/** The next day something is expected. */
function Expected({ row }: { row: PurchaseOrder }) {
  const days = row.lines.filter((line) => line.remaining > 0).flatMap((line) => line.expectedOn ?? []);
  return <DayOr on={days.sort()[0] ?? null} otherwise="–" />;
}

function ReceivedOf({ row }: { row: PurchaseOrder }) {
  return (
    <span className="nowrap">
      {t('orders.shippedOf', {
        shipped: numberText(total(row.lines, (line) => line.received)),
        ordered: numberText(total(row.lines, (line) => line.quantity)),
      })}
    </span>
  );
}
