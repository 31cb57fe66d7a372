import type { Given } from '#web/api/call.ts';

export const TABS = ['open', 'mine', 'ready', 'overdue', 'no_date', 'cancelled', 'all'] as const;
export type Tab = (typeof TABS)[number];

export const SORTS = ['createdAt', '-createdAt', 'value', '-value', 'promisedOn'] as const;
export type Sort = (typeof SORTS)[number];

/** What the address of the backorders list says; what it leaves out is the open ones, oldest first. */
export type BackordersAddress = { tab?: Exclude<Tab, 'open'>; sort?: Exclude<Sort, 'createdAt'>; q?: string };

export function readBackordersAddress(search: Record<string, unknown>): BackordersAddress {
  const tab = TABS.find((name) => name === search.tab);
  const sort = SORTS.find((name) => name === search.sort);
  return {
    ...(tab && tab !== 'open' ? { tab } : {}),
    ...(sort && sort !== 'createdAt' ? { sort } : {}),
    ...(search.q !== undefined && search.q !== '' ? { q: String(search.q).slice(0, 100) } : {}),
  };
}

/** The question behind an address. */
export function backordersAsked({ tab, sort, q }: BackordersAddress): Given<'listBackorders'> {
  return { query: { tab: tab ?? 'open', sort: sort ?? 'createdAt', q } };
}
