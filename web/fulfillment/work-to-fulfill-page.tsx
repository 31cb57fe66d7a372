import { CloseButton } from '@mantine/core';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { type ItemOf, useList, useRead } from '#web/api/read.ts';
import { WarehouseFilter } from '#web/catalog/warehouse-filter.tsx';
import { t } from '#web/i18n/words.ts';
import { Card, Ends } from '#web/ui/card.tsx';
import { DataTable } from '#web/ui/data-table.tsx';
import { DayText, InstantText } from '#web/ui/date-text.tsx';
import { ListPage } from '#web/ui/list-page.tsx';
import { NarrowSelect } from '#web/ui/narrow-select.tsx';
import { Quantity } from '#web/ui/quantity.tsx';
import { numberText, quantityText } from '#web/ui/quantity-text.ts';
import { SearchBox } from '#web/ui/search-box.tsx';
import { EmptyState } from '#web/ui/states.tsx';
import { StatusBadge } from '#web/ui/status-badge.tsx';
import { TabCount, TabList } from '#web/ui/tab-list.tsx';
import { columnsOf } from '#web/ui/table-columns.ts';
import { TwoLines, UpToTwoLines } from '#web/ui/two-lines.tsx';
import { WORK_TABS, type WorkTab, workAsked } from './fulfill-address.ts';
import { PaperOfList } from './paper-of-list.tsx';
import { HeldBecause, WorkFlags } from './work-flags.tsx';
import styles from './work-to-fulfill-page.module.css';

const route = getRouteApi('/signed-in/fulfill');
type Work = ItemOf<'listFulfillmentWork'>;

/** What can go out now, what is picked and has not left, and what has left and is not there yet. */
export function WorkToFulfillPage() {
  const address = route.useSearch();
  const tab = address.tab ?? 'ready';
  const asked = workAsked(address);
  const list = useList('listFulfillmentWork', { query: { ...asked, tab } });
  const isFiltered = Object.values(asked).some((value) => value !== undefined);
  return (
    <ListPage
      title={t('work.title')}
      views={<Views here={tab} />}
      tools={
        <>
          <Tools />
          <PaperOfList rows={list.rows ?? []} tab={tab} />
        </>
      }
    >
      <DataTable
        label={t('work.title')}
        list={list}
        columns={columns[tab]}
        rowId={(row) => `${row.kind} ${row.id} ${row.fulfillment?.id ?? ''}`}
        card={(row) => <WorkCard row={row} tab={tab} />}
        empty={<NothingHere tab={tab} isFiltered={isFiltered} />}
      />
    </ListPage>
  );
}

function Views({ here }: { here: WorkTab }) {
  const asked = workAsked(route.useSearch());
  const { data: counts } = useRead('countFulfillmentWork', { query: asked }, { keepPrevious: true });
  return (
    <TabList label={t('work.views')}>
      {WORK_TABS.map((name) => (
        <Link
          key={name}
          from="/fulfill"
          to="/fulfill"
          search={(before) => ({ ...before, tab: name === 'ready' ? undefined : name })}
          activeOptions={{ exact: true, explicitUndefined: true }}
          activeProps={{ 'aria-current': undefined }}
          aria-current={here === name ? 'page' : undefined}
        >
          {t(`work.tab.${name}`)} <TabCount of={counts?.[name]} />
        </Link>
      ))}
    </TabList>
  );
}

function Tools() {
  const { customer, warehouse, kind, q } = route.useSearch();
  const navigate = useNavigate({ from: '/fulfill' });
  return (
    <>
      {customer && (
        <OnlyCustomer
          id={customer}
          onClear={() => void navigate({ search: (before) => ({ ...before, customer: undefined }) })}
        />
      )}
      <WarehouseFilter
        value={warehouse}
        onChange={(wanted) => void navigate({ search: (before) => ({ ...before, warehouse: wanted }) })}
      />
      <NarrowSelect
        label={t('work.kind')}
        any={t('work.anyKind')}
        value={kind}
        options={[
          { value: 'order', label: t('orders.title') },
          { value: 'backorder', label: t('backorders.title') },
        ]}
        onChange={(wanted) => void navigate({ search: (before) => ({ ...before, kind: wanted }) })}
      />
      <SearchBox
        label={t('work.search')}
        value={q ?? ''}
        onSearch={(text) => void navigate({ search: (before) => ({ ...before, q: text || undefined }), replace: true })}
      />
    </>
  );
}

/** The list is narrowed to one customer: says which, and gives the way back. */
function OnlyCustomer({ id, onClear }: { id: string; onClear: () => void }) {
  const { data } = useRead('getCustomer', { params: { id } });
  return (
    <span className={styles.only}>
      {data?.name ?? t('customer.title')}
      <CloseButton size="sm" aria-label={t('work.allCustomers')} onClick={onClear} />
    </span>
  );
}

const column = columnsOf<Work>();

const number = column.display({
  id: 'number',
  header: () => t('work.column.number'),
  meta: { width: 9 },
  cell: ({ row }) => <Way row={row.original} />,
});
const flags = column.display({
  id: 'flags',
  header: () => t('work.column.flags'),
  meta: { width: 11 },
  cell: ({ row }) => <WorkFlags row={row.original} />,
});
const customer = column.display({
  id: 'customer',
  header: () => t('work.column.customer'),
  cell: ({ row }) => <UpToTwoLines first={<CustomerWay row={row.original} />} second={null} />,
});
const item = column.display({
  id: 'item',
  header: () => t('work.column.item'),
  cell: ({ row: { original: row } }) => <UpToTwoLines first={itemText(row)} second={row.sku} />,
});
const quantity = (tab: WorkTab) =>
  column.display({
    id: 'quantity',
    header: () => t(`work.column.quantity.${tab}`),
    meta: { width: 10, align: 'end' },
    cell: ({ row }) => <ToGo row={row.original} />,
  });
const since = (tab: WorkTab) =>
  column.display({
    id: 'since',
    header: () => t(`work.column.since.${tab}`),
    meta: { width: 8 },
    cell: ({ row }) => <InstantText at={row.original.since} />,
  });
const wanted = column.display({
  id: 'wanted',
  header: () => t('work.column.wanted'),
  meta: { width: 7 },
  cell: ({ row }) => <Wanted row={row.original} />,
});
const stage = column.display({
  id: 'stage',
  header: () => t('orders.column.status'),
  meta: { width: 8 },
  cell: ({ row: { original: row } }) => row.fulfillment && <StatusBadge status={row.fulfillment.status} />,
});
const of = column.display({
  id: 'of',
  header: () => t('work.column.of'),
  meta: { width: 8 },
  cell: ({ row }) => <RecordWay row={row.original} />,
});
const carrier = column.display({
  id: 'carrier',
  header: () => t('shipment.carrier'),
  meta: { width: 10 },
  cell: ({ row: { original: row } }) => (
    <TwoLines
      first={row.fulfillment?.carrier ?? t('shipment.ownTruck')}
      second={row.fulfillment?.trackingNumber ?? ''}
    />
  ),
});

const because = column.display({
  id: 'because',
  header: () => t('work.column.because'),
  cell: ({ row }) => <HeldBecause held={row.original.held} />,
});

const columns = {
  held: column.columns([number, flags, customer, because, item, quantity('held'), since('held')]),
  ready: column.columns([number, flags, customer, item, quantity('ready'), since('ready'), wanted]),
  picked: column.columns([number, of, stage, flags, customer, item, quantity('picked'), since('picked')]),
  shipped: column.columns([number, of, flags, customer, item, quantity('shipped'), since('shipped'), carrier]),
};

function WorkCard({ row, tab }: { row: Work; tab: WorkTab }) {
  return (
    <Card title={<Way row={row} />} status={row.fulfillment && <StatusBadge status={row.fulfillment.status} />}>
      <div>{row.customerName}</div>
      <Ends>
        <span>{itemText(row)}</span>
        <ToGo row={row} />
      </Ends>
      <Ends>
        <span className="quiet small">
          {t(`work.column.since.${tab}`)} <InstantText at={row.since} />
        </span>
        {row.fulfillment && <RecordWay row={row} />}
      </Ends>
      <WorkFlags row={row} />
      {tab === 'held' && <HeldBecause held={row.held} />}
    </Card>
  );
}

/** The page on which this row is done. */
function Way({ row }: { row: Work }) {
  if (row.fulfillment)
    return (
      <Link to="/fulfill/fulfillments/$id" params={{ id: row.fulfillment.id }} className="way-in">
        {row.fulfillment.number}
      </Link>
    );
  return (
    <Link
      to={row.kind === 'order' ? '/fulfill/orders/$id' : '/fulfill/backorders/$id'}
      params={{ id: row.id }}
      className="way-in"
    >
      {row.number}
    </Link>
  );
}

function RecordWay({ row }: { row: Work }) {
  return (
    <Link to={row.kind === 'order' ? '/orders/$id' : '/backorders/$id'} params={{ id: row.id }}>
      {row.number}
    </Link>
  );
}

function CustomerWay({ row }: { row: Work }) {
  return (
    <Link
      from="/fulfill"
      to="/fulfill"
      search={(before) => ({ ...before, customer: row.customerId })}
      activeProps={{ 'aria-current': undefined }}
      className={styles.customer}
      title={t('work.onlyCustomer', { name: row.customerName })}
    >
      {row.customerName}
    </Link>
  );
}

function itemText({ itemName, lineCount }: Work): string {
  return lineCount === 1 ? itemName : t('item.andMore', { item: itemName, count: lineCount - 1 });
}

/** What goes: of one item in cases, of several in units, with what the record asks for in all. */
function ToGo({ row }: { row: Work }) {
  const all = row.fulfillment ? row.quantity : row.unpicked;
  const rest = all > row.quantity;
  if (row.lineCount === 1 && !rest) return <Quantity of={row.quantity} unitsPerCase={row.unitsPerCase} />;
  const pack = row.lineCount === 1 ? row.unitsPerCase : 1;
  return (
    <span className="nowrap">
      {rest
        ? t('work.partOf', { part: numberText(row.quantity), all: numberText(all) })
        : quantityText(row.quantity, pack)}
    </span>
  );
}

function Wanted({ row }: { row: Work }) {
  const on = row.promisedOn ?? row.requestedOn;
  return on ? <DayText on={on} /> : <span className="quiet">–</span>;
}

function NothingHere({ tab, isFiltered }: { tab: WorkTab; isFiltered: boolean }) {
  if (isFiltered) return <EmptyState title={t('list.noMatch')}>{t('list.noMatchWhy')}</EmptyState>;
  return <EmptyState title={t(`work.empty.${tab}`)}>{t(`work.emptyWhy.${tab}`)}</EmptyState>;
}
