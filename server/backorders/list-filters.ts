import { type RawBuilder, sql } from 'kysely';
import type { Request } from '#contract/operations.ts';
import { addDays, weekOf } from '#domain/time/calendar.ts';
import { readsOnlyCustomersOf, type Viewer } from '../platform/viewer.ts';
import type { Reading } from '../platform/work.ts';
import { reviewedBefore } from '../reviews/queries.ts';
import { findByText } from '../search/find-by-text.ts';

/** What the list of backorders can be narrowed by. */
export type BackorderFilters = Partial<Omit<Request<'listBackorders'>['query'], 'limit' | 'cursor' | 'sort'>>;

type Condition = RawBuilder<boolean>;

/** Dates from `from` to `to`, both included, or no date at all. Null is open. */
export type DateRange = { from: string | null; to: string | null; isNone?: boolean };

/**
 * Filters as conditions on `backorders b`. `base` is what the indexes in the order of a list are made of, `oldest` the same for
 * an index in the order of age, which may leave out more; `created` and `promised` are ranges that such an index can begin and
 * end at; `plain` is all the rest, to be tested row by row. `lookup` says of the same filters what indexes can look up; it may
 * leave more than they do, never less.
 */
export type Conditions = {
  base: Condition;
  oldest: Condition;
  created: Condition[];
  promised: DateRange[];
  plain: Condition[];
  lookup: Condition[];
};

/** Literals, so that the planner can use the partial indexes of these statuses. */
const OPEN = sql<boolean>`b.status in ('open', 'ready_to_fulfill', 'partially_fulfilled')`;
const OPEN_STATUSES: readonly string[] = ['open', 'ready_to_fulfill', 'partially_fulfilled'];
const FACETS = sql`backorder_facets(b.status, b.is_ready, b.on_hold, b.high_priority, b.promised_on, b.reason, b.warehouse_id, b.customer_id)`;

/** Looking up the backorders of more customers or variants than this, one after the other, takes longer than it saves. */
const MOST_LOOKED_UP = 250;

/** The conditions of filters; null when nothing can match them. */
export async function conditionsOf(
  viewer: Viewer,
  filters: BackorderFilters,
  reading: Reading,
): Promise<Conditions | null> {
  const [customerIds, variantIds, found] = await Promise.all([
    customersOf(viewer, filters, reading),
    variantsOf(filters, reading),
    filters.q?.trim() ? findByText(reading.queries, filters.q) : null,
  ]);
  if (customerIds?.length === 0 || variantIds?.length === 0) return null;
  if (found && found.customerIds.length + found.variantIds.length + found.backorderIds.length === 0) return null;

  const { today } = reading;
  const listed = whatIsListed(filters);
  if (!listed) return null;
  const { list, statuses } = listed;
  const plain: Condition[] = [];
  /** What the index of facets has words for, each of which leaves few. */
  const words: string[] = [];
  const facets: Condition[] = [];
  /** Lookups in other tables, of more than a facet would leave. */
  const many: Condition[] = [];
  if (statuses) {
    plain.push(sql`b.status = any(${statuses}::text[])`);
    if (statuses.length === 1) words.push(statuses[0] as string);
  }

  const flagged = (wanted: boolean | undefined, column: Condition, word: string) => {
    if (wanted === undefined) return;
    plain.push(wanted ? column : sql`not (${column})`);
    // What is not marked is most of what there is: no use to look it up.
    if (wanted) words.push(word);
  };
  flagged(filters.tab === 'ready' ? true : filters.isReady, sql`b.is_ready`, 'is_ready');
  flagged(filters.isOnHold, sql`b.on_hold`, 'on_hold');
  flagged(filters.highPriority, sql`b.high_priority`, 'high_priority');
  flagged(filters.hasNoDate, sql`b.promised_on is null and ${OPEN}`, 'no_date');
  // What jobs and people note beside a backorder, each with an index of those it is true of.
  const noted = (wanted: boolean | undefined, which: RawBuilder<unknown>) => {
    if (wanted === undefined) return;
    plain.push(sql`${wanted ? sql`` : sql`not `}exists (select ${which} and n.backorder_id = b.id)`);
    if (wanted) many.push(sql`b.id in (select n.backorder_id ${which})`);
  };
  noted(filters.isAtRisk, sql`from backorder_outlooks n where n.is_at_risk`);
  noted(filters.tab === 'date_moved' ? true : filters.dateMoved, sql`from backorder_outlooks n where n.date_moved`);
  noted(filters.followUpDue, sql`from follow_ups n where n.closed_at is null and n.due_on <= ${today}::date`);
  if (filters.notReviewed !== undefined) {
    const unreviewed = sql<boolean>`${OPEN} and coalesce(b.reviewed_at, b.created_at) < ${reviewedBefore(reading)}::timestamptz`;
    plain.push(filters.notReviewed ? unreviewed : sql`not (${unreviewed})`);
  }
  if (filters.isOverdue !== undefined) {
    const overdue = sql<boolean>`coalesce(b.promised_on < ${today}::date, false) and ${OPEN}`;
    plain.push(filters.isOverdue ? overdue : sql`not (${overdue})`);
  }
  if (filters.warehouseId) {
    plain.push(sql`b.warehouse_id = ${filters.warehouseId}::bigint`);
    words.push(`warehouse ${filters.warehouseId}`);
  }
  if (filters.orderId) {
    const ofOrder = sql<boolean>`b.order_id = ${filters.orderId}::bigint`;
    plain.push(ofOrder);
    facets.push(ofOrder);
  }
  if (filters.reason) {
    plain.push(sql`b.reason = any(${filters.reason}::text[])`);
    if (filters.reason.length === 1) words.push(`reason ${filters.reason[0]}`);
    else facets.push(sql`${FACETS} && ${filters.reason.map((reason) => `reason ${reason}`)}::text[]`);
  }

  if (customerIds) {
    plain.push(sql`b.customer_id = any(${customerIds}::bigint[])`);
    if (customerIds.length <= MOST_LOOKED_UP) facets.push(sql`${FACETS} && ${customerWords(customerIds)}::text[]`);
  }
  if (variantIds) {
    plain.push(sql`b.variant_ids && ${variantIds}::bigint[]`);
    if (variantIds.length <= MOST_LOOKED_UP) facets.push(sql`b.variant_ids && ${variantIds}::bigint[]`);
  }
  if (found) {
    plain.push(sql`(b.customer_id = any(${found.customerIds}::bigint[]) or b.variant_ids && ${found.variantIds}::bigint[]
      or b.id = any(${found.backorderIds}::bigint[]))`);
    if (found.customerIds.length + found.variantIds.length <= MOST_LOOKED_UP) {
      facets.push(sql`(${FACETS} && ${customerWords(found.customerIds)}::text[]
        or b.variant_ids && ${found.variantIds}::bigint[] or b.id = any(${found.backorderIds}::bigint[]))`);
    }
  }

  const created: Condition[] = [];
  const youngest = filters.ageFrom === undefined ? null : addDays(today, -filters.ageFrom);
  const oldest = filters.ageTo === undefined ? null : addDays(today, -filters.ageTo);
  // The day is the company's, the index goes by instants: no zone is a whole day away.
  if (youngest) {
    plain.push(sql`b.created_on <= ${youngest}::date`);
    created.push(sql`b.created_at < ${addDays(youngest, 2)}::timestamptz`);
  }
  if (oldest) {
    plain.push(sql`b.created_on >= ${oldest}::date`);
    created.push(sql`b.created_at >= ${addDays(oldest, -1)}::timestamptz`);
  }
  const { base, word } = LISTS[list];
  if (words.length + facets.length > 0) {
    // The word stands for the list: an index of it beside the facets would be read whole.
    facets.push(sql`${FACETS} @> ${word ? [word, ...words] : words}::text[]`);
    plain.push(base);
  }
  const onlyStatus = list === 'cancelled' ? 'cancelled' : statuses?.length === 1 ? statuses[0] : null;
  return {
    base,
    oldest: words.includes('is_ready') ? sql`b.is_ready` : onlyStatus ? sql`b.status = ${onlyStatus}` : base,
    created,
    promised: promiseRanges(filters, today),
    plain,
    lookup: facets.length > 0 ? facets : [base, ...many],
  };
}

/** Ranges of the promised date as conditions on the key of an index, in which no date is `none`. */
export function promisedWithin(
  ranges: readonly DateRange[],
  key: Condition,
  none: 'infinity' | '-infinity',
): Condition[] {
  return ranges.flatMap(({ from, to, isNone }) => {
    if (isNone) return [sql<boolean>`${key} = ${sql.lit(none)}`];
    // A range with one open end leaves out what has no date.
    return [sql<boolean>`${key} >= ${from ?? '0001-01-01'}::date`, sql<boolean>`${key} <= ${to ?? '9999-12-31'}::date`];
  });
}

/** What lists are made of. Each has indexes in the orders of a list, and a word in the index of facets. */
const LISTS = {
  open: { base: OPEN, word: 'is_open' },
  cancelled: { base: sql<boolean>`b.status = 'cancelled'`, word: 'cancelled' },
  all: { base: sql<boolean>`true`, word: null },
} as const;

/** Which list a tab or statuses ask for: what is open, unless they say otherwise. Null where filters ask for both open and not. */
function whatIsListed(filters: BackorderFilters): { list: keyof typeof LISTS; statuses: string[] | null } | null {
  const { tab, status, hasNoDate, isOverdue, isAtRisk, dateMoved, notReviewed, isReady } = filters;
  const statuses = status && !status.includes('all') ? status : null;
  const isOfOpen = hasNoDate || isOverdue || isAtRisk || dateMoved || notReviewed || isReady;
  if (tab === 'cancelled') return isOfOpen ? null : { list: 'cancelled', statuses };
  if (isOfOpen) return { list: 'open', statuses };
  const isOfAll =
    tab === 'all' || (tab === undefined && status !== undefined && !status.every((one) => OPEN_STATUSES.includes(one)));
  return { list: isOfAll ? 'all' : 'open', statuses };
}

/** The customers the filters leave, as far as they speak of customers at all. Representatives and tiers change, backorders keep. */
async function customersOf(viewer: Viewer, filters: BackorderFilters, reading: Reading): Promise<string[] | null> {
  const onlyOf = readsOnlyCustomersOf(viewer);
  const isMine = filters.tab === 'mine';
  const { customerId, salesRepId, isVip } = filters;
  if (onlyOf === null && !isMine && !salesRepId && isVip === undefined) return customerId ? [customerId] : null;
  const rows = await reading.queries.rows<{ id: string }>(CUSTOMERS, [
    customerId ?? null,
    salesRepId ?? null,
    isMine ? (viewer.userId ?? '0') : null,
    onlyOf,
    isVip ?? null,
  ]);
  return rows.map(({ id }) => id);
}

const CUSTOMERS = `
  select id from customers
  where ($1::bigint is null or id = $1) and ($2::bigint is null or sales_rep_id = $2) and ($3::bigint is null or sales_rep_id = $3)
    and ($4::bigint is null or sales_rep_id = $4) and ($5::boolean is null or (tier = 'vip') = $5)`;

function customerWords(customerIds: readonly string[]): string[] {
  return customerIds.map((id) => `customer ${id}`);
}

async function variantsOf(filters: BackorderFilters, reading: Reading): Promise<string[] | null> {
  const { variantId, productId, supplierId } = filters;
  if (!productId && !supplierId) return variantId ? [variantId] : null;
  const rows = await reading.queries.rows<{ id: string }>(VARIANTS, [
    variantId ?? null,
    productId ?? null,
    supplierId ?? null,
  ]);
  return rows.map(({ id }) => id);
}

const VARIANTS = `
  select id from variants
  where ($1::bigint is null or id = $1) and ($2::bigint is null or product_id = $2) and ($3::bigint is null or supplier_id = $3)`;

/** The promised dates asked for, by name and by bounds. A week ends on Sunday; future is what lies behind the next. */
function promiseRanges(filters: BackorderFilters, today: string): DateRange[] {
  const { tab, promised, promisedFrom = null, promisedTo = null } = filters;
  const { sunday } = weekOf(today);
  const named = {
    overdue: { from: null, to: addDays(today, -1) },
    this_week: { from: today, to: sunday },
    next_week: { from: addDays(sunday, 1), to: addDays(sunday, 7) },
    future: { from: addDays(sunday, 8), to: null },
    none: { from: null, to: null, isNone: true },
  } as const;
  return [
    ...(tab === 'overdue' ? [named.overdue] : []),
    ...(tab === 'no_date' ? [named.none] : []),
    ...(promised ? [named[promised]] : []),
    ...(promisedFrom !== null || promisedTo !== null ? [{ from: promisedFrom, to: promisedTo }] : []),
  ];
}
