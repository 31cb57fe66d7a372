import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { Plus } from 'lucide-react';
import { useEffect } from 'react';
import { useMay } from '#web/accounts/viewer.ts';
import { type ItemOf, useList, useRead } from '#web/api/read.ts';
import { t } from '#web/i18n/words.ts';
import { ButtonLink } from '#web/ui/button-link.ts';
import { Card, Ends } from '#web/ui/card.tsx';
import { DataTable } from '#web/ui/data-table.tsx';
import { DayOr, DayText } from '#web/ui/date-text.tsx';
import { Flags } from '#web/ui/flags.tsx';
import { rememberList } from '#web/ui/last-list.ts';
import { ListPage } from '#web/ui/list-page.tsx';
import { Money } from '#web/ui/money.tsx';
import { numberText } from '#web/ui/quantity-text.ts';
import { SearchBox } from '#web/ui/search-box.tsx';
import { useShortcuts } from '#web/ui/shortcuts.ts';
import { EmptyState } from '#web/ui/states.tsx';
import { StatusBadge } from '#web/ui/status-badge.tsx';
import { TabCount, TabList } from '#web/ui/tab-list.tsx';
import { columnsOf } from '#web/ui/table-columns.ts';
import { TwoLines, UpToTwoLines } from '#web/ui/two-lines.tsx';
import { OrderTabs } from './order-tabs.tsx';
import { countsAsked, type OrdersAddress, ordersAsked } from './orders-address.ts';
import { OrdersFilterBar } from './orders-filter-bar.tsx';

const route = getRouteApi('/signed-in/orders');
type OrderRow = ItemOf<'listOrders'>;

/** Every order, newest first. */
export function OrdersPage() {
  const address = route.useSearch();
  useEffect(() => rememberList('/orders', address), [address]);
  const navigate = useNavigate({ from: '/orders' });
  const may = useMay();
  const list = useList('listOrders', ordersAsked(address));
  const narrow = (change: Partial<OrdersAddress>) =>
    void navigate({ search: (before) => withoutEmpty({ ...before, ...change }), replace: true });
  useShortcuts(
    may('orders.write') ? [{ keys: 'c', label: t('orders.new'), act: () => void navigate({ to: '/orders/new' }) }] : [],
  );

  return (
    <ListPage
      title={t('orders.title')}
      heading={<OrderTabs here="orders" />}
      actions={
        may('orders.write') && (
          <ButtonLink to="/orders/new" leftSection={<Plus size={14} />}>
            {t('orders.new')}
          </ButtonLink>
        )
      }
      views={<Views here={address.status ?? 'all'} />}
      tools={<Tools address={address} onNarrow={narrow} />}
    >
      <DataTable
        label={t('orders.title')}
        list={list}
        columns={columns}
        card={(row) => <OrderCard row={row} />}
        empty={<NothingHere isFiltered={Object.keys(address).some((name) => name !== 'sort')} />}
        sort={address.sort ?? '-orderedOn'}
        onSort={(sort) =>
          void navigate({ search: (before) => ({ ...before, sort: sort === 'orderedOn' ? 'orderedOn' : undefined }) })
        }
      />
    </ListPage>
  );
}

function Views({ here }: { here: (typeof VIEWS)[number] }) {
  const address = route.useSearch();
  const { data: counts } = useRead('countOrders', countsAsked(address), { keepPrevious: true });
  return (
    <TabList label={t('orders.views')}>
      {VIEWS.map((status) => (
        <Link
          key={status}
          from="/orders"
          to="/orders"
          search={(before) => ({ ...before, status: status === 'all' ? undefined : status })}
          activeOptions={{ exact: true, explicitUndefined: true }}
          activeProps={{ 'aria-current': undefined }}
          aria-current={here === status ? 'page' : undefined}
        >
          {viewName(status)}
          <TabCount of={counts?.[status]} />
        </Link>
      ))}
    </TabList>
  );
}

function Tools(props: { address: OrdersAddress; onNarrow: (change: Partial<OrdersAddress>) => void }) {
  const { address, onNarrow } = props;
  return (
    <>
      <SearchBox label={t('orders.search')} value={address.q ?? ''} onSearch={(q) => onNarrow({ q })} />
      <OrdersFilterBar address={address} onNarrow={onNarrow} />
    </>
  );
}

/** All of them, what waits, then by status in the order of an order's life. */
const VIEWS = [
  'all',
  'backorder',
  'draft',
  'confirmed',
  'partially_fulfilled',
  'fulfilled',
  'delivered',
  'cancelled',
] as const;

function viewName(view: (typeof VIEWS)[number]): string {
  if (view === 'all') return t('orders.all');
  return view === 'backorder' ? t('flag.backorder.name') : t(`status.${view}`);
}

function withoutEmpty(address: OrdersAddress): OrdersAddress {
  return Object.fromEntries(Object.entries(address).filter(([, value]) => value !== undefined && value !== ''));
}

const column = columnsOf<OrderRow>();
const columns = column.columns([
  column.display({
    id: 'number',
    header: () => t('orders.column.number'),
    meta: { width: 7 },
    cell: ({ row }) => <TwoLines first={<Way row={row.original} />} second={row.original.customerReference} />,
  }),
  column.display({
    id: 'customer',
    header: () => t('orders.column.customer'),
    cell: ({ row: { original: row } }) => <UpToTwoLines first={row.customerName} second={row.salesRepName} />,
  }),
  column.display({
    id: 'orderedOn',
    header: () => t('orders.column.orderedOn'),
    meta: { width: 6.5, sort: { up: 'orderedOn', down: '-orderedOn' } },
    cell: ({ row }) => <DayText on={row.original.orderedOn} />,
  }),
  column.display({
    id: 'requestedOn',
    header: () => t('orders.column.requestedOn'),
    meta: { width: 6.5 },
    cell: ({ row }) => <DayOr on={row.original.requestedOn} otherwise="–" />,
  }),
  column.display({
    id: 'status',
    header: () => t('orders.column.status'),
    meta: { width: 13.5 },
    cell: ({ row: { original: row } }) => (
      <span className="beside">
        <StatusBadge status={row.status} />
        <Flags of={{ backorder: row.hasOpenBackorder, onHold: row.isOnHold }} />
      </span>
    ),
  }),
  column.display({
    id: 'shipped',
    header: () => t('orders.column.shipped'),
    meta: { width: 8, align: 'end' },
    cell: ({ row }) => <ShippedOf row={row.original} />,
  }),
  column.display({
    id: 'value',
    header: () => t('orders.column.value'),
    meta: { width: 7.5, align: 'end' },
    cell: ({ row }) => <Money of={row.original.orderedValue} />,
  }),
]);

function OrderCard({ row }: { row: OrderRow }) {
  return (
    <Card title={<Way row={row} />} status={<StatusBadge status={row.status} />}>
      <div>{row.customerName}</div>
      {row.customerReference && <div className="quiet small">{row.customerReference}</div>}
      <Ends>
        <span className="quiet small">
          <DayText on={row.orderedOn} /> · {t('orders.column.shipped')} <ShippedOf row={row} />
        </span>
        <Money of={row.orderedValue} />
      </Ends>
      <Flags of={{ backorder: row.hasOpenBackorder, onHold: row.isOnHold }} />
    </Card>
  );
}

function Way({ row }: { row: OrderRow }) {
  return (
    <Link to="/orders/$id" params={{ id: row.id }} className="way-in">
      {row.number}
    </Link>
  );
}

function ShippedOf({ row }: { row: OrderRow }) {
  return (
    <span className="nowrap">
      {t('orders.shippedOf', { shipped: numberText(row.shipped), ordered: numberText(row.ordered) })}
    </span>
  );
}

function NothingHere({ isFiltered }: { isFiltered: boolean }) {
  if (isFiltered) return <EmptyState title={t('list.noMatch')}>{t('list.noMatchWhy')}</EmptyState>;
  return <EmptyState title={t('orders.empty')}>{t('orders.emptyWhy')}</EmptyState>;
}
