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
type Found = Awaited<ReturnType<typeof findByText>>;

/** Dates from `from` to `to`, both included, or no date at all. Null is open. */
export type DateRange = { from: string | null; to: string | null; isNone?: boolean };

/**
 * Filters as conditions on `backorders b`: for reading them in the order of age, for which there is always an index, and in
 * the other orders, or null where there is none. `created` and `promised` are ranges that such an index can begin and end
 * at. `ways` find what the same filters leave without any order.
 */
export type Conditions = {
  byAge: InOrder;
  byOthers: InOrder | null;
  created: Condition[];
  promised: DateRange[];
  /** True where nothing open is left, so that nothing has a value any more. */
  isWorthNothing: boolean;
  ways: Way[];
};

/**
 * `base` is what indexes in an order are made of or begin with; the rest is tested row by row: `tested` on what these indexes
 * hold, where they are covering ones, `fetched` on the backorder itself.
 */
export type InOrder = { base: Condition; isCovered: boolean; tested: Condition[]; fetched: Condition[] };

/** What indexes can look up together, beside the ranges, and what is still to be tested then, as of `InOrder`. */
export type Way = { by: Condition[]; tested: Condition[]; fetched: Condition[] };

/** One filter: as a test of a row, and as what an index can look up in its place. */
type Filter = {
  test: Condition;
  /** True of what no index in an order holds. */
  isFetched?: true;
  /** True of what is no use to look up, and makes the planner mistake what a lookup costs. */
  isOnlyTested?: true;
  /** A word in the index of facets that leaves few. */
  word?: string;
  /** True where this word says as much as the word of the list. */
  saysList?: true;
  /** Another condition that this index, or one beside it, answers. */
  facet?: Condition;
  /** A condition that an index of another table answers. */
  noted?: Condition;
  /** What an index in the order of age is made of or begins with, of which this is true. */
  byAge?: Condition;
};

/** Literals, so that the planner can use the partial indexes of these statuses. */
const OPEN = sql<boolean>`b.status in ('open', 'ready_to_fulfill', 'partially_fulfilled')`;
const OPEN_STATUSES: readonly string[] = ['open', 'ready_to_fulfill', 'partially_fulfilled'];
const FACETS = sql`backorder_facets(b.status, b.is_ready, b.on_hold, b.high_priority, b.promised_on, b.reason, b.warehouse_id, b.customer_id)`;

/** Looking up the backorders of more customers or variants than this, one after the other, takes longer than it saves. */
const MOST_LOOKED_UP = 250;

/** The words of more customers than this take longer to look up than their own index. */
const MOST_WORDS = 20;

/** The conditions of filters; null when nothing can match them. */
export async function conditionsOf(
  viewer: Viewer,
  filters: BackorderFilters,
  reading: Reading,
): Promise<Conditions | null> {
  const [customersAsked, variantIds, foundByText] = await Promise.all([
    customersOf(viewer, filters, reading),
    variantsOf(filters, reading),
    filters.q?.trim() ? findByText(reading.queries, filters.q) : null,
  ]);
  const { customerIds, found } = narrowed(customersAsked, foundByText);
  if (customerIds?.length === 0 || variantIds?.length === 0) return null;
  if (found && found.customerIds.length + found.variantIds.length + found.backorderIds.length === 0) return null;

  const { today } = reading;
  const listed = whatIsListed(filters);
  if (!listed) return null;
  const { list, statuses } = listed;
  const age = ageOf(filters, today);
  const tested: Filter[] = [
    ...(customerIds ? [ofCustomers(customerIds, list)] : []),
    ...flagsOf(filters, reading),
    ...(statuses ? [ofStatuses(statuses)] : []),
    ...notesOf(filters, today),
    ...recordsOf(filters),
    ...(variantIds ? [ofVariants(variantIds)] : []),
    ...(found ? [ofText(found, list)] : []),
    ...age.tested,
  ];
  const first = tested.find(({ byAge }) => byAge);
  const { base } = LISTS[list];
  return {
    byAge: inOrder(
      { base: first?.byAge ?? base, isCovered: first !== undefined || list !== 'all' },
      tested.filter((filter) => filter !== first),
    ),
    byOthers: list === 'cancelled' ? null : inOrder({ base, isCovered: list === 'open' }, tested),
    created: age.created,
    promised: promiseRanges(filters, today),
    isWorthNothing: statuses?.every((status) => !OPEN_STATUSES.includes(status)) ?? false,
    ways: waysOf(tested, list),
  };
}

function testsOf(filters: readonly Filter[]): Condition[] {
  return filters.map(({ test }) => test);
}

function inOrder(of: Pick<InOrder, 'base' | 'isCovered'>, filters: readonly Filter[]): InOrder {
  return {
    ...of,
    tested: testsOf(filters.filter(({ isFetched }) => !isFetched)),
    fetched: testsOf(filters.filter(({ isFetched }) => isFetched)),
  };
}

/** By the index of facets; and by all that the other indexes hold, which answer without the backorders themselves. */
function waysOf(tested: readonly Filter[], list: List): Way[] {
  const { base, word } = LISTS[list];
  const ways: Way[] = [];
  const words = tested.flatMap((filter) => filter.word ?? []);
  const facets = tested.flatMap(({ facet }) => facet ?? []);
  if (words.length + facets.length > 0) {
    // The word stands for the list: an index of it beside the facets would be read whole. Where another says as much, both
    // together would seem to leave far less.
    const wanted = word && !tested.some(({ saysList }) => saysList) ? [word, ...words] : words;
    ways.push({
      by: [...(wanted.length > 0 ? [sql<boolean>`${FACETS} @> ${wanted}::text[]`] : []), ...facets],
      tested: testsOf(tested.filter((filter) => !filter.word && !filter.facet)),
      fetched: [],
    });
  }
  const held = tested.filter(({ isFetched }) => !isFetched);
  ways.push({
    by: [base, ...held.filter(({ isOnlyTested }) => !isOnlyTested).map(({ noted, test }) => noted ?? test)],
    tested: testsOf(held.filter(({ isOnlyTested }) => isOnlyTested)),
    fetched: testsOf(tested.filter(({ isFetched }) => isFetched)),
  });
  return ways;
}

function ofStatuses(statuses: string[]): Filter {
  const test = sql<boolean>`b.status = any(${statuses}::text[])`;
  const [status, ...others] = statuses;
  if (status === undefined || others.length > 0) return { test };
  return { test, word: status, saysList: true, byAge: sql`b.status = ${status}` };
}

/** Marks of the backorder itself. What is not marked is most of what there is: no use to look it up. */
function flagsOf(filters: BackorderFilters, reading: Reading): Filter[] {
  const flag = (wanted: boolean | undefined, test: Condition, lookedUp?: Omit<Filter, 'test'>): Filter[] => {
    if (wanted === undefined) return [];
    return wanted ? [{ test, ...lookedUp }] : [{ test: sql`not (${test})` }];
  };
  const isReady = sql<boolean>`b.is_ready`;
  return [
    ...flag(filters.tab === 'ready' ? true : filters.isReady, isReady, {
      word: 'is_ready',
      saysList: true,
      byAge: isReady,
    }),
    ...flag(filters.isOnHold, sql`b.on_hold`, { word: 'on_hold' }),
    ...flag(filters.highPriority, sql`b.high_priority`, { word: 'high_priority' }),
    ...flag(filters.hasNoDate, sql`b.promised_on is null and ${OPEN}`, { word: 'no_date' }),
    ...flag(filters.isOverdue, sql`coalesce(b.promised_on < ${reading.today}::date, false) and ${OPEN}`),
    ...flag(
      filters.notReviewed,
      sql`${OPEN} and coalesce(b.reviewed_at, b.created_at) < ${reviewedBefore(reading)}::timestamptz`,
    ),
  ];
}

/** What jobs and people note beside a backorder, each with an index of those it is true of. */
function notesOf(filters: BackorderFilters, today: string): Filter[] {
  const note = (wanted: boolean | undefined, which: RawBuilder<unknown>): Filter[] => {
    if (wanted === undefined) return [];
    const test = sql<boolean>`exists (select ${which} and n.backorder_id = b.id)`;
    return wanted ? [{ test, noted: sql`b.id in (select n.backorder_id ${which})` }] : [{ test: sql`not ${test}` }];
  };
  return [
    ...note(filters.isAtRisk, sql`from backorder_outlooks n where n.is_at_risk`),
    ...note(filters.tab === 'date_moved' ? true : filters.dateMoved, sql`from backorder_outlooks n where n.date_moved`),
    ...note(filters.followUpDue, sql`from follow_ups n where n.closed_at is null and n.due_on <= ${today}::date`),
  ];
}

function recordsOf({ warehouseId, orderId, reason }: BackorderFilters): Filter[] {
  const filters: Filter[] = [];
  if (warehouseId) {
    filters.push({ test: sql`b.warehouse_id = ${warehouseId}::bigint`, word: `warehouse ${warehouseId}` });
  }
  if (orderId) {
    const test = sql<boolean>`b.order_id = ${orderId}::bigint`;
    filters.push({ test, facet: test, isFetched: true });
  }
  if (reason) {
    const test = sql<boolean>`b.reason = any(${reason}::text[])`;
    const words = reason.map((one) => `reason ${one}`);
    filters.push(
      words.length === 1 ? { test, word: words[0] as string } : { test, facet: sql`${FACETS} && ${words}::text[]` },
    );
  }
  return filters;
}

/** The day is the company's, the index goes by instants: no zone is a whole day away. */
function ageOf({ ageFrom, ageTo }: BackorderFilters, today: string): { created: Condition[]; tested: Filter[] } {
  const created: Condition[] = [];
  const tested: Filter[] = [];
  if (ageFrom !== undefined) {
    const youngest = addDays(today, -ageFrom);
    tested.push(onDay(sql`b.created_on <= ${youngest}::date`));
    created.push(sql`b.created_at < ${addDays(youngest, 2)}::timestamptz`);
  }
  if (ageTo !== undefined) {
    const oldest = addDays(today, -ageTo);
    tested.push(onDay(sql`b.created_on >= ${oldest}::date`));
    created.push(sql`b.created_at >= ${addDays(oldest, -1)}::timestamptz`);
  }
  return { created, tested };
}

/** True of nearly all that the range of instants leaves, which the planner would count as a second range. */
function onDay(test: Condition): Filter {
  return { test: sql`coalesce(${test}, true)`, isOnlyTested: true };
}

/** What a text finds among the customers that are left; where it finds only customers, those are left. */
function narrowed(
  customerIds: string[] | null,
  found: Found | null,
): { customerIds: string[] | null; found: Found | null } {
  if (!customerIds || !found) return { customerIds, found };
  const asked = new Set(customerIds);
  const left = found.customerIds.filter((id) => asked.has(id));
  const hasOthers = found.variantIds.length + found.backorderIds.length > 0;
  return hasOthers ? { customerIds, found: { ...found, customerIds: left } } : { customerIds: left, found: null };
}

/** Ranges of the promised date as conditions on the key of an index, in which no date is `none`. */
export function promisedWithin(
  ranges: readonly DateRange[],
  key: Condition,
  none: 'infinity' | '-infinity',
): Condition[] {
  return ranges.flatMap(({ from, to, isNone }) => {
    // Not said by `=`: the planner would sort what an index has in order, since of a constant there is none.
    if (isNone) return [none === 'infinity' ? sql<boolean>`${key} >= 'infinity'` : sql<boolean>`${key} <= '-infinity'`];
    // A range with one open end leaves out what has no date.
    return [sql<boolean>`${key} >= ${from ?? '0001-01-01'}::date`, sql<boolean>`${key} <= ${to ?? '9999-12-31'}::date`];
  });
}

/** What lists are made of. Each has a word in the index of facets. */
const LISTS = {
  open: { base: OPEN, word: 'is_open' },
  cancelled: { base: sql<boolean>`b.status = 'cancelled'`, word: 'cancelled' },
  all: { base: sql<boolean>`true`, word: null },
} as const;

type List = keyof typeof LISTS;

/**
 * Which list a tab, statuses and other filters ask for: what is open, unless they say otherwise. Of the statuses only those that
 * the list can have; null where that is none of them, or where filters ask for both open and cancelled.
 */
function whatIsListed(filters: BackorderFilters): { list: List; statuses: string[] | null } | null {
  const { tab, status, hasNoDate, isOverdue, isAtRisk, dateMoved, notReviewed, isReady } = filters;
  const isOfOpen = hasNoDate || isOverdue || isAtRisk || dateMoved || notReviewed || isReady;
  const isOfAll = tab === undefined ? status?.some((one) => !OPEN_STATUSES.includes(one)) : tab === 'all';
  if (tab === 'cancelled' && isOfOpen) return null;
  const list = tab === 'cancelled' ? 'cancelled' : isOfAll && !isOfOpen ? 'all' : 'open';
  if (!status || status.includes('all')) return { list, statuses: null };
  const statuses = status.filter((one) => CAN_HAVE[list](one));
  return statuses.length === 0 ? null : { list, statuses };
}

const CAN_HAVE: Record<List, (status: string) => boolean> = {
  open: (status) => OPEN_STATUSES.includes(status),
  cancelled: (status) => status === 'cancelled',
  all: () => true,
};

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

function ofCustomers(customerIds: readonly string[], list: List): Filter {
  const test = sql<boolean>`b.customer_id = any(${customerIds}::bigint[])`;
  const [one, ...others] = customerIds;
  if (customerIds.length > MOST_LOOKED_UP) return { test, isOnlyTested: true };
  if (customerIds.length > MOST_WORDS) return { test };
  const hasIndexByAge = list === 'open' && others.length === 0;
  return {
    test,
    facet: wordsOfCustomers(customerIds),
    ...(hasIndexByAge && { byAge: all([OPEN, sql`b.customer_id = ${one}::bigint`]) }),
  };
}

function wordsOfCustomers(customerIds: readonly string[]): Condition {
  return sql`${FACETS} && ${customerIds.map((id) => `customer ${id}`)}::text[]`;
}

function ofVariants(variantIds: readonly string[]): Filter {
  const test = sql<boolean>`b.variant_ids && ${variantIds}::bigint[]`;
  return { test, isFetched: true, ...(variantIds.length <= MOST_LOOKED_UP && { facet: test }) };
}

function ofText({ customerIds, variantIds, backorderIds }: Found, list: List): Filter {
  const others = sql`b.variant_ids && ${variantIds}::bigint[] or b.id = any(${backorderIds}::bigint[])`;
  const test = sql<boolean>`(b.customer_id = any(${customerIds}::bigint[]) or ${others})`;
  const areFew = variantIds.length <= MOST_LOOKED_UP && customerIds.length <= MOST_LOOKED_UP;
  const ofThem =
    customerIds.length > MOST_WORDS
      ? all([LISTS[list].base, sql`b.customer_id = any(${customerIds}::bigint[])`])
      : wordsOfCustomers(customerIds);
  return { test, isFetched: true, ...(areFew && { facet: sql<boolean>`(${ofThem} or ${others})` }) };
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

/**
 * Conditions on what no index holds, of which the backorder is fetched by its id: after all others, which may then be answered from
 * an index alone.
 */
export function fetching(fetched: readonly Condition[], id: string): Condition[] {
  if (fetched.length === 0) return [];
  return [sql<boolean>`(select ${all(fetched)} from backorders b where b.id = ${sql.raw(id)})`];
}

/** Every one of some conditions. */
export function all(conditions: readonly RawBuilder<boolean>[]): RawBuilder<boolean> {
  return sql.join([sql`true`, ...conditions], sql` and `) as RawBuilder<boolean>;
}
