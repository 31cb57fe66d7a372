import type { Given } from '#web/api/call.ts';
import { type Filters, filtersOf, readBackordersAddress } from '#web/backorders/backorders-address.ts';
import { REPORT_FILTERS } from './reports-address.ts';

/** The filters of the backorders list by which a figure of a report opens its lines. */
export const LINES_FILTERS = [...REPORT_FILTERS, 'status', 'promised', 'ageFrom', 'ageTo'] as const;

/** What the address of the lines behind a report says. */
export type LinesAddress = Filters & { asOf?: string };

export function readLinesAddress(search: Record<string, unknown>): LinesAddress {
  const filters = linesFilters(filtersOf(readBackordersAddress(search)));
  const { asOf } = search;
  return { ...filters, ...(typeof asOf === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(asOf) ? { asOf } : {}) };
}

/** The filters of an address that lines know. */
export function linesFilters(address: Filters): Filters {
  return Object.fromEntries(LINES_FILTERS.flatMap((name) => (address[name] ? [[name, address[name]]] : [])));
}

/** What an address asks, by the names of the API. */
export function linesAskedBy({ promised, asOf, ...filters }: LinesAddress): Record<string, string | undefined> {
  return {
    ...filters,
    asOf,
    ...(promised === 'overdue' ? { isOverdue: 'true' } : {}),
    ...(promised === 'none' ? { hasNoDate: 'true' } : {}),
  };
}

/** The question behind an address. */
export function linesAsked(address: LinesAddress): Given<'listReportLines'> {
  return { query: linesAskedBy(address) } as unknown as Given<'listReportLines'>;
}
