import { KEPT_BASES, KEPT_GROUPINGS, OPEN_GROUPINGS, SERVICE_GROUPINGS } from '#domain/reports/choices.ts';
import type { Given } from '#web/api/call.ts';
import { type Filters, filtersOf, readBackordersAddress } from '#web/backorders/backorders-address.ts';

/** The reports, in the order of their tabs. */
export const REPORTS = ['open', 'aging', 'products', 'service', 'kept'] as const;
export type Report = (typeof REPORTS)[number];

/** By what each report can be put together, the usual one first. */
export const GROUPINGS = {
  open: OPEN_GROUPINGS,
  aging: [],
  products: [],
  service: SERVICE_GROUPINGS,
  kept: KEPT_GROUPINGS,
} as const satisfies Record<Report, readonly string[]>;

/** The filters of the backorders list that reports know. */
export const REPORT_FILTERS = [
  'customerId',
  'productId',
  'variantId',
  'supplierId',
  'salesRepId',
  'warehouseId',
  'reason',
  'isVip',
] as const;

const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** What the address of a report says: the day it is of, by what it is put together, and its filters. */
export type ReportsAddress = Filters & {
  report?: Report;
  asOf?: string;
  by?: string;
  from?: string;
  to?: string;
  basis?: (typeof KEPT_BASES)[number];
};

export function readReportsAddress(search: Record<string, unknown>): ReportsAddress {
  const filters = filtersOf(readBackordersAddress(search));
  const days = (['asOf', 'from', 'to'] as const).flatMap((name) =>
    typeof search[name] === 'string' && DAY.test(search[name]) ? [[name, search[name]]] : [],
  );
  const by = [...OPEN_GROUPINGS, ...SERVICE_GROUPINGS].find((known) => known === search.by);
  const report = REPORTS.find((known) => known === search.report) ?? 'open';
  const basis = KEPT_BASES.find((known) => known === search.basis);
  return { report, ...(basis ? { basis } : {}), ...filters, ...Object.fromEntries(days), ...(by ? { by } : {}) };
}

/** The filters of an address that reports know. */
export function reportFilters(address: ReportsAddress): Filters {
  return Object.fromEntries(REPORT_FILTERS.flatMap((name) => (address[name] ? [[name, address[name]]] : [])));
}

/** The filters with which a figure opens what it counts, and its day. */
export function openedFilters(address: ReportsAddress): Filters & { asOf?: string } {
  return { ...reportFilters(address), ...(address.asOf ? { asOf: address.asOf } : {}) };
}

/** What each report is called in the API. */
export const PATHS = {
  open: 'open-backorders',
  aging: 'aging',
  products: 'by-product',
  service: 'service',
  kept: 'kept-promises',
} as const satisfies Record<Report, string>;

/** By what a report is put together, as far as it can be. */
export function groupingOf(report: Report, { by }: ReportsAddress): string | undefined {
  const known: readonly string[] = GROUPINGS[report];
  return known.find((one) => one === by) ?? known[0];
}

/** Reports of what was made or ordered on some days. */
export const hasPeriod = (report: Report) => report === 'service' || report === 'kept';

/** What an address asks of its report. */
export function askedOf(report: Report, address: ReportsAddress) {
  return {
    ...reportFilters(address),
    asOf: address.asOf,
    groupBy: groupingOf(report, address),
    ...(hasPeriod(report) ? { from: address.from, to: address.to } : {}),
    ...(report === 'kept' ? { basis: address.basis } : {}),
  };
}

type ReportRead = 'reportOpenBackorders' | 'reportAging' | 'reportByProduct' | 'reportService' | 'reportKeptPromises';

/** The question behind an address. */
export function reportAsked<Name extends ReportRead>(report: Report, address: ReportsAddress): Given<Name> {
  return { query: askedOf(report, address) } as unknown as Given<Name>;
}

/** Where the same report is as a file. */
export function reportFile(report: Report, address: ReportsAddress, format: 'csv' | 'xlsx'): string {
  const query = new URLSearchParams({ format });
  for (const [name, value] of Object.entries(askedOf(report, address))) if (value) query.set(name, value);
  return `/api/v1/reports/${PATHS[report]}?${query}`;
}
