import { type RawBuilder, sql } from 'kysely';
import type { Refusal } from '#contract/errors.ts';
import type { Answer, Request } from '#contract/operations.ts';
import { type Position, readCursor, toPage } from '../platform/http/page.ts';
import { builder } from '../platform/query-builder.ts';
import type { Viewer } from '../platform/viewer.ts';
import type { Reading } from '../platform/work.ts';
import { all, byFacets } from './count-backorders.ts';
import { type Conditions, conditionsOf, promisedWithin } from './list-filters.ts';

/**
 * Backorders by the filters of the list; open ones, oldest first, unless asked otherwise.
 *
 * A list whose filters leave much is read in its order until the page is full. One whose filters leave little would be
 * read to its end that way, so after `lookedAt` backorders it is looked up by facets and sorted instead: there cannot be
 * many then. `invalid_request` for a cursor of another list.
 */
export async function listBackorders(
  viewer: Viewer,
  { query }: Request<'listBackorders'>,
  reading: Reading,
  lookedAt: number = LOOKED_AT,
): Promise<Answer<'listBackorders'> | { refusal: Refusal }> {
  const { limit, cursor, sort, ...filters } = query;
  const after = readCursor(cursor, 2);
  if (after && 'refusal' in after) return after;
  const conditions = await conditionsOf(viewer, filters, reading);
  if (!conditions) return { data: [], nextCursor: null };
  const page: Page = { ...SORTS[sort], after, rows: limit + 1 };
  const inOrder = placeRanges(conditions, page);
  // The one tab with an index of its own in this order.
  if (filters.tab === 'ready' && page.key === SORTS.createdAt.key) inOrder.base = sql`b.is_ready`;
  const isTested = inOrder.plain.length > 0;
  const last = isTested ? await findLastLookedAt(inOrder, page, lookedAt, reading) : null;
  let found = await readPage(pageInOrder(inOrder, page, last), page, reading);
  if (found.length < page.rows && last) found = await readPage(pageByFacets(conditions, page), page, reading);
  return toPage(
    found,
    limit,
    ({ position, id }) => [position, id],
    ({ row }) => row,
  );
}

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

/** How many backorders are looked at in the order of the list before they are looked up by their facets. */
const LOOKED_AT = 4_000;

type InOrder = { base: RawBuilder<boolean>; plain: RawBuilder<boolean>[] };

/**
 * A tab that has an index of its own in the order of the list is read by it. A range of what the list is sorted by is where its index
 * begins and ends; any other range is tested row by row.
 */
function placeRanges({ base, created, promised, plain }: Conditions, { key, none }: Sort): InOrder {
  const asTested = promisedWithin(promised, sql`coalesce(b.promised_on, 'infinity')`, 'infinity');
  if (none) return { base: all([base, ...promisedWithin(promised, sql.raw(key), none)]), plain };
  return key === SORTS.createdAt.key
    ? { base: all([base, ...created]), plain: [...plain, ...asTested] }
    : { base, plain: [...plain, ...asTested] };
}

/** The position of the last backorder to be looked at in order; null when there are not so many. */
async function findLastLookedAt(
  { base }: InOrder,
  page: Page,
  lookedAt: number,
  reading: Reading,
): Promise<Position | null> {
  const statement = sql<{ position: string; id: string }>`
    select (${sql.raw(page.key)})::text as position, b.id from backorders b where ${base} and ${isBeyond(page, page.after)}
    order by ${ordering(page)} offset ${lookedAt - 1} limit 1`;
  const [last] = await reading.queries.built(statement.compile(builder));
  return last ? [last.position, last.id] : null;
}

function pageInOrder({ base, plain }: InOrder, page: Page, last: Position | null): RawBuilder<unknown> {
  const conditions = [base, isBeyond(page, page.after), ...(last ? [isUpTo(page, last)] : []), ...plain];
  return sql`select b.id from backorders b where ${all(conditions)} order by ${ordering(page)} limit ${page.rows}`;
}

function pageByFacets(conditions: Conditions, page: Page): RawBuilder<unknown> {
  return sql`select b.id from ${byFacets(conditions)} and ${isBeyond(page, page.after)} order by ${ordering(page)} limit ${page.rows}`;
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

function isUpTo({ key, type, isFalling }: Sort, [value, id]: Position): RawBuilder<boolean> {
  return sql`(${sql.raw(key)}, b.id) ${sql.raw(isFalling ? '>=' : '<=')} (${value}::${sql.raw(type)}, ${id}::bigint)`;
}

async function readPage(page: RawBuilder<unknown>, order: Page, reading: Reading) {
  const statement = sql<{ row: Row; position: string; id: string }>`
    select json_build_object(
      'id', b.id::text, 'number', b.number, 'status', b.status, 'isReady', b.is_ready and b.outstanding > 0,
      'isOverdue', coalesce(b.outstanding > 0 and b.promised_on < ${reading.today}::date, false), 'isOnHold', b.on_hold,
      'hasNoDate', b.outstanding > 0 and b.promised_on is null, 'highPriority', b.high_priority,
      'isAtRisk', coalesce(x.is_at_risk, false), 'dateMoved', coalesce(x.date_moved, false), 'projectedOn', x.projected_on,
      'placeInQueue', x.place_in_queue, 'orderId', o.id::text, 'orderNumber', o.number, 'customerId', c.id::text, 'customerName', c.name, 'customerTier', c.tier,
      'salesRepName', u.name, 'lineCount', item.line_count, 'sku', item.sku, 'itemName', item.name, 'unitsPerCase', item.units_per_case,
      'quantity', b.quantity, 'fulfilled', b.fulfilled, 'outstanding', b.outstanding, 'allocated', b.allocated,
      'promisedOn', b.promised_on, 'createdOn', b.created_on, 'ageDays', greatest(0, ${reading.today}::date - b.created_on),
      'value', money(b.value, o.currency)) as row,
      (${sql.raw(order.key)})::text as position, b.id
    from (${page}) chosen
    join backorders b on b.id = chosen.id
    join orders o on o.id = b.order_id
    join customers c on c.id = b.customer_id
    left join users u on u.id = c.sales_rep_id
    left join backorder_outlooks x on x.backorder_id = b.id
    cross join lateral (
      select v.sku, v.name, v.units_per_case, count(*) over ()::integer as line_count
      from backorder_lines l join variants v on v.id = l.variant_id where l.backorder_id = b.id order by l.id limit 1) item
    order by ${ordering(order)}`;
  return reading.queries.built(statement.compile(builder));
}
