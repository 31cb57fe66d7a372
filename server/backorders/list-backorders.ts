import { type RawBuilder, sql } from 'kysely';
import type { Refusal } from '#contract/errors.ts';
import type { Answer, Request } from '#contract/operations.ts';
import { itemOf, itemPairs } from '../catalog/item-words.ts';
import { readyQuantity, readyValue } from '../ledger/sql-words.ts';
import { listCursor, type Position, part } from '../platform/http/list-cursor.ts';
import { toPage } from '../platform/http/page.ts';
import { builder } from '../platform/query-builder.ts';
import { changedWithin, settledUntil } from '../platform/read-changes.ts';
import type { Viewer } from '../platform/viewer.ts';
import { withLines } from '../platform/with-lines.ts';
import type { Reading } from '../platform/work.ts';
import { all, type BackorderFilters, type Condition, HALVES, type Half, narrow } from './list-filters.ts';

/**
 * Backorders by the filters of the list; open ones, oldest first, unless asked otherwise. First their ids, in one statement
 * with every condition, then their rows. `invalid_request` for a cursor of another list.
 */
export async function listBackorders(
  viewer: Viewer,
  { query }: Request<'listBackorders'>,
  reading: Reading,
): Promise<Answer<'listBackorders'> | { refusal: Refusal }> {
  const { limit, cursor: given, updatedSince, sort: wanted, withLines: isAskedFor, ...filters } = query;
  const sort = updatedSince ? 'updatedAt' : wanted;
  const cursor = listCursor(`listBackorders ${sort}`, TYPES[SORTS[sort].type], part.id);
  const after = cursor.read(given);
  if (after && 'refusal' in after) return after;
  const { halves, conditions } = await narrow(viewer, updatedSince ? ofAnyStatus(filters) : filters, reading);
  if (updatedSince) conditions.push(changedWithin('b', updatedSince, await settledUntil(reading.queries)));
  if (halves.length === 0) return { data: [], nextCursor: null };
  const page: Page = { ...SORTS[sort], after, rows: limit + 1 };
  const found = await reading.queries.built(pageOf(halves, conditions, page).compile(builder));
  const { data, nextCursor } = toPage(
    found,
    { limit, cursor },
    ({ position, id }) => [position, id],
    ({ id }) => id,
  );
  const rows = await reading.queries.rows<{ row: Row }>(ROWS, [reading.today, data]);
  const asked = { isAskedFor, keyOf: ({ id }: Row) => id, statement: LINES, queries: reading.queries };
  return {
    data: await withLines(
      rows.map(({ row }) => row),
      asked,
    ),
    nextCursor,
  };
}

/** What changed is asked for whatever became of it, unless a tab or a status is named. */
const ofAnyStatus = (filters: BackorderFilters): BackorderFilters =>
  filters.tab || filters.status ? filters : { ...filters, tab: 'all' };

type Place = { position: string; id: string };
type Row = Omit<Answer<'listBackorders'>['data'][number], 'lines'>;
type Sort = {
  /** To the letter as in the indexes of both halves. */
  key: string;
  type: keyof typeof TYPES;
  isFalling: boolean;
};
type Page = Sort & { after: Position | null; rows: number };

const PROMISED = `coalesce(b.promised_on, 'infinity')`;
const SORTS = {
  createdAt: { key: 'b.created_at', type: 'timestamptz', isFalling: false },
  '-createdAt': { key: 'b.created_at', type: 'timestamptz', isFalling: true },
  outstandingValue: { key: 'b.value', type: 'numeric', isFalling: false },
  '-outstandingValue': { key: 'b.value', type: 'numeric', isFalling: true },
  promisedOn: { key: PROMISED, type: 'date', isFalling: false },
  '-promisedOn': { key: PROMISED, type: 'date', isFalling: true },
  /** For whoever asks what changed. */
  updatedAt: { key: 'b.updated_at', type: 'timestamptz', isFalling: false },
} as const satisfies Record<string, Sort>;

const TYPES = { timestamptz: part.instant, numeric: part.amount, date: part.day };

/** What has no date comes last either way: falling, it is a part of its own. */
function partsOf({ key, isFalling }: Page): Condition[] {
  return key === PROMISED && isFalling
    ? [sql`${sql.raw(PROMISED)} < 'infinity'`, sql`${sql.raw(PROMISED)} >= 'infinity'`]
    : [sql`true`];
}

/** A page of each half and part, each read in the order of an index, put together. */
function pageOf(halves: readonly Half[], conditions: readonly Condition[], page: Page): RawBuilder<Place> {
  const order = sql.raw(page.isFalling ? 'sort_key desc, id desc' : 'sort_key, id');
  const pages = partsOf(page).flatMap((part, index) =>
    halves.map(
      (half) => sql`
        (select ${sql.lit(index)} as part, ${sql.raw(page.key)} as sort_key, b.id from backorders b
        where ${all([HALVES[half], part, ...conditions, ...beyond(page, index)])} order by ${order} limit ${page.rows})`,
    ),
  );
  return sql`
    select sort_key::text as position, id from (${sql.join(pages, sql` union all `)}) b
    order by part, ${order} limit ${page.rows}`;
}

/** What of a part stands behind the last one seen, which is of the last part when it has no date. */
function beyond(page: Page, part: number): Condition[] {
  if (!page.after) return [];
  const { key, type, isFalling } = page;
  const [value, id] = page.after;
  const last = value === 'infinity' ? partsOf(page).length - 1 : 0;
  if (part !== last) return [part > last ? sql`true` : sql`false`];
  return [sql`(${sql.raw(key)}, b.id) ${sql.raw(isFalling ? '<' : '>')} (${value}::${sql.raw(type)}, ${id}::bigint)`];
}

/** The rows of a page. A constant apart from the page itself, whose text differs by its filters: planning it takes longer than running it. */
const ROWS = `
  select json_build_object(
    'id', b.id::text, 'number', b.number, 'status', b.status, 'isReady', ready.quantity > 0, 'readyQuantity', ready.quantity,
    'readyValue', money(${readyValue()}, o.currency),
    'isOverdue', coalesce(b.outstanding > 0 and b.promised_on < $1::date, false), 'isOnHold', b.on_hold,
    'hasNoDate', b.outstanding > 0 and b.promised_on is null, 'highPriority', b.high_priority,
    'isAtRisk', coalesce(x.is_at_risk, false), 'dateMoved', coalesce(x.date_moved, false), 'projectedOn', x.projected_on,
    'placeInQueue', x.place_in_queue, 'orderId', o.id::text, 'orderNumber', o.number, 'invoiceRule', o.invoice_rule, 'customerId', c.id::text,
    'customerName', c.name, 'customerTier', c.tier, 'salesRepName', u.name, 'lineCount', item.line_count, ${itemPairs('item')},
    'quantity', b.quantity - b.taken_back, 'fulfilled', b.fulfilled,
    'outstanding', b.outstanding, 'allocated', b.allocated, 'promisedOn', b.promised_on, 'createdOn', b.created_on,
    'updatedAt', instant(b.updated_at), 'ageDays', greatest(0, $1::date - b.created_on), 'outstandingValue', money(b.value, o.currency)) as row
  from unnest($2::bigint[]) with ordinality chosen(id, place)
  join backorders b on b.id = chosen.id
  join orders o on o.id = b.order_id
  join customers c on c.id = b.customer_id
  left join users u on u.id = c.sales_rep_id
  left join backorder_outlooks x on x.backorder_id = b.id
  cross join lateral (select ${readyQuantity()} as quantity) ready
  cross join lateral (
    select ${itemOf()}, count(*) over ()::integer as line_count
    from backorder_lines l join variants v on v.id = l.variant_id where l.backorder_id = b.id order by l.id limit 1) item
  order by chosen.place`;

const LINES = `
  select l.backorder_id::text as key, json_agg(json_build_object('id', l.id::text, 'orderLineId', l.order_line_id::text,
      'variantId', v.id::text, ${itemPairs()}, 'quantity', l.quantity - l.taken_back, 'fulfilled', l.fulfilled,
      'cancelled', l.cancelled - l.taken_back, 'substituted', l.substituted, 'outstanding', l.outstanding,
      'allocated', q.allocated, 'picked', q.picked) order by l.id) as lines
  from backorder_lines l
  join variants v on v.id = l.variant_id
  join queue_lines q on q.backorder_line_id = l.id
  where l.backorder_id = any($1::bigint[])
  group by l.backorder_id`;
