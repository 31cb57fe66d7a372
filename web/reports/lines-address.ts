import type { Given } from '#web/api/call.ts';
import { type Filters, filtersOf, readBackordersAddress } from '#web/backorders/backorders-address.ts';
import { REPORT_FILTERS } from './reports-address.ts';

/** The filters of the backorders list by which a figure of a report opens its lines. */
export const LINES_FILTERS = [...REPORT_FILTERS, 'promised', 'ageFrom', 'ageTo'] as const;

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

function asked({ promised, asOf, ...filters }: LinesAddress): Record<string, string | undefined> {
  return {
    ...filters,
    asOf,
    ...(promised === 'overdue' ? { isOverdue: 'true' } : {}),
    ...(promised === 'none' ? { hasNoDate: 'true' } : {}),
  };
}

/** The question behind an address. */
export function linesAsked(address: LinesAddress): Given<'listReportLines'> {
  return { query: asked(address) } as unknown as Given<'listReportLines'>;
}

/** Where the same lines are as a file. */
export function linesFile(address: LinesAddress, format: 'csv' | 'xlsx'): string {
  const query = new URLSearchParams({ format });
  for (const [name, value] of Object.entries(asked(address))) if (value) query.set(name, value);
  return `/api/v1/reports/lines?${query}`;
}
