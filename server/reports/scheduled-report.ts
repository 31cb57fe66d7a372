import type { Readable } from 'node:stream';
import { operations } from '#contract/operations.ts';
import type { SCHEDULED_REPORTS } from '#contract/report-schedules.ts';
import type { TableFormat } from '../platform/tables/table-file.ts';
import type { Viewer } from '../platform/viewer.ts';
import type { Reading } from '../platform/work.ts';
import { REPORT_OPERATIONS, reportFile } from './report-file.ts';

/** A report as a schedule names it. */
export type Scheduled = {
  report: (typeof SCHEDULED_REPORTS)[number];
  groupBy: string | null;
  filters: Readonly<Record<string, string>>;
};

/** What a schedule asks of its report, as of a day; null where the report cannot be put together so. */
export function scheduledQuery({ report, groupBy, filters }: Scheduled, asOf?: string): object | null {
  const given = { ...filters, ...(groupBy === null ? {} : { groupBy }), ...(asOf ? { asOf } : {}) };
  const query = operations[REPORT_OPERATIONS[report]].query;
  if (groupBy !== null && !('groupBy' in query.shape)) return null;
  const parsed = query.safeParse(given);
  return parsed.success ? parsed.data : null;
}

/** The report of a schedule as a file, as the viewer may read it, of a day that is over where one is named. */
export async function scheduledFile(
  viewer: Viewer,
  scheduled: Scheduled & { format: TableFormat; asOf?: string | undefined },
  reading: Reading,
): Promise<Readable> {
  const query = scheduledQuery(scheduled, scheduled.asOf);
  if (query === null) throw new Error(`a schedule of ${scheduled.report} that cannot be asked`);
  return reportFile(viewer, { ...scheduled, query }, reading);
}
