import { KEPT_BASES, KEPT_OUTCOMES, SERVICE_LINES, SLIPPED } from '#domain/reports/choices.ts';
import type { Given } from '#web/api/call.ts';
import type { Filters } from '#web/backorders/backorders-address.ts';
import { choicePart } from '#web/ui/address-parts.ts';
import { REPORT_FILTERS, type ReportsAddress, readReportsAddress, reportFilters } from './reports-address.ts';

/** The days and filters of a figure, whichever it is. */
type Figure = Filters & { asOf?: string; from?: string; to?: string };
/** Which lines of orders a figure of service counts. */
export type ServedAddress = Figure & { which?: (typeof SERVICE_LINES)[number] };
/** Which backorders a figure of kept promises counts. */
export type PromisesAddress = Figure & {
  basis?: (typeof KEPT_BASES)[number];
  outcome?: (typeof KEPT_OUTCOMES)[number];
  slipped?: (typeof SLIPPED)[number];
};

function readFigure(search: Record<string, unknown>): Figure {
  const { report: _, by: __, basis: ___, ...figure } = readReportsAddress(search);
  return { ...figureOf(figure) };
}

/** The filters and days of a report alone. */
function figureOf(address: ReportsAddress): Figure {
  const { asOf, from, to } = address;
  const days = Object.fromEntries(Object.entries({ asOf, from, to }).filter(([, day]) => day !== undefined));
  return { ...reportFilters(address), ...days };
}

export const readServedAddress = (search: Record<string, unknown>): ServedAddress => ({
  ...readFigure(search),
  ...choicePart('which', SERVICE_LINES, search),
});

export const readPromisesAddress = (search: Record<string, unknown>): PromisesAddress => ({
  ...readFigure(search),
  ...choicePart('basis', KEPT_BASES, search),
  ...choicePart('outcome', KEPT_OUTCOMES, search),
  ...choicePart('slipped', SLIPPED, search),
});

/** The questions behind them. */
export const servedAsked = (address: ServedAddress) => ({ query: address }) as unknown as Given<'listServiceLines'>;
export const promisesAsked = (address: PromisesAddress) => ({ query: address }) as unknown as Given<'listKeptPromises'>;

/** Where the same list is as a file. */
export function recordsFile(path: string, address: object, format: 'csv' | 'xlsx'): string {
  const query = new URLSearchParams({ format });
  for (const [name, value] of Object.entries(address)) if (value) query.set(name, String(value));
  return `/api/v1/reports/${path}?${query}`;
}

/** Each filter an address may have, as nothing: what a change leaves out is gone. */
export const NO_FILTERS: Filters = Object.fromEntries(REPORT_FILTERS.map((name) => [name, undefined]));

/** By which filter a group is narrowed to its own records. */
export const FILTER_OF = {
  product: 'productId',
  customer: 'customerId',
  rep: 'salesRepId',
  supplier: 'supplierId',
} as const;

/** The key of the totals, which no group has. */
export const ALL = 'all';

/** The days and filters behind a group of a report of some days; null for the group of none, which no filter says. */
export function behindGroup(
  key: string | null,
  by: keyof typeof FILTER_OF | 'month',
  report: { from: string; to: string },
  address: ReportsAddress,
): Figure | null {
  const all = { ...figureOf(address), from: report.from, to: report.to };
  if (key === ALL) return all;
  if (key === null) return null;
  if (by !== 'month') return { ...all, [FILTER_OF[by]]: key };
  const [first, last] = [`${key}-01`, lastOf(key)];
  return { ...all, from: first > all.from ? first : all.from, to: last < all.to ? last : all.to };
}

/** The last day of a month. */
function lastOf(month: string): string {
  const [year, number] = month.split('-').map(Number) as [number, number];
  return new Date(Date.UTC(year, number, 0)).toISOString().slice(0, 10);
}
