import { NativeSelect } from '@mantine/core';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { BackorderRow } from '#contract/backorders/backorder-list.ts';
import { total } from '#domain/quantity.ts';
import { useMay, useMe } from '#web/accounts/viewer.ts';
import { useList, useRead } from '#web/api/read.ts';
import { t } from '#web/i18n/words.ts';
import { OrderTabs } from '#web/orders/order-tabs.tsx';
import { SavedViews } from '#web/search/saved-views.tsx';
import { Card, Ends } from '#web/ui/card.tsx';
import { columnsOf, DataTable, type RowKey } from '#web/ui/data-table.tsx';
import { DayOr, DayText } from '#web/ui/date-text.tsx';
import { Figure, Figures } from '#web/ui/figures.tsx';
import { FlagSign, Flags } from '#web/ui/flags.tsx';
import { ListPage } from '#web/ui/list-page.tsx';
import { Money } from '#web/ui/money.tsx';
import { moneyText, sumOfMoney } from '#web/ui/money-text.ts';
import { numberText, unitsText } from '#web/ui/quantity-text.ts';
import { SearchBox } from '#web/ui/search-box.tsx';
import { useShortcuts } from '#web/ui/shortcuts.ts';
import { EmptyState } from '#web/ui/states.tsx';
import { StatusBadge } from '#web/ui/status-badge.tsx';
import { countText, TabCount, TabList } from '#web/ui/tab-list.tsx';
import { TwoLines } from '#web/ui/two-lines.tsx';
import { FilterButton, FilterChips, FilterPanel } from './backorder-filters.tsx';
import { BackorderGroups } from './backorder-groups.tsx';
import { BackorderPeek } from './backorder-peek.tsx';
import {
  addressToKeep,
  type BackordersAddress,
  backordersAsked,
  countsAsked,
  FILTERS,
  type Filters,
  filtersOf,
  type Grouping,
  readBackordersAddress,
  type Sort,
  TABS,
  type Tab,
} from './backorders-address.ts';
import { type BulkAct, BulkButtons, BulkDialog, possibleActs } from './bulk-acts.tsx';
import { GROUPINGS } from './groupings.ts';

const route = getRouteApi('/signed-in/orders/backorders');

/** Every promise that is not yet made good, and how to find one. */
export function BackordersPage() {
  const address = route.useSearch();
  const navigate = useNavigate({ from: '/orders/backorders' });
  const list = useList('listBackorders', backordersAsked(address));
  const { data: counts } = useRead('countBackorders', countsAsked(address), { keepPrevious: true });
  const tab = address.tab ?? 'open';
  const { role } = useMe();
  const filters = filtersOf(address);
  const filterCount = Object.keys(filters).length;
  const [hasFilters, setHasFilters] = useState(false);
  const [bulk, setBulk] = useState<{ act: BulkAct; rows: BackorderRow[] } | null>(null);

  const change = (changes: Partial<BackordersAddress>, replace = false) =>
    void navigate({ search: (before) => ({ ...before, ...changes }), replace, resetScroll: false });
  const setFilters = (wanted: Filters) =>
    change({ ...Object.fromEntries(FILTERS.map((name) => [name, undefined])), ...wanted }, true);
  const clearPeek = () => change({ peek: undefined }, true);

  useShortcuts([
    { keys: 'c', label: t('palette.newOrder'), act: () => void navigate({ to: '/orders/new' }) },
    ...(address.peek ? [{ keys: 'Escape', label: t('act.close'), act: clearPeek }] : []),
  ]);
  const doAct = useBulkAct(setBulk);
  const rowKeys: RowKey<BackorderRow>[] = [
    {
      keys: ' ',
      label: t('peek.key'),
      ofOne: true,
      act: ([row]) => row && change({ peek: row.id === address.peek ? undefined : row.id }, true),
    },
    { keys: 'f', label: t('bulk.fulfill'), act: (rows) => doAct('fulfill', rows) },
    { keys: 'd', label: t('bulk.promise'), act: (rows) => doAct('promise', rows) },
    { keys: 'm', label: t('bulk.message'), act: (rows) => doAct('message', rows) },
    { keys: 'p', label: t('bulk.priority'), act: (rows) => doAct('priority', rows) },
  ];

  const countOf: Record<Tab, number | undefined> = {
    open: counts?.open,
    mine: counts?.mine,
    ready: counts?.ready,
    overdue: counts?.overdue,
    no_date: counts?.noDate,
    date_moved: counts?.dateMoved,
    cancelled: counts?.cancelled,
    all: counts?.all,
  };

  return (
    <ListPage
      title={t('backorders.title')}
      heading={<OrderTabs here="backorders" />}
      figures={
        <Figures label={t('backorders.figures')}>
          <TabLink tab="open" here={tab}>
            <Figure name={t('backorders.openValue')} value={counts && <Money of={counts.openValue} />} />
          </TabLink>
          <TabLink tab="ready" here={tab}>
            <Figure name={t('backorders.tab.ready')} value={counts && countText(counts.ready)} />
          </TabLink>
          <TabLink tab="overdue" here={tab}>
            <Figure
              name={t('backorders.tab.overdue')}
              value={counts && countText(counts.overdue)}
              past={(counts?.overdue ?? 0) > 0}
            />
          </TabLink>
          <TabLink tab="no_date" here={tab}>
            <Figure name={t('backorders.tab.no_date')} value={counts && countText(counts.noDate)} />
          </TabLink>
        </Figures>
      }
      views={
        <TabList label={t('backorders.views')}>
          {TABS.filter((name) => name !== 'mine' || role === 'sales_rep' || tab === 'mine').map((name) => (
            <TabLink key={name} tab={name} here={tab}>
              {t(`backorders.tab.${name}`)}
              <TabCount of={countOf[name]} />
            </TabLink>
          ))}
        </TabList>
      }
      tools={
        <>
          <SearchBox
            label={t('backorders.search')}
            value={address.q ?? ''}
            onSearch={(q) => change({ q: q || undefined }, true)}
          />
          <FilterButton count={filterCount} isOpen={hasFilters} onToggle={() => setHasFilters(!hasFilters)} />
          <NativeSelect
            aria-label={t('grouping.label')}
            value={address.by ?? ''}
            data={[
              { value: '', label: t('grouping.none') },
              ...GROUPINGS.map((by) => ({ value: by, label: `${t('grouping.label')}: ${t(`grouping.${by}`)}` })),
            ]}
            onChange={(event) => change({ by: (event.currentTarget.value || undefined) as Grouping | undefined })}
          />
          <SavedViews
            list="backorders"
            address={addressToKeep(address)}
            onOpen={(view) => void navigate({ search: readBackordersAddress(view) })}
          />
        </>
      }
    >
      {hasFilters && <FilterPanel filters={filters} onChange={setFilters} />}
      <FilterChips filters={filters} onChange={setFilters} />
      {address.by ? (
        <BackorderGroups address={address} by={address.by} />
      ) : (
        <DataTable
          label={t('backorders.title')}
          list={list}
          columns={columns}
          card={(row) => <BackorderCard row={row} />}
          empty={<NothingHere tab={tab} isSearch={address.q !== undefined} isFiltered={filterCount > 0} />}
          sort={address.sort ?? 'createdAt'}
          onSort={(sort) => change({ sort: sort === 'createdAt' ? undefined : (sort as Exclude<Sort, 'createdAt'>) })}
          selection={(rows) => (
            <>
              <Selected rows={rows} />
              <BulkButtons rows={rows} onAct={(act) => setBulk({ act, rows })} />
            </>
          )}
          rowKeys={rowKeys}
          shownId={address.peek}
        />
      )}
      {address.peek && <BackorderPeek id={address.peek} onClose={clearPeek} />}
      {bulk && <BulkDialog act={bulk.act} rows={bulk.rows} onClose={() => setBulk(null)} />}
    </ListPage>
  );
}

/** A key for an act that is not possible does nothing: nothing was offered either. */
function useBulkAct(open: (bulk: { act: BulkAct; rows: BackorderRow[] }) => void) {
  const may = useMay();
  return (act: BulkAct, rows: BackorderRow[]) => {
    if (possibleActs(rows, may).includes(act)) open({ act, rows });
  };
}

function TabLink({ tab, here, children }: { tab: Tab; here: Tab; children: React.ReactNode }) {
  return (
    <Link
      from="/orders/backorders"
      to="/orders/backorders"
      search={(before) => ({ ...before, tab: tab === 'open' ? undefined : tab })}
      activeOptions={{ exact: true, explicitUndefined: true }}
      activeProps={{ 'aria-current': undefined }}
      aria-current={tab === here ? 'page' : undefined}
    >
      {children}
    </Link>
  );
}

const column = columnsOf<BackorderRow>();
const columns = column.columns([
  column.display({
    id: 'number',
    header: () => t('backorders.column.number'),
    meta: { width: 5.5 },
    cell: ({ row: { original: row } }) => (
      <TwoLines
        first={<Way row={row} />}
        second={
          <Link to="/orders/$id" params={{ id: row.orderId }} className="quiet" tabIndex={-1}>
            {row.orderNumber}
          </Link>
        }
      />
    ),
  }),
  column.display({
    id: 'customer',
    header: () => t('backorders.column.customer'),
    meta: { width: 13 },
    cell: ({ row: { original: row } }) => <TwoLines first={<CustomerName row={row} />} second={row.salesRepName} />,
  }),
  column.display({
    id: 'item',
    header: () => t('backorders.column.item'),
    cell: ({ row: { original: row } }) => <TwoLines first={row.itemName} second={<ItemUnit row={row} />} />,
  }),
  column.display({
    id: 'outstanding',
    header: () => t('backorders.column.outstanding'),
    meta: { width: 5.75, align: 'end' },
    cell: ({ row }) => <OutstandingOf row={row.original} />,
  }),
  column.display({
    id: 'status',
    header: () => t('backorders.column.status'),
    meta: { width: 9 },
    cell: ({ row }) => (
      <span className="beside">
        <StatusBadge status={row.original.status} />
        <RowFlags row={row.original} />
      </span>
    ),
  }),
  column.display({
    id: 'promised',
    header: () => t('backorders.column.promised'),
    meta: { width: 9.25, sort: { up: 'promisedOn', down: '-promisedOn' } },
    cell: ({ row: { original: row } }) => <Dates row={row} />,
  }),
  column.display({
    id: 'place',
    header: () => t('backorders.column.place'),
    meta: { width: 3.75, align: 'end' },
    cell: ({ row: { original: row } }) => (row.placeInQueue === null ? <Closed /> : numberText(row.placeInQueue)),
  }),
  column.display({
    id: 'age',
    header: () => t('backorders.column.age'),
    meta: { width: 4.5, align: 'end', sort: { up: '-createdAt', down: 'createdAt' } },
    cell: ({ row }) => <Age row={row.original} />,
  }),
  column.display({
    id: 'value',
    header: () => t('backorders.column.value'),
    meta: { width: 5.75, align: 'end', sort: { up: 'value', down: '-value' } },
    cell: ({ row: { original: row } }) => (row.outstanding > 0 ? <Money of={row.value} /> : <Closed />),
  }),
]);

/** What the customer was told, and beside it what supply says today where that differs. */
function Dates({ row }: { row: BackorderRow }) {
  const promised = <DayOr on={row.promisedOn} otherwise={row.outstanding > 0 ? t('backorders.noDate') : '–'} />;
  if (row.outstanding === 0 || row.projectedOn === null || row.projectedOn === row.promisedOn) return promised;
  return (
    <TwoLines
      first={promised}
      second={
        <span title={t('backorder.projectedOn')}>
          {t('backorders.projected')} <DayText on={row.projectedOn} />
        </span>
      }
    />
  );
}

function BackorderCard({ row }: { row: BackorderRow }) {
  return (
    <Card title={<Way row={row} />} status={<StatusBadge status={row.status} />}>
      <div>
        <CustomerName row={row} />
      </div>
      <div>
        {row.itemName}{' '}
        <span className="quiet small">
          <ItemUnit row={row} />
        </span>
      </div>
      <Ends>
        <span>
          <OutstandingOf row={row} /> <span className="quiet small">{t('backorder.outstanding')}</span>
        </span>
        {row.outstanding > 0 && <Money of={row.value} />}
      </Ends>
      <Ends>
        <span className="quiet small">
          {row.promisedOn === null ? (
            t('backorders.noDate')
          ) : (
            <>
              {t('backorders.expected')} <DayText on={row.promisedOn} />
            </>
          )}{' '}
          · <Age row={row} />
        </span>
        <RowFlags row={row} />
      </Ends>
    </Card>
  );
}

function Way({ row }: { row: BackorderRow }) {
  return (
    <Link to="/backorders/$id" params={{ id: row.id }} className="way-in">
      {row.number}
    </Link>
  );
}

function RowFlags({ row }: { row: BackorderRow }) {
  return (
    <Flags
      of={{
        overdue: row.isOverdue,
        atRisk: row.isAtRisk && !row.isOverdue,
        onHold: row.isOnHold,
        highPriority: row.highPriority,
      }}
    />
  );
}

function CustomerName({ row }: { row: BackorderRow }) {
  return (
    <>
      {row.customerTier === 'vip' && <FlagSign name="vip" />} {row.customerName}
    </>
  );
}

function ItemUnit({ row }: { row: BackorderRow }) {
  const pack =
    row.unitsPerCase === 1 ? row.sku : t('item.skuAndPack', { sku: row.sku, unitsPerCase: row.unitsPerCase });
  return row.lineCount === 1 ? pack : t('item.andMore', { item: pack, count: row.lineCount - 1 });
}

function OutstandingOf({ row }: { row: BackorderRow }) {
  // Several lines may come in different cases, so only a single line can be said in cases.
  const title = unitsText(row.outstanding, row.lineCount === 1 ? row.unitsPerCase : 1);
  return (
    <span className="nowrap" title={title}>
      {t('backorders.outstandingOf', { outstanding: numberText(row.outstanding), quantity: numberText(row.quantity) })}
    </span>
  );
}

function Age({ row }: { row: BackorderRow }) {
  return row.outstanding > 0 ? (
    <span className="nowrap">{t('backorders.age', { count: row.ageDays })}</span>
  ) : (
    <Closed />
  );
}

/** What is closed does not age and is worth nothing any more. */
function Closed() {
  return <span className="quiet">–</span>;
}

function Selected({ rows }: { rows: BackorderRow[] }) {
  const value = sumOfMoney(rows.map((row) => row.value));
  return (
    <span>
      {t('backorders.selected', {
        count: rows.length,
        units: numberText(total(rows, (row) => row.outstanding)),
        value: value ? moneyText(value) : '',
      })}
    </span>
  );
}

function NothingHere({ tab, isSearch, isFiltered }: { tab: Tab; isSearch: boolean; isFiltered: boolean }) {
  if (isFiltered)
    return <EmptyState title={t('backorders.emptyFiltered')}>{t('backorders.emptyFilteredWhy')}</EmptyState>;
  if (isSearch) return <EmptyState title={t('list.noMatch')}>{t('list.noMatchWhy')}</EmptyState>;
  return (
    <EmptyState title={t(`backorders.empty.${tab}`)}>{tab === 'open' ? t('backorders.emptyWhy') : null}</EmptyState>
  );
}
