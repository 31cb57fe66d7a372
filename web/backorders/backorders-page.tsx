import { NativeSelect } from '@mantine/core';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { type ReactNode, useEffect, useState } from 'react';
import type { BackorderRow } from '#contract/backorders/backorder-list.ts';
import { total } from '#domain/quantity.ts';
import { useMay } from '#web/accounts/viewer.ts';
import { useList, useRead } from '#web/api/read.ts';
import { t } from '#web/i18n/words.ts';
import { OrderTabs } from '#web/orders/order-tabs.tsx';
import { SavedViews } from '#web/search/saved-views.tsx';
import { DataTable, type RowKey } from '#web/ui/data-table.tsx';
import { rememberList } from '#web/ui/last-list.ts';
import { ListPage } from '#web/ui/list-page.tsx';
import { moneyText, sumOfMoney } from '#web/ui/money-text.ts';
import { numberText } from '#web/ui/quantity-text.ts';
import { SearchBox } from '#web/ui/search-box.tsx';
import { useShortcuts } from '#web/ui/shortcuts.ts';
import { EmptyState } from '#web/ui/states.tsx';
import { BackorderCard, columns } from './backorder-columns.tsx';
import { BackorderGroups } from './backorder-groups.tsx';
import { BackorderPeek } from './backorder-peek.tsx';
import { BackordersTabs, BackordersWorth } from './backorder-tabs.tsx';
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
  type Tab,
} from './backorders-address.ts';
import { type BulkAct, BulkButtons, BulkDialog, possibleActs } from './bulk-acts.tsx';
import { BackorderFilterBar } from './filter-bar.tsx';
import { GROUPINGS } from './groupings.ts';

const route = getRouteApi('/signed-in/orders/backorders');

const NOBODY: ReadonlyMap<string, string> = new Map();

/** Every promise that is not yet made good, and how to find one. */
export function BackordersPage() {
  const address = route.useSearch();
  useEffect(() => rememberList('/orders/backorders', address), [address]);
  const navigate = useNavigate({ from: '/orders/backorders' });
  const list = useList('listBackorders', backordersAsked(address));
  const { data: counts } = useRead('countBackorders', countsAsked(address), { keepPrevious: true });
  const tab = address.tab ?? 'open';
  const filters = filtersOf(address);
  const filterCount = Object.keys(filters).length;
  const [bulk, setBulk] = useState<Bulk | null>(null);
  const [leftAlone, setLeftAlone] = useState<ReadonlyMap<string, string>>(NOBODY);
  const begin = (wanted: Bulk) => {
    setLeftAlone(NOBODY);
    setBulk(wanted);
  };

  const change = (changes: Partial<BackordersAddress>, replace = false) =>
    void navigate({ search: (before) => ({ ...before, ...changes }), replace, resetScroll: false });
  const setFilters = (wanted: Filters) =>
    change({ ...Object.fromEntries(FILTERS.map((name) => [name, undefined])), ...wanted }, true);
  const clearPeek = () => change({ peek: undefined }, true);

  useShortcuts([...(address.peek ? [{ keys: 'Escape', label: t('act.close'), act: clearPeek }] : [])]);
  const rowKeys = useRowKeys(begin, (row) =>
    // Opened with an entry of its own, so that Back closes it.
    change({ peek: row.id === address.peek ? undefined : row.id }, address.peek !== undefined),
  );

  return (
    <ListPage
      title={t('backorders.title')}
      beside={
        address.peek && (
          <BackorderPeek
            id={address.peek}
            row={list.rows?.find(({ id }) => id === address.peek)}
            onAct={begin}
            onClose={clearPeek}
          />
        )
      }
      heading={<OrderTabs here="backorders" />}
      summary={<BackordersWorth counts={counts} here={tab} />}
      views={<BackordersTabs counts={counts} here={tab} />}
      tools={
        <Tools
          address={address}
          onChange={change}
          filters={<BackorderFilterBar filters={filters} onChange={setFilters} />}
        />
      }
    >
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
              <BulkButtons rows={rows} onAct={(act) => begin({ act, rows })} />
            </>
          )}
          rowKeys={rowKeys}
          shownId={address.peek}
          onShow={(row) => change({ peek: row.id }, true)}
          notes={leftAlone}
        />
      )}
      {bulk && <BulkDialog {...bulk} onLeftAlone={setLeftAlone} onClose={() => setBulk(null)} />}
    </ListPage>
  );
}

function Tools(props: {
  address: BackordersAddress;
  onChange: (changes: Partial<BackordersAddress>, replace?: boolean) => void;
  /** What opens the filters. */
  filters: ReactNode;
}) {
  const { address, onChange } = props;
  const navigate = useNavigate({ from: '/orders/backorders' });
  return (
    <>
      <SearchBox
        label={t('backorders.search')}
        value={address.q ?? ''}
        onSearch={(q) => onChange({ q: q || undefined }, true)}
      />
      {props.filters}
      <NativeSelect
        aria-label={t('grouping.label')}
        value={address.by ?? ''}
        data={[
          { value: '', label: t('grouping.none') },
          ...GROUPINGS.map((by) => ({ value: by, label: `${t('grouping.label')}: ${t(`grouping.${by}`)}` })),
        ]}
        onChange={(event) => onChange({ by: (event.currentTarget.value || undefined) as Grouping | undefined })}
      />
      <SavedViews
        list="backorders"
        address={addressToKeep(address)}
        onOpen={(view) => void navigate({ search: readBackordersAddress(view) })}
      />
    </>
  );
}

export type Bulk = { act: BulkAct; rows: BackorderRow[] };

/** What the keys do with the rows they mean. */
function useRowKeys(onAct: (bulk: Bulk) => void, onPeek: (row: BackorderRow) => void): RowKey<BackorderRow>[] {
  const doAct = useBulkAct(onAct);
  return [
    { keys: ' ', label: t('peek.key'), ofOne: true, act: ([row]) => row && onPeek(row) },
    { keys: 'f', label: t('bulk.fulfill'), act: (rows) => doAct('fulfill', rows) },
    { keys: 'd', label: t('bulk.promise'), act: (rows) => doAct('promise', rows) },
    { keys: 'm', label: t('bulk.message'), act: (rows) => doAct('message', rows) },
    { keys: 'p', label: t('bulk.priority'), act: (rows) => doAct('priority', rows) },
  ];
}

/** A key for an act that is not possible does nothing: nothing was offered either. */
function useBulkAct(open: (bulk: Bulk) => void) {
  const may = useMay();
  return (act: BulkAct, rows: BackorderRow[]) => {
    if (possibleActs(rows, may).includes(act)) open({ act, rows });
  };
}

function Selected({ rows }: { rows: BackorderRow[] }) {
  const value = sumOfMoney(rows.map((row) => row.outstandingValue));
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
