import { z } from 'zod';
import { byId, type SomeOperations } from '#contract/operation.ts';
import { id, name, page, pageOf, words } from '#contract/primitives.ts';
import { removed } from '#contract/search.ts';
import { KEPT_GROUPINGS, OPEN_GROUPINGS, SERVICE_GROUPINGS } from '#domain/reports/choices.ts';

/** The reports that can be sent, by their paths. */
export const SCHEDULED_REPORTS = ['open-backorders', 'aging', 'by-product', 'service', 'kept-promises'] as const;
/** By what any of them can be put together. */
export const GROUPINGS = [...new Set([...OPEN_GROUPINGS, ...SERVICE_GROUPINGS, ...KEPT_GROUPINGS])] as const;

/** What a sent report is narrowed by: the filters of reports by the same names. */
export const reportFilters = z.strictObject({
  customerId: id.optional(),
  variantId: id.optional(),
  productId: id.optional(),
  supplierId: id.optional(),
  salesRepId: id.optional(),
  warehouseId: id.optional(),
  reason: words(200).optional(),
  isVip: z.enum(['true', 'false']).optional(),
});

const fields = {
  name: name(80),
  report: z.enum(SCHEDULED_REPORTS),
  /** By what the report is put together; its own choice where it is null. */
  groupBy: z.enum(GROUPINGS).nullable(),
  filters: reportFilters,
  every: z.enum(['day', 'week']),
  /** Of a weekly one: 1 is Monday. */
  weekday: z.int().min(1).max(7),
  /** From this hour on in the company's time zone. */
  hour: z.int().min(0).max(23),
  format: z.enum(['csv', 'xlsx']),
  /** People who work here. */
  recipientIds: z
    .array(id)
    .min(1)
    .max(20)
    .refine((ids) => new Set(ids).size === ids.length, 'names a person twice'),
  active: z.boolean(),
};

/** A report that goes out by itself. */
export const reportScheduleBody = z.object({
  ...fields,
  groupBy: fields.groupBy.default(null),
  filters: reportFilters.default({}),
  weekday: fields.weekday.default(1),
  hour: fields.hour.default(7),
  format: fields.format.default('xlsx'),
  active: fields.active.default(true),
});

/** What is changed of one. */
export const reportScheduleChanges = z.object(fields).partial();

/** A report that goes out by itself, with whom it goes to and what became of the mails of its last day. */
export const reportSchedule = z.object({
  ...fields,
  id: z.string(),
  filters: z.record(z.string(), z.string()),
  recipients: z.array(z.object({ id: z.string(), name: z.string(), active: z.boolean() })),
  lastMails: z.array(
    z.object({
      userId: z.string(),
      name: z.string(),
      day: z.string(),
      status: z.enum(['queued', 'sent', 'recorded', 'failed']),
      reason: z.string().nullable(),
    }),
  ),
  createdBy: z.string(),
  version: z.number(),
});

/** Which page of them. */
export const reportSchedulesQuery = z.object(page);
/** A page of reports that go out by themselves, in the order they were made. */
export const reportSchedulePage = pageOf(reportSchedule);

/** Reports that go out by e-mail. */
export const operations = {
  listReportSchedules: {
    summary: 'Reports that go out by e-mail, and what became of their last mails',
    query: reportSchedulesQuery,
    status: 200,
    answer: reportSchedulePage,
    refusals: [],
  },
  createReportSchedule: {
    summary: 'Send a report to people every day or week',
    body: reportScheduleBody,
    status: 201,
    answer: reportSchedule,
    refusals: ['unknown_reference', 'already_exists'],
  },
  updateReportSchedule: {
    summary: 'Change what is sent, when or to whom',
    ...byId,
    body: reportScheduleChanges,
    status: 200,
    answer: reportSchedule,
    refusals: ['not_found', 'unknown_reference', 'already_exists', 'changed_meanwhile'],
  },
  deleteReportSchedule: {
    summary: 'Send a report no more',
    ...byId,
    status: 200,
    answer: removed,
    refusals: ['not_found', 'changed_meanwhile'],
  },
} as const satisfies SomeOperations;
