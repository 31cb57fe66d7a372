import type { Readable } from 'node:stream';
import { isRefused } from '#contract/errors.ts';
import type { Operation } from '#contract/operation.ts';
import { operations } from '#contract/operations.ts';
import type { RUN_REPORTS } from '#contract/report-runs.ts';
import { type TableFormat, tableFile } from '../platform/tables/table-file.ts';
import type { Viewer } from '../platform/viewer.ts';
import type { Reading } from '../platform/work.ts';
import { reportHandlers } from './handlers.ts';

/** A report, or the list behind its figures, as it is named outside. */
export type ReportName = (typeof RUN_REPORTS)[number];

/** The operation of each. */
export const REPORT_OPERATIONS = {
  'open-backorders': 'reportOpenBackorders',
  aging: 'reportAging',
  'by-product': 'reportByProduct',
  service: 'reportService',
  'kept-promises': 'reportKeptPromises',
  lines: 'listReportLines',
  'service-lines': 'listServiceLines',
  'kept-promises-backorders': 'listKeptPromises',
} as const satisfies Record<ReportName, keyof typeof reportHandlers>;

/** More than a page may have: whoever takes the whole takes it in large pieces. */
const ROWS_AT_ONCE = 1_000;

/** Answers one page of a report, as the viewer may read it; `query` was read by the operation of the report. */
export async function askReport(
  viewer: Viewer,
  { report, query }: { report: ReportName; query: object },
  reading: Reading,
): Promise<object> {
  // Each handler takes the query of its own operation.
  const ask = reportHandlers[REPORT_OPERATIONS[report]] as unknown as (
    viewer: Viewer,
    request: object,
    reading: Reading,
  ) => Promise<object>;
  const answer = await ask(viewer, { params: undefined, query, body: undefined }, reading);
  if (isRefused(answer)) throw new Error(`the report ${report} is refused: ${answer.refusal.code}`);
  return answer;
}

/** The whole of a report as a file, read while it is written; `onRows` hears how many rows each page had. */
export async function reportFile(
  viewer: Viewer,
  { report, query, format }: { report: ReportName; query: object; format: TableFormat },
  reading: Reading,
  onRows: (count: number) => void = () => undefined,
): Promise<Readable> {
  const operation: Operation = operations[REPORT_OPERATIONS[report]];
  const page = async (cursor?: string) => {
    const piece = 'limit' in query ? { ...query, limit: ROWS_AT_ONCE, cursor } : query;
    const answer = (await askReport(viewer, { report, query: piece }, reading)) as { data?: []; groups?: [] };
    onRows((answer.data ?? answer.groups ?? []).length);
    return answer;
  };
  return tableFile(operation, format, { first: await page(), next: page });
}
