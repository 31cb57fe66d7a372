import { type RawBuilder, sql } from 'kysely';
import type { Refusal } from '#contract/errors.ts';
import type { Answer, Request } from '#contract/operations.ts';
import { type Position, readCursor, toPage } from '../platform/http/page.ts';
import { builder } from '../platform/query-builder.ts';
import type { Viewer } from '../platform/viewer.ts';
import type { Reading } from '../platform/work.ts';
import { all, type Conditions, conditionsOf, fetching, type InOrder, promisedWithin } from './list-filters.ts';
import { byLookup, chooseLookup, type Lookup, type PricedLookup } from './look-up.ts';

/**
 * Backorders by the filters of the list; open ones, oldest first, unless asked otherwise.
 *
 * A list whose filters leave much is read in its order until the page is full; one whose filters leave little is looked up
 * by them and sorted. Which of the two it is, statistics say. They may be wrong, or what is asked for may stand far from the
 * beginning: reading in order is given up after `lookedAt` backorders, when it has cost what looking up would.
 * `invalid_request` for a cursor of another list.
 */
export async function listBackorders(
  viewer: Viewer,
  { query }: Request<'listBackorders'>,
  reading: Reading,
  lookedAt?: number,
): Promise<Answer<'listBackorders'> | { refusal: Refusal }> {
  const { limit, cursor, sort, ...filters } = query;
  const after = readCursor(cursor, 2);
  if (after && 'refusal' in after) return after;
  const conditions = await conditionsOf(viewer, filters, reading);
  if (!conditions) return { data: [], nextCursor: null };
  const page: Page = { ...SORTS[sort], after, rows: limit + 1 };
  const { data, nextCursor } = toPage(
    await findPage(conditions, page, reading, lookedAt),
    limit,
    ({ position, id }) => [position, id],
    ({ id }) => id,
  );
  const rows = await reading.queries.rows<{ row: Row }>(ROWS, [reading.today, data]);
  return { data: rows.map(({ row }) => row), nextCursor };
}

type Place = { position: string; id: string };
type Row = Answer<'listBackorders'>['data'][number];
type Sort = {
  /** An index has this key, over what is open and over all; where it is an expression, to the letter. */
  key: string;
  type: string;
  isFalling: boolean;
  /** What stands in the key for no date, where the key is the promised date. Such backorders come last either way. */
  none?: 'infinity' | '-infinity';
};
type Page = Sort & { after: Position | null; rows: number };

const SORTS = {
  createdAt: { key: 'b.created_at', type: 'timestamptz', isFalling: false },
  '-createdAt': { key: 'b.created_at', type: 'timestamptz', isFalling: true },
  value: { key: 'b.value', type: 'numeric', isFalling: false },
  '-value': { key: 'b.value', type: 'numeric', isFalling: true },
  promisedOn: { key: `coalesce(b.promised_on, 'infinity')`, type: 'date', isFalling: false, none: 'infinity' },
  '-promisedOn': { key: `coalesce(b.promised_on, '-infinity')`, type: 'date', isFalling: true, none: '-infinity' },
} as const satisfies Record<string, Sort>;

async function findPage(conditions: Conditions, page: Page, reading: Reading, lookedAt?: number): Promise<Place[]> {
  const inOrder = placeRanges(conditions, page);
  if (inOrder && inOrder.tested.length + inOrder.fetched.length === 0) {
    return reading.queries.built(pageInOrder(inOrder, page, null).compile(builder));
  }
  const { lookup, listed } = await chooseLookup(conditions, reading, inOrder?.base);
  const most = inOrder && (lookedAt ?? worthLookingAt(lookup, inOrder, listed, page.rows));
  if (inOrder && most) {
    const found = await reading.queries.built(pageInOrder(inOrder, page, most).compile(builder));
    if (found.length === page.rows) return found;
  }
  return reading.queries.built(pageByLookup(lookup, page).compile(builder));
}

/** How many backorders are read in order while the planner's cost of one is paid: from an index, and from their table. */
const TESTED_PER_COST = 25;
const FETCHED_PER_COST = 15;

/**
 * How many backorders to read in order before they are looked up: as many as cost the same. None where a page of them is
 * expected to be met later than that, were they spread evenly over the list.
 */
function worthLookingAt({ cost, expected }: PricedLookup, inOrder: InOrder, listed: number, rows: number): number {
  const most = Math.ceil(cost * (isFetchedEach(inOrder) ? FETCHED_PER_COST : TESTED_PER_COST));
  return (rows * listed) / Math.max(1, expected) > most ? 0 : most;
}

/** Whether reading in order fetches every backorder it meets. */
function isFetchedEach({ isCovered, tested, fetched }: InOrder): boolean {
  return !isCovered || (fetched.length > 0 && tested.length === 0);
}

/**
 * A range of what the list is sorted by is where its index begins and ends; any other range is tested row by row. Null where
 * there is no index in this order.
 */
function placeRanges(conditions: Conditions, { key, none }: Sort): InOrder | null {
  const { byAge, byOthers, created, promised, isWorthNothing } = conditions;
  const asTested = promisedWithin(promised, sql`coalesce(b.promised_on, 'infinity')`, 'infinity');
  if (key === SORTS.createdAt.key) {
    return { ...byAge, base: all([byAge.base, ...created]), tested: [...byAge.tested, ...asTested] };
  }
  if (!byOthers) return null;
  if (none) return { ...byOthers, base: all([byOthers.base, ...promisedWithin(promised, sql.raw(key), none)]) };
  const base = isWorthNothing ? all([byOthers.base, sql`b.value <= 0`]) : byOthers.base;
  return { ...byOthers, base, tested: [...byOthers.tested, ...asTested] };
}

/**
 * Read in order, `most` of them at most. The limit inside is a fence: nothing is looked up for what is tested outside. What no
 * index holds is fetched one by one, of those alone that passed the other tests.
 */
function pageInOrder(inOrder: InOrder, page: Page, most: number | null): RawBuilder<Place> {
  const { base, tested, fetched } = inOrder;
  const read = sql`
    select b.*, ${sql.raw(page.key)} as sort_key from backorders b where ${all([base, isBeyond(page, page.after)])}
    order by ${ordering(page)} limit ${most}`;
  const order = sql.raw(page.isFalling ? 'b.sort_key desc, b.id desc' : 'b.sort_key, b.id');
  const [first, then] = isFetchedEach(inOrder) ? [[...tested, ...fetched], []] : [tested, fetched];
  return sql`
    select listed.sort_key::text as position, listed.id
    from (select b.sort_key, b.id from (${read}) b where ${all(first)} order by ${order}) listed
    where ${all(fetching(then, 'listed.id'))} limit ${page.rows}`;
}

function pageByLookup(lookup: Lookup, page: Page): RawBuilder<Place> {
  return sql`select (${sql.raw(page.key)})::text as position, b.id from ${byLookup(lookup)} and ${isBeyond(page, page.after)} order by ${ordering(page)} limit ${page.rows}`;
}

function ordering({ key, isFalling }: Sort): RawBuilder<unknown> {
  return isFalling ? sql`${sql.raw(key)} desc, b.id desc` : sql`${sql.raw(key)}, b.id`;
}

/** Whether a backorder stands behind a position; all do behind none. */
function isBeyond({ key, type, isFalling }: Sort, position: Position | null): RawBuilder<boolean> {
  if (!position) return sql`true`;
  const [value, id] = position;
  return sql`(${sql.raw(key)}, b.id) ${sql.raw(isFalling ? '<' : '>')} (${value}::${sql.raw(type)}, ${id}::bigint)`;
}

/** The rows of a page. A constant apart from the page itself, whose text differs by its filters: planning it takes longer than running it. */
const ROWS = `
  select json_build_object(
    'id', b.id::text, 'number', b.number, 'status', b.status, 'isReady', b.is_ready and b.outstanding > 0,
    'isOverdue', coalesce(b.outstanding > 0 and b.promised_on < $1::date, false), 'isOnHold', b.on_hold,
    'hasNoDate', b.outstanding > 0 and b.promised_on is null, 'highPriority', b.high_priority,
    'isAtRisk', coalesce(x.is_at_risk, false), 'dateMoved', coalesce(x.date_moved, false), 'projectedOn', x.projected_on,
    'placeInQueue', x.place_in_queue, 'orderId', o.id::text, 'orderNumber', o.number, 'customerId', c.id::text,
    'customerName', c.name, 'customerTier', c.tier, 'salesRepName', u.name, 'lineCount', item.line_count, 'sku', item.sku,
    'itemName', item.name, 'unitsPerCase', item.units_per_case, 'quantity', b.quantity, 'fulfilled', b.fulfilled,
    'outstanding', b.outstanding, 'allocated', b.allocated, 'promisedOn', b.promised_on, 'createdOn', b.created_on,
    'ageDays', greatest(0, $1::date - b.created_on), 'value', money(b.value, o.currency)) as row
  from unnest($2::bigint[]) with ordinality chosen(id, place)
  join backorders b on b.id = chosen.id
  join orders o on o.id = b.order_id
  join customers c on c.id = b.customer_id
  left join users u on u.id = c.sales_rep_id
  left join backorder_outlooks x on x.backorder_id = b.id
  cross join lateral (
    select v.sku, v.name, v.units_per_case, count(*) over ()::integer as line_count
    from backorder_lines l join variants v on v.id = l.variant_id where l.backorder_id = b.id order by l.id limit 1) item
  order by chosen.place`;
