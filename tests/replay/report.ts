import type { ReplayOptions, ReplayOutcome } from './replay-orders.ts';
import type { RequestFigures } from './request-tally.ts';

/** Whether the books balance; null where the database cannot be reached. */
export type Books = { balanced: boolean; differences: string[] } | null;

/** Everything a replay found, ready to be printed or kept. */
export type Report = ReturnType<typeof reportOf>;

/** Draws the report of a replay. */
export function reportOf(options: ReplayOptions, outcome: ReplayOutcome, books: Books, wallSeconds: number) {
  const { log, api, company } = outcome;
  const requests = api.tally.figures();
  return {
    seed: options.seed,
    clients: options.clients,
    range: options.range,
    lastDay: outcome.lastDay,
    coverWeeks: options.coverWeeks,
    shortRate: options.shortRate,
    items: outcome.items,
    customers: outcome.customers,
    suppliers: outcome.suppliers,
    orders: log.orders,
    lines: log.lines,
    linesWithoutExactPrice: outcome.unpriceableLines,
    units: {
      ordered: log.unitsOrdered,
      shipped: company.shippedUnits,
      shippedFromBackorders: log.unitsShippedFromBackorders,
      backordered: company.backorderedUnits,
      cancelled: company.cancelledUnits,
      phantom: log.unitsPhantom,
      outstanding: company.outstandingUnits,
      returned: company.returnedUnits,
    },
    credits: {
      lines: outcome.file.creditLines,
      units: outcome.file.creditedUnits,
      amount: toAmount(outcome.file.creditedCents),
      booked: toAmount(company.creditedCents),
      uncovered: log.uncoveredCredits,
    },
    shortPicks: log.shortPicks,
    invoices: { count: company.listedInvoices, amount: toAmount(company.listedInvoiceCents) },
    backorders: log.backorders,
    peak: { backorders: log.peakOpenBackorders, units: log.peakOpenUnits },
    waitDays: { p50: log.waitDays(0.5), p90: log.waitDays(0.9) },
    purchaseOrders: log.purchaseOrders,
    receipts: log.receipts,
    seconds: { ...outcome.seconds, wall: wallSeconds },
    linesPerSecond: log.lines / outcome.seconds.days,
    requestsPerSecond: totalOf(requests) / (outcome.seconds.setUp + outcome.seconds.days + outcome.seconds.drain),
    requests,
    waits: api.waits,
    errors: api.errors,
    oddities: log.oddities,
    disagreements: outcome.disagreements.map(
      ({ figure, expected, found }) => `${figure}: expected ${expected}, found ${found}`,
    ),
    books,
  };
}

/** Whether everything went as it must. */
export function isGood({ errors, oddities, disagreements, linesWithoutExactPrice, books }: Report): boolean {
  const faults = errors.length + oddities.length + disagreements.length + linesWithoutExactPrice;
  return faults === 0 && (books?.balanced ?? true);
}

/** The report for people. */
export function printed(report: Report): string {
  const { units, credits, peak, waitDays, seconds, range } = report;
  const rows: [string, string][] = [
    ['days', `${range.from} to ${range.to}, the last backorder filled by ${report.lastDay}`],
    ['company', `${n(report.items)} items, ${n(report.customers)} customers, ${n(report.suppliers)} suppliers`],
    [
      'orders',
      `${n(report.orders)} with ${n(report.lines)} lines (${report.linesWithoutExactPrice} without an exact price)`,
    ],
    ['units ordered', n(units.ordered)],
    ['units shipped', `${n(units.shipped)}, of them ${n(units.shippedFromBackorders)} from backorders`],
    ['units backordered', `${n(units.backordered)} on ${n(report.backorders)} backorders`],
    ['units cancelled', n(units.cancelled)],
    ['units outstanding', n(units.outstanding)],
    ['short picks', `${n(report.shortPicks)}, ${n(units.phantom)} units not found`],
    ['invoices', `${n(report.invoices.count)}, ${report.invoices.amount} USD`],
    ...(credits.lines > 0
      ? [
          [
            'credit lines',
            `${n(credits.lines)} of ${n(credits.units)} units, ${credits.amount} USD; booked as returned ${n(units.returned)} units, ` +
              `${credits.booked} USD as charged; ${n(credits.uncovered.length)} lines not covered`,
          ] satisfies [string, string],
        ]
      : []),
    ['most backorders open', `${n(peak.backorders.count)} ${peak.backorders.on}`],
    ['most units open', `${n(peak.units.count)} ${peak.units.on}`],
    ['wait of backordered units', `p50 ${waitDays.p50 ?? '–'} days, p90 ${waitDays.p90 ?? '–'} days`],
    ['purchase orders', `${n(report.purchaseOrders)}, ${n(report.receipts)} receipts`],
    [
      'time',
      `${seconds.wall.toFixed(1)} s: set-up ${seconds.setUp.toFixed(1)}, days ${seconds.days.toFixed(1)}, ` +
        `drain ${seconds.drain.toFixed(1)}, recount ${seconds.recount.toFixed(1)}`,
    ],
    [
      'pace',
      `${report.linesPerSecond.toFixed(0)} order lines and, over all, ${report.requestsPerSecond.toFixed(0)} requests a second`,
    ],
    ['clients, seed', `${report.clients}, ${report.seed}`],
  ];
  return [
    ...rows.map(([name, value]) => `${name.padEnd(27)}${value}`),
    '',
    ...requestTable(report.requests),
    ...(report.waits > 0 ? [`the server asked ${n(report.waits)} times to come again later`] : []),
    '',
    ...(credits.lines > 0
      ? finding('credit lines that no delivery covers, not booked', credits.uncovered, Infinity)
      : []),
    ...finding('errors', report.errors),
    ...finding('oddities', report.oddities),
    report.disagreements.length === 0 ? 'recount agrees' : 'recount does not agree:',
    ...some(report.disagreements),
    ...describeBooks(report.books),
  ].join('\n');
}

function totalOf(requests: readonly RequestFigures[]): number {
  return requests.reduce((sum, { count }) => sum + count, 0);
}

function requestTable(requests: readonly RequestFigures[]): string[] {
  const row = (cells: string[]) => cells.map((cell, i) => (i === 0 ? cell.padEnd(38) : cell.padStart(10))).join('');
  return [
    row(['request', 'count', 'per s', 'p50 ms', 'p95 ms']),
    ...requests.map(({ kind, count, perSecond, p50Milliseconds, p95Milliseconds }) =>
      row([kind, n(count), perSecond.toFixed(0), p50Milliseconds.toFixed(1), p95Milliseconds.toFixed(1)]),
    ),
  ];
}

function finding(name: string, sentences: readonly string[], most?: number): string[] {
  return [`${sentences.length} ${name}`, ...some(sentences, most)];
}

function describeBooks(books: Books): string[] {
  if (books === null) return ['books not checked: the database is not ours'];
  return books.balanced ? ['books balance'] : ['books do not balance:', ...some(books.differences)];
}

function some(sentences: readonly string[], most = 20): string[] {
  const shown = sentences.slice(0, most).map((sentence) => `  ${sentence}`);
  return sentences.length > shown.length ? [...shown, `  and ${n(sentences.length - shown.length)} more`] : shown;
}

function toAmount(cents: number): string {
  return `${Math.floor(cents / 100)}.${String(cents % 100).padStart(2, '0')}`;
}

function n(value: number): string {
  return value.toLocaleString('en-US');
}
