import type { Given } from '#web/api/call.ts';
import { GROUPINGS } from './groupings.ts';

export const TABS = ['open', 'mine', 'ready', 'overdue', 'no_date', 'date_moved', 'cancelled', 'all'] as const;
export type Tab = (typeof TABS)[number];

export const SORTS = [
  'createdAt',
  '-createdAt',
  'outstandingValue',
  '-outstandingValue',
  'promisedOn',
  '-promisedOn',
] as const;
export type Sort = (typeof SORTS)[number];

/** Every filter beside the tab and the search, in the order in which they stand on the screen. */
export const FILTERS = [
  'customerId',
  'productId',
  'variantId',
  'supplierId',
  'purchaseOrderId',
  'salesRepId',
  'warehouseId',
  'status',
  'reason',
  'promised',
  'promisedFrom',
  'promisedTo',
  'ageFrom',
  'ageTo',
  'highPriority',
  'isVip',
  'isOnHold',
  'isAtRisk',
  'followUpDue',
  'notReviewed',
] as const;
export type FilterName = (typeof FILTERS)[number];
export type Filters = Partial<Record<FilterName, string>>;

export type Grouping = (typeof GROUPINGS)[number];

/** What the address of the backorders list says; what it leaves out is the open ones, oldest first. */
export type BackordersAddress = Filters & {
  tab?: Exclude<Tab, 'open'>;
  sort?: Exclude<Sort, 'createdAt'>;
  q?: string;
  by?: Grouping;
  /** The backorder shown beside the list. */
  peek?: string;
};

export function readBackordersAddress(search: Record<string, unknown>): BackordersAddress {
  const tab = TABS.find((name) => name === search.tab);
  const sort = SORTS.find((name) => name === search.sort);
  const by = GROUPINGS.find((name) => name === search.by);
  const words = Object.fromEntries(
    [...FILTERS, 'q' as const, 'peek' as const].flatMap((name) => {
      const value = search[name];
      return value === undefined || value === '' ? [] : [[name, String(value).slice(0, 200)]];
    }),
  );
  return {
    ...words,
    ...(tab && tab !== 'open' ? { tab } : {}),
    ...(sort && sort !== 'createdAt' ? { sort } : {}),
    ...(by ? { by } : {}),
  };
}

/** The filters of an address alone. */
export function filtersOf(address: BackordersAddress): Filters {
  return Object.fromEntries(FILTERS.flatMap((name) => (address[name] ? [[name, address[name]]] : [])));
}

/** The question behind an address. */
export function backordersAsked(address: BackordersAddress): Given<'listBackorders'> {
  const { tab, sort, q } = address;
  return {
    query: {
      ...filtersOf(address),
      tab: tab ?? 'open',
      sort: sort ?? 'createdAt',
      q,
    } as Given<'listBackorders'>['query'],
  };
}

/** What each tab would show under the filters of an address. */
export function countsAsked(address: BackordersAddress): Given<'countBackorders'> {
  return { query: { ...filtersOf(address), q: address.q } as Given<'countBackorders'>['query'] };
}

/** An address put together by what it says. */
export function groupsAsked(address: BackordersAddress, by: Grouping): Given<'groupBackorders'> {
  const { tab, q } = address;
  return { query: { ...filtersOf(address), tab: tab ?? 'open', q, by } as Given<'groupBackorders'>['query'] };
}

/** An address as a view keeps it: everything but what is open beside the list. */
export function addressToKeep({ peek: _, ...address }: BackordersAddress): Record<string, string> {
  return address as Record<string, string>;
}
