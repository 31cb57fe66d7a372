import { z } from 'zod';
import type { SomeOperations } from '#contract/operation.ts';
import { date, flag, format, id, moneyOut, page, words } from '#contract/primitives.ts';
import { OPEN_STATUSES } from '#domain/backorders/backorder-status.ts';
import { RECORDED_REASONS } from '#domain/orders/cancellation-reason.ts';
import { KEPT_BASES, KEPT_GROUPINGS, OPEN_GROUPINGS, SERVICE_GROUPINGS } from '#domain/reports/choices.ts';

/** What every report can be narrowed by; the filters combine. A representative who reads only their own reads only those. */
const filters = {
  format,
  /** The end of this day in the company's time zone; today, which is now, where it is left out. */
  asOf: date.optional(),
  customerId: id.optional(),
  variantId: id.optional(),
  productId: id.optional(),
  supplierId: id.optional(),
  /** Of the customer's representative today. */
  salesRepId: id.optional(),
  warehouseId: id.optional(),
  reason: words(200).optional(),
  isVip: flag.optional(),
};

const days = z.coerce.number().int().min(0).max(36_500);
const waiting = {
  ...filters,
  /** The status of its backorder, known of today only. */
  status: z.enum(OPEN_STATUSES).optional(),
  isOverdue: flag.optional(),
  hasNoDate: flag.optional(),
  ageFrom: days.optional(),
  ageTo: days.optional(),
};

/** In which order the groups of open backorders stand. */
export const OPEN_SORTS = ['value', 'age', 'name'] as const;

/** What waits, by what to group it and in which order. */
export const openBackordersQuery = z.object({
  ...waiting,
  groupBy: z.enum(OPEN_GROUPINGS).default('product'),
  sort: z.enum(OPEN_SORTS).default('value'),
});

/** What waits, by how long. `buckets` are the last days of all groups but the last one, in rising order. */
export const agingQuery = z.object({
  ...waiting,
  buckets: z
    .string()
    .regex(/^\d{1,5}(,\d{1,5}){0,9}$/, 'is not a list of days')
    .default('0,7,14,30')
    .transform((value) => value.split(',').map(Number))
    .refine((ends) => ends.every((end, index) => index === 0 || end > (ends[index - 1] as number)), 'does not rise'),
});

/** What waits, by product. */
export const byProductQuery = z.object(waiting);

/** The lines behind a figure: those that a report of the same day and filters counts. */
export const reportLinesQuery = z.object({ ...waiting, ...page });

/** Orders of some days, and by what to group how they were served. Without days, the 90 until the day of the report. */
export const serviceQuery = z
  .object({
    ...filters,
    from: date.optional(),
    to: date.optional(),
    groupBy: z.enum(SERVICE_GROUPINGS).default('month'),
  })
  .refine(({ from, to }) => !from || !to || from <= to, { path: ['to'], error: 'is before from' });

/** Backorders made on some days, by whom they belong to, against one date. Without days, the 90 until the day of the report. */
export const keptPromisesQuery = z
  .object({
    ...filters,
    from: date.optional(),
    to: date.optional(),
    groupBy: z.enum(KEPT_GROUPINGS).default('rep'),
    basis: z.enum(KEPT_BASES).default('first_promise'),
  })
  .refine(({ from, to }) => !from || !to || from <= to, { path: ['to'], error: 'is before from' });

/** A part of what waits. */
const part = z.object({ lines: z.number(), quantity: z.number(), value: moneyOut });

const figures = {
  /** Backorders with any of it. */
  backorders: z.number(),
  lines: z.number(),
  quantity: z.number(),
  value: moneyOut,
  oldestCreatedOn: z.string().nullable(),
  /** Of it, what is promised for a day that has passed. */
  overdue: part,
  /** Of it, what has no promised day. */
  noDate: part,
};

/** How a figure of a report is computed, in a sentence. */
const formula = z.array(z.object({ figure: z.string(), sentence: z.string() }));
const named = { key: z.string().nullable(), label: z.string().nullable() };

/** Open backorders in groups. `key` is the id of what the group is of, null for none; a reason is its own key. */
export const openBackordersReport = z.object({
  asOf: z.string(),
  formula,
  groups: z.array(z.object({ ...named, ...figures })),
  totals: z.object(figures),
});

const agingFigures = {
  ...figures,
  /** By the status of its backorder. Null as of a day that is over: nothing keeps what was reserved then. */
  statuses: z.object({ open: part, readyToFulfill: part, partiallyFulfilled: part }).nullable(),
};

/** Open backorders by how many days they have waited; the oldest group has no last day. */
export const agingReport = z.object({
  asOf: z.string(),
  formula,
  groups: z.array(z.object({ ...named, fromDays: z.number(), toDays: z.number().nullable(), ...agingFigures })),
  totals: z.object(agingFigures),
});

/** A page of the lines that were open on the day, the oldest backorders first. */
export const reportLines = z.object({
  asOf: z.string(),
  data: z.array(
    z.object({
      id: z.string(),
      orderLineId: z.string(),
      backorderId: z.string(),
      backorderNumber: z.string(),
      orderId: z.string(),
      orderNumber: z.string(),
      customerId: z.string(),
      customerName: z.string(),
      variantId: z.string(),
      sku: z.string(),
      productName: z.string(),
      variantName: z.string(),
      unitsPerCase: z.number(),
      quantity: z.number(),
      value: moneyOut,
      reason: z.string(),
      createdOn: z.string(),
      ageDays: z.number(),
      promisedOn: z.string().nullable(),
    }),
  ),
  nextCursor: z.string().nullable(),
});

const productFigures = {
  lines: z.number(),
  quantity: z.number(),
  value: moneyOut,
  customers: z.number(),
  /** The next day on which a purchase order brings some; null where none is dated. */
  nextRestockOn: z.string().nullable(),
  /** Purchase orders that still bring some. */
  purchaseOrders: z.number(),
  /** Lines that became a backorder in the 90 days before. */
  timesIn90Days: z.number(),
};

/** What waits of each product, and what is to come. */
export const byProductReport = z.object({
  asOf: z.string(),
  formula,
  groups: z.array(z.object({ ...named, ...productFigures })),
  totals: z.object(productFigures),
});

/** How many of some were on time against one date. */
const onTime = z.object({ measured: z.number(), onTime: z.number(), share: z.number().nullable() });

const serviceFigures = {
  orders: z.number(),
  lines: z.number(),
  units: z.number(),
  /** Shares from 0 to 1, null where there is nothing to measure. */
  orderFillRate: z.number().nullable(),
  lineFillRate: z.number().nullable(),
  unitFillRate: z.number().nullable(),
  backorderRate: z.number().nullable(),
  daysToFillP50: z.number().nullable(),
  daysToFillP90: z.number().nullable(),
  onTimeRequested: onTime,
  onTimeFirstPromise: onTime,
  onTimeLastPromise: onTime,
  lostSales: moneyOut,
};

/** How the orders of some days were served. */
export const serviceReport = z.object({
  asOf: z.string(),
  from: z.string(),
  to: z.string(),
  formula,
  groups: z.array(z.object({ ...named, ...serviceFigures })),
  totals: z.object(serviceFigures),
  /** What was cancelled of these orders and is lost, by reason. */
  reasons: z.array(
    z.object({ reason: z.enum(RECORDED_REASONS), lines: z.number(), quantity: z.number(), value: moneyOut }),
  ),
  /** How their customers took it, where somebody noted it. */
  reactions: z.array(z.object({ reaction: z.enum(['satisfied', 'neutral', 'unhappy']), count: z.number() })),
});

const keptFigures = {
  measured: z.number(),
  kept: z.number(),
  late: z.number(),
  /** Not due yet. */
  pending: z.number(),
  /** A share from 0 to 1, null where none is due yet. */
  keptShare: z.number().nullable(),
  slippedOnce: z.number(),
  slippedTwice: z.number(),
};

/** How promises were kept, the most backorders first; a backorder of several suppliers stands with each, and once in the totals. */
export const keptPromisesReport = z.object({
  asOf: z.string(),
  from: z.string(),
  to: z.string(),
  basis: z.enum(KEPT_BASES),
  formula,
  groups: z.array(z.object({ ...named, ...keptFigures })),
  totals: z.object(keptFigures),
});

/** Where reports are read from: the replica of `REPORTS_DATABASE_URL`, or the database itself where there is none or it is away. */
export const reportSource = z.object({
  hasReplica: z.boolean(),
  readsFrom: z.enum(['database', 'replica']),
  /** How far the replica is behind. */
  lagSeconds: z.number().nullable(),
  /** Why a replica is not read. */
  why: z.string().nullable(),
});

/** What managers ask of what waits and how orders were served, as of any day. */
export const operations = {
  getReportSource: {
    summary: 'Where reports are read from, and how far that is behind',
    status: 200,
    answer: reportSource,
    refusals: [],
  },
  reportOpenBackorders: {
    summary: 'Open backorders in groups, as of any day',
    query: openBackordersQuery,
    status: 200,
    answer: openBackordersReport,
    refusals: ['day_in_the_future'],
  },
  reportAging: {
    summary: 'Open backorders by how long they have waited, as of any day',
    query: agingQuery,
    status: 200,
    answer: agingReport,
    refusals: ['day_in_the_future'],
  },
  reportByProduct: {
    summary: 'What waits of each product and what is to come, as of any day',
    query: byProductQuery,
    status: 200,
    answer: byProductReport,
    refusals: ['day_in_the_future'],
  },
  listReportLines: {
    summary: 'The lines of backorders behind a report, as of any day',
    query: reportLinesQuery,
    status: 200,
    answer: reportLines,
    refusals: ['day_in_the_future'],
  },
  reportService: {
    summary: 'How the orders of some days were served, as of any day',
    query: serviceQuery,
    status: 200,
    answer: serviceReport,
    refusals: ['day_in_the_future'],
  },
  reportKeptPromises: {
    summary: 'How promises were kept against one date, as of any day',
    query: keptPromisesQuery,
    status: 200,
    answer: keptPromisesReport,
    refusals: ['day_in_the_future'],
  },
} as const satisfies SomeOperations;
