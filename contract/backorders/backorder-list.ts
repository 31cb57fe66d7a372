import { z } from 'zod';
import { backorderLine, backorderStatus } from '#contract/backorders/backorder.ts';
import { item } from '#contract/catalog/item.ts';
import type { SomeOperations } from '#contract/operation.ts';
import { changed, changes, date, flag, id, moneyOut, name, page, pageOf, text, words } from '#contract/primitives.ts';
import { BACKORDER_STATUSES } from '#domain/backorders/backorder-status.ts';
import { INVOICE_RULES } from '#domain/invoicing/invoice-rule.ts';

/** What a value of a query may name several of, separated by commas. */
const listOf = <Item extends string>(item: z.ZodType<Item, string>) =>
  z
    .string()
    .max(500)
    .transform((value) => value.split(','))
    .pipe(z.array(item));

const days = z.coerce.number().int().min(0).max(36_500);

/** Every filter of the list; they combine, and each leaves what the others leave. */
export const backorderFilters = {
  tab: z.enum(['open', 'mine', 'ready', 'overdue', 'no_date', 'date_moved', 'cancelled', 'all']).optional(),
  status: listOf(z.enum([...BACKORDER_STATUSES, 'all'])).optional(),
  customerId: id.optional(),
  variantId: id.optional(),
  productId: id.optional(),
  supplierId: id.optional(),
  /** Of the customer's representative today. */
  salesRepId: id.optional(),
  warehouseId: id.optional(),
  orderId: id.optional(),
  /** Of which this purchase order decides the date. */
  purchaseOrderId: id.optional(),
  reason: listOf(words(200)).optional(),
  isVip: flag.optional(),
  isReady: flag.optional(),
  isOverdue: flag.optional(),
  isOnHold: flag.optional(),
  hasNoDate: flag.optional(),
  highPriority: flag.optional(),
  /** Today's supply is later than the promise, or there is none. */
  isAtRisk: flag.optional(),
  /** The projected date is neither what the customer was last told nor what was known then. */
  dateMoved: flag.optional(),
  /** A follow-up is due today or was before. */
  followUpDue: flag.optional(),
  /** Nobody looked at it within the days of the weekly review. */
  notReviewed: flag.optional(),
  /** The promised date: before today, in this week (from today to Sunday), in the next, later, or none. */
  promised: z.enum(['overdue', 'this_week', 'next_week', 'future', 'none']).optional(),
  promisedFrom: date.optional(),
  promisedTo: date.optional(),
  /** Days since the backorder was created. */
  ageFrom: days.optional(),
  ageTo: days.optional(),
  /** Exactly these, in whatever case: its own number, the number the customer gave its order. */
  number: name(60).optional(),
  customerReference: name(60).optional(),
  /** A number, also the customer's own, or words of the name of customer or item in any order; misspelt names are found by likeness. */
  q: text(100).optional(),
};

/** The list of backorders: filters, order, page. Without `tab` and `status`, the open ones, oldest first. */
export const backorderQuery = z.object({
  ...page,
  ...changes,
  ...backorderFilters,
  withLines: flag.optional(),
  sort: z
    .enum(['createdAt', '-createdAt', 'outstandingValue', '-outstandingValue', 'promisedOn', '-promisedOn'])
    .default('createdAt'),
});

const { tab: _, ...filtersBesideTheTab } = backorderFilters;

/** The filters of the list without its tab. */
export const backorderCountQuery = z.object(filtersBesideTheTab);

/** A line of a backorder in a list. */
export const lineOfBackorder = backorderLine.pick({
  id: true,
  orderLineId: true,
  variantId: true,
  sku: true,
  productName: true,
  variantName: true,
  itemName: true,
  unitsPerCase: true,
  quantity: true,
  fulfilled: true,
  cancelled: true,
  substituted: true,
  outstanding: true,
  allocated: true,
  picked: true,
});

/** A backorder in a list, in base units, with its lines where `withLines` asks for them, else null. */
export const backorderRow = z.object({
  id: z.string(),
  number: z.string(),
  status: backorderStatus,
  /** Something of it can be picked now. */
  isReady: z.boolean(),
  /** How much of it can be picked now, and what that is worth: without what is picked, held, or waits for its whole. */
  readyQuantity: z.number(),
  readyValue: moneyOut,
  isOverdue: z.boolean(),
  isOnHold: z.boolean(),
  hasNoDate: z.boolean(),
  highPriority: z.boolean(),
  orderId: z.string(),
  orderNumber: z.string(),
  customerId: z.string(),
  customerName: z.string(),
  customerTier: z.enum(['vip', 'standard', 'low']),
  salesRepName: z.string().nullable(),
  lineCount: z.number(),
  isAtRisk: z.boolean(),
  dateMoved: z.boolean(),
  /** What today's supply says, a second or so old; null without a date, and for what is closed. */
  projectedOn: z.string().nullable(),
  /** Of the line that stands best. */
  placeInQueue: z.number().nullable(),
  /** The first line's item; `lineCount` says whether there are more. */
  ...item,
  quantity: z.number(),
  fulfilled: z.number(),
  outstanding: z.number(),
  allocated: z.number(),
  promisedOn: z.string().nullable(),
  createdOn: z.string(),
  ageDays: z.number(),
  outstandingValue: moneyOut,
  /** Of its order: what was invoiced in advance is credited or refunded when it is cancelled. */
  invoiceRule: z.enum(INVOICE_RULES),
  lines: z.array(lineOfBackorder).nullable(),
  ...changed,
});

/** A backorder in a list as answered. */
export type BackorderRow = z.infer<typeof backorderRow>;

/** One page of backorders. */
export const backorderPage = pageOf(backorderRow);

/**
 * How many backorders each tab shows, exact to 10,000; 10,001 is more. `outstandingValue` is the value of what the open ones
 * still wait for, `readyValue` of what of it can be picked now.
 */
export const backorderCounts = z.object({
  open: z.number(),
  mine: z.number(),
  ready: z.number(),
  overdue: z.number(),
  noDate: z.number(),
  dateMoved: z.number(),
  cancelled: z.number(),
  all: z.number(),
  outstandingValue: moneyOut,
  readyValue: moneyOut,
});

/** Backorders in lists, and how many each tab shows. */
export const operations = {
  listBackorders: {
    summary: 'Backorders; open ones, oldest first, unless asked otherwise',
    query: backorderQuery,
    status: 200,
    answer: backorderPage,
    refusals: [],
  },
  countBackorders: {
    summary: 'How many backorders each tab shows under the other filters, exact to 10,000',
    query: backorderCountQuery,
    status: 200,
    answer: backorderCounts,
    refusals: [],
  },
} as const satisfies SomeOperations;
