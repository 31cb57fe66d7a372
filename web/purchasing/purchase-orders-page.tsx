import { NativeSelect } from '@mantine/core';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { Plus } from 'lucide-react';
import { total } from '#domain/quantity.ts';
import { useMay } from '#web/accounts/viewer.ts';
import { type ItemOf, useList, useRead } from '#web/api/read.ts';
import { MoreItems, sizeOf } from '#web/catalog/more-items.tsx';
import { t } from '#web/i18n/words.ts';
import { ButtonLink } from '#web/ui/button-link.ts';
import { Card, Ends } from '#web/ui/card.tsx';
import { useCompany } from '#web/ui/company.ts';
import { DataTable } from '#web/ui/data-table.tsx';
import { DayOr, DayText } from '#web/ui/date-text.tsx';
import { Flags } from '#web/ui/flags.tsx';
import { ListPage } from '#web/ui/list-page.tsx';
import { numberText } from '#web/ui/quantity-text.ts';
import { SearchBox } from '#web/ui/search-box.tsx';
import { EmptyState } from '#web/ui/states.tsx';
import { StatusBadge } from '#web/ui/status-badge.tsx';
import { TabCount, TabList } from '#web/ui/tab-list.tsx';
import { columnsOf } from '#web/ui/table-columns.ts';
import { TwoLines, UpToTwoLines } from '#web/ui/two-lines.tsx';
import { isLate } from './late.ts';

const route = getRouteApi('/signed-in/purchase-orders');
type PurchaseOrder = ItemOf<'listPurchaseOrders'>;
const STATUSES = ['open', 'late', 'closed'] as const;

/** What was ordered from suppliers, how much of it is to come, and who depends on it. */
export function PurchaseOrdersPage() {
  const { status = 'open', supplier, q, sort } = route.useSearch();
  const navigate = useNavigate({ from: '/purchase-orders' });
  const may = useMay();
  // What is done has no day to come: the newest first.
  const order = sort ?? (status === 'closed' ? '-orderedOn' : 'expectedOn');
  const list = useList('listPurchaseOrders', { query: { status, supplierId: supplier, q, sort: order } });
  return (
    <ListPage
      title={t('purchasing.title')}
      actions={
        <>
          <ButtonLink to="/suppliers" variant="default">
            {t('suppliers.title')}
          </ButtonLink>
          {may('purchasing.write') && <NewOne />}
        </>
      }
      views={<Views here={status} supplier={supplier} />}
      tools={<Tools supplier={supplier} q={q} />}
    >
      <DataTable
        label={t('purchasing.title')}
        list={list}
        columns={columns}
        card={(row) => <PurchaseOrderCard row={row} />}
        empty={<NothingHere status={status} isFiltered={!!(q || supplier)} />}
        sort={order}
        onSort={(wanted) =>
          void navigate({
            search: (before) => ({ ...before, sort: wanted === '-orderedOn' ? '-orderedOn' : undefined }),
          })
        }
      />
    </ListPage>
  );
}

type Status = (typeof STATUSES)[number];

function Views({ here, supplier }: { here: Status; supplier: string | undefined }) {
  const { data: counts } = useRead('countPurchaseOrders', { query: { supplierId: supplier } }, { keepPrevious: true });
  return (
    <TabList label={t('purchasing.views')}>
      {STATUSES.map((name) => (
        <Link
          key={name}
          from="/purchase-orders"
          to="/purchase-orders"
          search={(before) => ({ ...before, status: name === 'open' ? undefined : name })}
          activeOptions={{ exact: true, explicitUndefined: true }}
          activeProps={{ 'aria-current': undefined }}
          aria-current={here === name ? 'page' : undefined}
        >
          {t(`purchasing.${name}`)} <TabCount of={counts?.[name]} />
        </Link>
      ))}
    </TabList>
  );
}

function NothingHere({ status, isFiltered }: { status: Status; isFiltered: boolean }) {
  if (isFiltered) return <EmptyState title={t('list.noMatch')}>{t('list.noMatchWhy')}</EmptyState>;
  return <EmptyState title={t(EMPTY[status])} />;
}

const EMPTY = { open: 'purchasing.noneOpen', late: 'purchasing.noneLate', closed: 'purchasing.noneClosed' } as const;

function SupplierFilter(props: { value: string | undefined; onChange: (id: string | undefined) => void }) {
  const { data } = useRead('listSuppliers', { query: { limit: 200 } });
  if (!data || data.data.length < 2) return null;
  return (
    <NativeSelect
      aria-label={t('purchasing.supplier')}
      value={props.value ?? ''}
      data={[
        { value: '', label: t('purchasing.anySupplier') },
        ...data.data.map(({ id, name }) => ({ value: id, label: name })),
      ]}
      onChange={(event) => props.onChange(event.currentTarget.value || undefined)}
    />
  );
}

const column = columnsOf<PurchaseOrder>();
const columns = column.columns([
  column.display({
    id: 'number',
    header: () => t('purchasing.number'),
    meta: { width: 7.5 },
    cell: ({ row }) => <Way row={row.original} />,
  }),
  column.display({
    id: 'supplier',
    header: () => t('purchasing.supplier'),
    cell: ({ row }) => <UpToTwoLines first={row.original.supplierName} second={null} />,
  }),
  column.display({ id: 'items', header: () => t('purchasing.items'), cell: ({ row }) => <Items row={row.original} /> }),
  column.display({
    id: 'status',
    header: () => t('orders.column.status'),
    meta: { width: 10 },
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
    meta: { width: 6.5, sort: { down: '-orderedOn' } },
    cell: ({ row }) => <DayText on={row.original.orderedOn} />,
  }),
  column.display({
    id: 'expectedOn',
    header: () => t('purchasing.expectedOn'),
    meta: { width: 6.5, sort: { up: 'expectedOn' } },
    cell: ({ row }) => <DayOr on={row.original.expectedOn} otherwise="–" />,
  }),
  column.display({
    id: 'remaining',
    header: () => t('purchasing.remaining'),
    meta: { width: 7.5, align: 'end' },
    cell: ({ row }) => <ToCome row={row.original} />,
  }),
  column.display({
    id: 'spokenFor',
    header: () => t('purchasing.spokenFor'),
    meta: { width: 9.5 },
    cell: ({ row: { original: row } }) => <DependentsInTwo row={row} />,
  }),
]);

function PurchaseOrderCard({ row }: { row: PurchaseOrder }) {
  return (
    <Card title={<Way row={row} />} status={<StatusBadge status={row.status} />}>
      <Ends>
        <span>{row.supplierName}</span>
        <Late row={row} />
      </Ends>
      <Ends>
        <span className="quiet small">
          {t('purchasing.expectedOn')} <DayOr on={row.expectedOn} otherwise="–" />
        </span>
        <span>
          {t('purchasing.remaining')} <ToCome row={row} />
        </span>
      </Ends>
      {row.remaining > 0 && (
        <span className="small">
          {t('purchasing.spokenFor')}: <Dependents row={row} />
        </span>
      )}
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
  return (
    <UpToTwoLines
      first={first.itemName}
      end={sizeOf(first.itemName)}
      second={first.sku}
      aside={<MoreItems count={row.lines.length - 1} />}
    />
  );
}

function Late({ row }: { row: PurchaseOrder }) {
  const { today } = useCompany();
  return <Flags of={{ late: isLate(row, today) }} />;
}

/** "24 of 48": what is to come of what was ordered. */
function ToCome({ row }: { row: PurchaseOrder }) {
  return (
    <span className="nowrap">
      {t('orders.shippedOf', {
        shipped: numberText(row.remaining),
        ordered: numberText(total(row.lines, (line) => line.quantity)),
      })}
    </span>
  );
}

/** How much of it is spoken for, and by how many. */
function DependentsInTwo({ row: { spokenFor, waitingCustomers } }: { row: PurchaseOrder }) {
  if (spokenFor === 0) return <span className="quiet">–</span>;
  return <TwoLines first={numberText(spokenFor)} second={t('purchasing.ofCustomers', { count: waitingCustomers })} />;
}

function Dependents({ row }: { row: PurchaseOrder }) {
  if (row.spokenFor === 0) return <span className="quiet">–</span>;
  return t('purchasing.forCustomers', { count: row.waitingCustomers, units: numberText(row.spokenFor) });
}

function NewOne() {
  return (
    <ButtonLink to="/purchase-orders/new" leftSection={<Plus size={14} />}>
      {t('purchasing.new')}
    </ButtonLink>
  );
}

function Tools({ supplier, q }: { supplier: string | undefined; q: string | undefined }) {
  const navigate = useNavigate({ from: '/purchase-orders' });
  return (
    <>
      <SupplierFilter
        value={supplier}
        onChange={(id) => void navigate({ search: (before) => ({ ...before, supplier: id }) })}
      />
      <SearchBox
        label={t('purchasing.search')}
        value={q ?? ''}
        onSearch={(text) => void navigate({ search: (before) => ({ ...before, q: text || undefined }), replace: true })}
      />
    </>
  );
}
