import { NativeSelect } from '@mantine/core';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { Plus } from 'lucide-react';
import { useMay } from '#web/accounts/viewer.ts';
import { type ItemOf, useList } from '#web/api/read.ts';
import { t } from '#web/i18n/words.ts';
import { ButtonLink } from '#web/ui/button-link.ts';
import { Card, Ends } from '#web/ui/card.tsx';
import { columnsOf, DataTable } from '#web/ui/data-table.tsx';
import { DayOr, DayText } from '#web/ui/date-text.tsx';
import { Flags } from '#web/ui/flags.tsx';
import { ListPage } from '#web/ui/list-page.tsx';
import { Money } from '#web/ui/money.tsx';
import { numberText } from '#web/ui/quantity-text.ts';
import { SearchBox } from '#web/ui/search-box.tsx';
import { useShortcuts } from '#web/ui/shortcuts.ts';
import { EmptyState } from '#web/ui/states.tsx';
import { StatusBadge } from '#web/ui/status-badge.tsx';
import { OrderTabs } from './order-tabs.tsx';
import { ORDER_FILTERS, type OrderFilter, ordersAsked } from './orders-address.ts';

const route = getRouteApi('/signed-in/orders');
type OrderRow = ItemOf<'listOrders'>;

/** Every order, newest first. */
export function OrdersPage() {
  const address = route.useSearch();
  const navigate = useNavigate({ from: '/orders' });
  const may = useMay();
  const list = useList('listOrders', ordersAsked(address));
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
      tools={
        <>
          <NativeSelect
            aria-label={t('orders.status')}
            value={address.status ?? ''}
            data={[
              { value: '', label: t('orders.anyStatus') },
              ...ORDER_FILTERS.map((status) => ({
                value: status,
                label: status === 'backorder' ? t('flag.backorder.name') : t(`status.${status}`),
              })),
            ]}
            onChange={(event) => {
              const status = event.currentTarget.value as OrderFilter | '';
              void navigate({ search: (before) => ({ ...before, status: status || undefined }) });
            }}
          />
          <SearchBox
            label={t('orders.search')}
            value={address.q ?? ''}
            onSearch={(q) => void navigate({ search: (before) => ({ ...before, q: q || undefined }), replace: true })}
          />
        </>
      }
    >
      <DataTable
        label={t('orders.title')}
        list={list}
        columns={columns}
        card={(row) => <OrderCard row={row} />}
        empty={<NothingHere isFiltered={address.q !== undefined || address.status !== undefined} />}
        sort={address.sort ?? '-orderedOn'}
        onSort={(sort) =>
          void navigate({ search: (before) => ({ ...before, sort: sort === 'orderedOn' ? 'orderedOn' : undefined }) })
        }
      />
    </ListPage>
  );
}

const column = columnsOf<OrderRow>();
const columns = column.columns([
  column.display({
    id: 'number',
    header: () => t('orders.column.number'),
    meta: { width: 8 },
    cell: ({ row }) => <Way row={row.original} />,
  }),
  column.display({
    id: 'customer',
    header: () => t('orders.column.customer'),
    cell: ({ row }) => row.original.customerName,
  }),
  column.display({
    id: 'orderedOn',
    header: () => t('orders.column.orderedOn'),
    meta: { width: 7, sort: { up: 'orderedOn', down: '-orderedOn' } },
    cell: ({ row }) => <DayText on={row.original.orderedOn} />,
  }),
  column.display({
    id: 'requestedOn',
    header: () => t('orders.column.requestedOn'),
    meta: { width: 8 },
    cell: ({ row }) => <DayOr on={row.original.requestedOn} otherwise="–" />,
  }),
  column.display({
    id: 'status',
    header: () => t('orders.column.status'),
    meta: { width: 15 },
    cell: ({ row: { original: row } }) => (
      <span className="beside">
        <StatusBadge status={row.status} />
        <Flags of={{ backorder: row.hasOpenBackorder }} />
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
    meta: { width: 8, align: 'end' },
    cell: ({ row }) => <Money of={row.original.value} />,
  }),
]);

function OrderCard({ row }: { row: OrderRow }) {
  return (
    <Card title={<Way row={row} />} status={<StatusBadge status={row.status} />}>
      <div>{row.customerName}</div>
      <Ends>
        <span className="quiet small">
          <DayText on={row.orderedOn} /> · {t('orders.column.shipped')} <ShippedOf row={row} />
        </span>
        <Money of={row.value} />
      </Ends>
      <Flags of={{ backorder: row.hasOpenBackorder }} />
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
