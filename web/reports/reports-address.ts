import type { Given } from '#web/api/call.ts';
import { type Filters, filtersOf, readBackordersAddress } from '#web/backorders/backorders-address.ts';

/** The reports, in the order of their tabs. */
export const REPORTS = ['open', 'aging', 'products', 'service'] as const;
export type Report = (typeof REPORTS)[number];

export const OPEN_BY = ['product', 'customer', 'rep', 'supplier', 'reason', 'warehouse'] as const;
export const SERVICE_BY = ['month', 'product', 'supplier', 'rep', 'customer'] as const;

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
export type ReportsAddress = Filters & { report?: Report; asOf?: string; by?: string; from?: string; to?: string };

export function readReportsAddress(search: Record<string, unknown>): ReportsAddress {
  const filters = filtersOf(readBackordersAddress(search));
  const days = (['asOf', 'from', 'to'] as const).flatMap((name) =>
    typeof search[name] === 'string' && DAY.test(search[name]) ? [[name, search[name]]] : [],
  );
  const by = [...OPEN_BY, ...SERVICE_BY].find((known) => known === search.by);
  const report = REPORTS.find((known) => known === search.report) ?? 'open';
  return { report, ...filters, ...Object.fromEntries(days), ...(by ? { by } : {}) };
}

/** The filters of an address that reports know. */
export function reportFilters(address: ReportsAddress): Filters {
  return Object.fromEntries(REPORT_FILTERS.flatMap((name) => (address[name] ? [[name, address[name]]] : [])));
}

const PATHS = {
  open: 'open-backorders',
  aging: 'aging',
  products: 'by-product',
  service: 'service',
} as const satisfies Record<Report, string>;

/** By what a report is put together, as far as it can be. */
export function groupingOf(report: Report, { by }: ReportsAddress): string | undefined {
  if (report === 'open') return OPEN_BY.find((known) => known === by) ?? 'product';
  if (report === 'service') return SERVICE_BY.find((known) => known === by) ?? 'month';
  return undefined;
}

function asked(report: Report, address: ReportsAddress) {
  return {
    ...reportFilters(address),
    asOf: address.asOf,
    groupBy: groupingOf(report, address),
    ...(report === 'service' ? { from: address.from, to: address.to } : {}),
  };
}

/** The question behind an address. */
export function reportAsked<Name extends 'reportOpenBackorders' | 'reportAging' | 'reportByProduct' | 'reportService'>(
  report: Report,
  address: ReportsAddress,
): Given<Name> {
  return { query: asked(report, address) } as unknown as Given<Name>;
}

/** Where the same report is as a file. */
export function reportFile(report: Report, address: ReportsAddress, format: 'csv' | 'xlsx'): string {
  const query = new URLSearchParams({ format });
  for (const [name, value] of Object.entries(asked(report, address))) if (value) query.set(name, value);
  return `/api/v1/reports/${PATHS[report]}?${query}`;
}
