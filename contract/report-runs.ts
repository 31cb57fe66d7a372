import { z } from 'zod';
import { byId, type SomeOperations } from '#contract/operation.ts';
import { date, idParameters } from '#contract/primitives.ts';
import { GROUPINGS, reportFilters, SCHEDULED_REPORTS } from '#contract/report-schedules.ts';
import { OPEN_SORTS } from '#contract/reports.ts';
import { OPEN_STATUSES } from '#domain/backorders/backorder-status.ts';
import { KEPT_BASES, KEPT_OUTCOMES, SERVICE_LINES, SLIPPED } from '#domain/reports/choices.ts';

/** What a file can be made of: the reports, and the lists behind their figures. */
export const RUN_REPORTS = [...SCHEDULED_REPORTS, 'lines', 'service-lines', 'kept-promises-backorders'] as const;

const flag = z.enum(['true', 'false']).optional();
const days = z
  .string()
  .regex(/^\d{1,5}$/, 'is not a number of days')
  .optional();

/** Which report, as what, and its parameters by their names. */
export const reportRunBody = z.object({
  report: z.enum(RUN_REPORTS),
  format: z.enum(['csv', 'xlsx']).default('xlsx'),
  filters: reportFilters
    .extend({
      asOf: date.optional(),
      from: date.optional(),
      to: date.optional(),
      groupBy: z.enum(GROUPINGS).optional(),
      sort: z.enum(OPEN_SORTS).optional(),
      basis: z.enum(KEPT_BASES).optional(),
      buckets: z.string().max(70).optional(),
      status: z.enum(OPEN_STATUSES).optional(),
      isOverdue: flag,
      hasNoDate: flag,
      ageFrom: days,
      ageTo: days,
      which: z.enum(SERVICE_LINES).optional(),
      outcome: z.enum(KEPT_OUTCOMES).optional(),
      slipped: z.enum(SLIPPED).optional(),
    })
    .default({}),
});

/** A file that a job makes. `progress` goes from 0 to 100 where it is known how many rows there will be. */
export const reportRun = z.object({
  id: z.string(),
  report: z.enum(RUN_REPORTS),
  format: z.enum(['csv', 'xlsx']),
  filters: z.record(z.string(), z.string()),
  status: z.enum(['queued', 'running', 'done', 'failed']),
  progress: z.number().nullable(),
  rows: z.number(),
  problem: z.string().nullable(),
  createdAt: z.string(),
  endedAt: z.string().nullable(),
  expiresAt: z.string().nullable(),
});

/** Files of reports that a job makes. */
export const operations = {
  createReportRun: {
    summary: 'Have the file of a long report made by a job; the bell says when it is ready',
    body: reportRunBody,
    status: 201,
    answer: reportRun,
    refusals: ['day_in_the_future', 'too_many_report_runs'],
  },
  getReportRun: {
    summary: 'How far the file is',
    ...byId,
    status: 200,
    answer: reportRun,
    refusals: ['not_found'],
  },
  getReportRunFile: {
    summary: 'The file, once it is whole; kept for seven days',
    params: idParameters,
    status: 200,
    answer: z.custom<{ filename: string; content: AsyncIterable<Uint8Array>; type: string }>(),
    file: 'table',
    refusals: ['not_found', 'report_run_not_done'],
  },
} as const satisfies SomeOperations;
