import { type RawBuilder, sql } from 'kysely';
import type { Request } from '#contract/operations.ts';
import { addDays, weekOf } from '#domain/time/calendar.ts';
import { isReadyNow } from '../ledger/sql-words.ts';
import { readsOnlyCustomersOf, type Viewer } from '../platform/viewer.ts';
import type { Reading } from '../platform/work.ts';
import { reviewedBefore } from '../reviews/queries.ts';
import { type Found, findByText } from '../search/find-by-text.ts';

/** What the list of backorders can be narrowed by. */
export type BackorderFilters = Partial<Omit<Request<'listBackorders'>['query'], 'limit' | 'cursor' | 'sort'>>;

export type Condition = RawBuilder<boolean>;

/** Every backorder is open or closed. Each half has indexes of its own, in the orders of the list; these words choose them. */
export const HALVES = {
  open: sql<boolean>`b.status in ('open', 'ready_to_fulfill', 'partially_fulfilled')`,
  closed: sql<boolean>`b.status in ('fulfilled', 'complete', 'cancelled')`,
} as const;
export type Half = keyof typeof HALVES;

/** What filters ask for: conditions on `backorders b`, and the halves that can hold what they leave. */
export type Narrowed = { halves: Half[]; conditions: Condition[] };

type Tab = NonNullable<BackorderFilters['tab']>;
const OPEN_STATUSES: readonly string[] = ['open', 'ready_to_fulfill', 'partially_fulfilled'];

/**
 * Filters as conditions. Customers, variants and a searched text are looked up first: the planner knows how many backorders
 * some ids have, and not how many a name has.
 */
export async function narrow(viewer: Viewer, filters: BackorderFilters, reading: Reading): Promise<Narrowed> {
  const [customerIds, variantIds, found] = await Promise.all([
    customersOf(viewer, filters, reading),
    variantsOf(filters, reading),
    filters.q?.trim() ? findByText(viewer, reading.queries, filters.q) : null,
  ]);
  return {
    halves: halvesOf(filters),
    conditions: [
      ...(customerIds ? [ofCustomers(customerIds)] : []),
      ...(variantIds ? [ofVariants(variantIds)] : []),
      ...(found ? [ofText(found)] : []),
      ...(filters.tab ? [ofTab(filters.tab, reading.today)] : []),
      ...marksOf(filters, reading),
      ...recordsOf(filters),
      ...promisedOf(filters, reading.today),
      ...agedOf(filters, reading.today),
    ],
  };
}

/** What is open, unless a tab or a status says otherwise; and of that, what can be true of all else that is asked. */
function halvesOf({ tab, status, ...marks }: BackorderFilters): Half[] {
  const isOfAll = tab === 'all' || (tab === undefined && status !== undefined);
  const asked: Half[] = isOfAll ? ['open', 'closed'] : tab === 'cancelled' ? ['closed'] : ['open'];
  const isOfOpen = OF_OPEN.some((mark) => marks[mark]);
  const isOfAny = !status || status.includes('all');
  return asked.filter(
    (half) =>
      !(isOfOpen && half === 'closed') &&
      (isOfAny || status.some((one) => OPEN_STATUSES.includes(one) === (half === 'open'))),
  );
}

/** True of nothing that is closed. */
const OF_OPEN = ['isReady', 'hasNoDate', 'isOverdue', 'isAtRisk', 'dateMoved', 'notReviewed'] as const;

const READY_NOW = sql<boolean>`${sql.raw(isReadyNow())}`;

/** What a tab shows of the halves it is about; whose customers "mine" are is looked up with the other customers. */
export function ofTab(tab: Tab, today: string): Condition {
  const tabs: Partial<Record<Tab, Condition>> = {
    ready: READY_NOW,
    overdue: promisedWithin(null, addDays(today, -1)),
    no_date: NO_DATE,
    date_moved: isNoted(sql`from backorder_outlooks n where n.date_moved`),
    cancelled: sql`b.status = 'cancelled'`,
  };
  return tabs[tab] ?? sql`true`;
}

function marksOf(filters: BackorderFilters, reading: Reading): Condition[] {
  const { today } = reading;
  const seen = reviewedBefore(reading);
  const mark = (wanted: boolean | undefined, test: Condition) =>
    wanted === undefined ? [] : [wanted ? test : sql<boolean>`not (${test})`];
  return [
    ...mark(filters.isReady, READY_NOW),
    ...mark(filters.isOnHold, sql`b.on_hold`),
    ...mark(filters.highPriority, sql`b.high_priority`),
    ...mark(filters.hasNoDate, all([HALVES.open, NO_DATE])),
    ...mark(filters.isOverdue, all([HALVES.open, sql`coalesce(b.promised_on < ${today}::date, false)`])),
    ...mark(filters.notReviewed, all([HALVES.open, sql`coalesce(b.reviewed_at, b.created_at) < ${seen}::timestamptz`])),
    ...mark(filters.isAtRisk, isNoted(sql`from backorder_outlooks n where n.is_at_risk`)),
    ...mark(filters.dateMoved, isNoted(sql`from backorder_outlooks n where n.date_moved`)),
    ...mark(
      filters.followUpDue,
      isNoted(sql`from follow_ups n where n.closed_at is null and n.due_on <= ${today}::date`),
    ),
  ];
}

/** Whether jobs or people noted something beside a backorder. */
function isNoted(where: RawBuilder<unknown>): Condition {
  return sql`exists (select ${where} and n.backorder_id = b.id)`;
}

function recordsOf(filters: BackorderFilters): Condition[] {
  const { status, warehouseId, orderId, purchaseOrderId, reason, number, customerReference } = filters;
  return [
    ...(number ? [sql<boolean>`b.number = ${number.toUpperCase()}`] : []),
    ...(customerReference
      ? [
          sql<boolean>`b.order_id in (select o.id from orders o where upper(o.customer_reference) collate "C" = ${customerReference.toUpperCase()})`,
        ]
      : []),
    ...(status && !status.includes('all') ? [sql<boolean>`b.status = any(${status}::text[])`] : []),
    ...(warehouseId ? [sql<boolean>`b.warehouse_id = ${warehouseId}::bigint`] : []),
    ...(orderId ? [sql<boolean>`b.order_id = ${orderId}::bigint`] : []),
    ...(purchaseOrderId
      ? [
          isNoted(
            sql`from backorder_line_outlooks n join purchase_order_lines p on p.id = n.purchase_order_line_id where p.purchase_order_id = ${purchaseOrderId}::bigint`,
          ),
        ]
      : []),
    ...(reason ? [sql<boolean>`b.reason = any(${reason}::text[])`] : []),
  ];
}

/** The customers the filters leave, as far as they speak of customers at all. Representatives and tiers change, backorders keep. */
export async function customersOf(
  viewer: Viewer,
  filters: BackorderFilters,
  reading: Reading,
): Promise<string[] | null> {
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

async function variantsOf(
  { variantId, productId, supplierId }: BackorderFilters,
  { queries }: Reading,
): Promise<string[] | null> {
  if (!productId && !supplierId) return variantId ? [variantId] : null;
  const rows = await queries.rows<{ id: string }>(VARIANTS, [variantId ?? null, productId ?? null, supplierId ?? null]);
  return rows.map(({ id }) => id);
}

const VARIANTS = `
  select id from variants
  where ($1::bigint is null or id = $1) and ($2::bigint is null or product_id = $2) and ($3::bigint is null or supplier_id = $3)`;

export function ofCustomers(customerIds: readonly string[]): Condition {
  return sql`b.customer_id = any(${customerIds}::bigint[])`;
}

function ofVariants(variantIds: readonly string[]): Condition {
  return sql`exists (select from backorder_lines l where l.backorder_id = b.id and l.variant_id = any(${variantIds}::bigint[]))`;
}

function ofText({ customerIds, variantIds, backorderIds }: Found): Condition {
  const meanings = [
    ...(customerIds.length > 0 ? [ofCustomers(customerIds)] : []),
    ...(variantIds.length > 0 ? [ofVariants(variantIds)] : []),
    ...(backorderIds.length > 0 ? [sql<boolean>`b.id = any(${backorderIds}::bigint[])`] : []),
  ];
  return meanings.length === 0 ? sql`false` : sql`(${sql.join(meanings, sql` or `)})`;
}

/** The promised dates asked for, by name and by bounds. A week ends on Sunday; future is what lies behind the next. */
function promisedOf({ promised, promisedFrom, promisedTo }: BackorderFilters, today: string): Condition[] {
  const { sunday } = weekOf(today);
  const named = {
    overdue: promisedWithin(null, addDays(today, -1)),
    this_week: promisedWithin(today, sunday),
    next_week: promisedWithin(addDays(sunday, 1), addDays(sunday, 7)),
    future: promisedWithin(addDays(sunday, 8), null),
    none: NO_DATE,
  };
  return [
    ...(promised ? [named[promised]] : []),
    ...(promisedFrom || promisedTo ? [promisedWithin(promisedFrom ?? null, promisedTo ?? null)] : []),
  ];
}

const NO_DATE = sql<boolean>`b.promised_on is null`;

/** Both included, null is open. */
function promisedWithin(from: string | null, to: string | null): Condition {
  return sql`b.promised_on between ${from ?? '0001-01-01'}::date and ${to ?? '9999-12-31'}::date`;
}

/** The day is the company's, the index goes by instants: no zone is a whole day away. */
function agedOf({ ageFrom, ageTo }: BackorderFilters, today: string): Condition[] {
  const conditions: Condition[] = [];
  if (ageFrom !== undefined) {
    const youngest = addDays(today, -ageFrom);
    conditions.push(sql`b.created_on <= ${youngest}::date`, sql`b.created_at < ${addDays(youngest, 2)}::timestamptz`);
  }
  if (ageTo !== undefined) {
    const oldest = addDays(today, -ageTo);
    conditions.push(sql`b.created_on >= ${oldest}::date`, sql`b.created_at >= ${addDays(oldest, -1)}::timestamptz`);
  }
  return conditions;
}

/** Every one of some conditions. */
export function all(conditions: readonly Condition[]): Condition {
  return sql.join([sql`true`, ...conditions], sql` and `) as Condition;
}

/** What is left of the halves asked for, as one condition. */
export function whole({ halves, conditions }: Narrowed): Condition {
  const [half, other] = halves;
  return half ? all([...(other ? [] : [HALVES[half]]), ...conditions]) : sql`false`;
}
