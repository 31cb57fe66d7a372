import type { Readable } from 'node:stream';
import { isRefused } from '#contract/errors.ts';
import type { Operation } from '#contract/operation.ts';
import { operations } from '#contract/operations.ts';
import type { SCHEDULED_REPORTS } from '#contract/report-schedules.ts';
import { type TableFormat, tableFile } from '../platform/tables/table-file.ts';
import type { Viewer } from '../platform/viewer.ts';
import type { Reading } from '../platform/work.ts';
import { reportHandlers } from './handlers.ts';

/** A report as a schedule names it. */
export type Scheduled = {
  report: (typeof SCHEDULED_REPORTS)[number];
  groupBy: string | null;
  filters: Readonly<Record<string, string>>;
};

const OPERATIONS = {
  'open-backorders': 'reportOpenBackorders',
  aging: 'reportAging',
  'by-product': 'reportByProduct',
  service: 'reportService',
  'kept-promises': 'reportKeptPromises',
} as const satisfies Record<Scheduled['report'], keyof typeof reportHandlers>;

/** What a schedule asks of its report, as of a day; null where the report cannot be put together so. */
export function scheduledQuery({ report, groupBy, filters }: Scheduled, asOf?: string): object | null {
  const given = { ...filters, ...(groupBy === null ? {} : { groupBy }), ...(asOf ? { asOf } : {}) };
  const query = operations[OPERATIONS[report]].query;
  if (groupBy !== null && !('groupBy' in query.shape)) return null;
  const parsed = query.safeParse(given);
  return parsed.success ? parsed.data : null;
}

/** The report of a schedule as a file, as the viewer may read it. */
export async function scheduledFile(
  viewer: Viewer,
  scheduled: Scheduled & { format: TableFormat },
  reading: Reading,
): Promise<Readable> {
  const name = OPERATIONS[scheduled.report];
  const operation: Operation = operations[name];
  const query = scheduledQuery(scheduled);
  if (query === null) throw new Error(`a schedule of ${scheduled.report} that cannot be asked`);
  // Each handler takes the query of its own operation, which this one was read by.
  const ask = reportHandlers[name] as unknown as (viewer: Viewer, request: object, reading: Reading) => Promise<object>;
  const first = await ask(viewer, { params: undefined, query, body: undefined }, reading);
  if (isRefused(first)) throw new Error(`a schedule of ${scheduled.report} is refused: ${first.refusal.code}`);
  return tableFile(operation, scheduled.format, {
    first,
    next: () => Promise.reject(new Error('a report has one page')),
  });
}
