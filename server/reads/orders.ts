import { sql } from 'kysely';
import type { Refusal } from '#contract/errors.ts';
import type { Answer, Request } from '#contract/operations.ts';
import { ORDER_STATUSES, type OrderStatus } from '#domain/orders/order-status.ts';
import { itemPairs } from '../catalog/item-words.ts';
import { valueOfPart, wantedQuantity } from '../ledger/sql-words.ts';
import { listCursor, part } from '../platform/http/list-cursor.ts';
import { toPage } from '../platform/http/page.ts';
import { builder } from '../platform/query-builder.ts';
import { changedWithin, settledUntil } from '../platform/read-changes.ts';
import { readsOnlyCustomersOf, type Viewer } from '../platform/viewer.ts';
import { withLines } from '../platform/with-lines.ts';
import type { Reading } from '../platform/work.ts';
import { type Found, findByText, numbersFrom, textsFrom } from '../search/find-by-text.ts';

/** Orders, newest first unless asked otherwise; with `updatedSince` what changed, in the order of the changes. */
export async function listOrders(
  viewer: Viewer,
  { query }: Request<'listOrders'>,
  reading: Reading,
): Promise<Answer<'listOrders'> | { refusal: Refusal }> {
  const { updatedSince } = query;
  const [order, position] = updatedSince ? (['updatedAt', part.instant] as const) : ([query.sort, part.day] as const);
  const cursor = listCursor(`listOrders ${order}`, position, part.id);
  const after = cursor.read(query.cursor);
  if (after && 'refusal' in after) return after;
  const direction = order === '-orderedOn' ? 'desc' : 'asc';
  const key = sql<string>`${sql.raw(updatedSince ? 'o.updated_at' : 'o.ordered_on')}`;
  const found = await foundIn(viewer, query, reading);
  let list = filtered(viewer, query, found)
    .leftJoin('users as u', 'u.id', 'c.sales_rep_id')
    .select(sql<Row>`${sql.raw(ROW)}`.as('row'))
    .select(sql<string>`${key}::text`.as('position'));
  if (query.status === 'backorder') list = list.where(HAS_OPEN_BACKORDER);
  else if (query.status) list = list.where('o.status', '=', query.status);
  if (updatedSince) list = list.where(changedWithin('o', updatedSince, await settledUntil(reading.queries)));
  if (after) {
    const comparison = direction === 'asc' ? sql`>` : sql`<`;
    const type = sql.raw(updatedSince ? 'timestamptz' : 'date');
    list = list.where(sql<boolean>`(${key}, o.id) ${comparison} (${after[0]}::${type}, ${after[1]}::bigint)`);
  }
  const ordered = list.orderBy(key, direction).orderBy('o.id', direction);
  const rows = await reading.queries.built(ordered.limit(query.limit + 1).compile());
  const { data, nextCursor } = toPage(
    rows,
    { limit: query.limit, cursor },
    ({ row, position }) => [position, row.id],
    ({ row }) => row,
  );
  const asked = { isAskedFor: query.withLines, keyOf: ({ id }: Row) => id, statement: LINES, queries: reading.queries };
  return { data: await withLines(data, asked), nextCursor };
}

/** How many orders stand in each status, by the filters of the list; more than 10,000 are answered as 10,001. */
export async function countOrders(
  viewer: Viewer,
  { query }: Request<'countOrders'>,
  reading: Reading,
): Promise<Answer<'countOrders'>> {
  const found = await foundIn(viewer, query, reading);
  const count = async (condition: ReturnType<typeof sql<boolean>>) => {
    const some = filtered(viewer, query, found)
      .where(condition)
      .select('o.id')
      .limit(COUNTED_TO + 1);
    const counted = builder.selectFrom(some.as('some')).select(sql<number>`count(*)::integer`.as('count'));
    const [row] = await reading.queries.built(counted.compile());
    return row?.count ?? 0;
  };
  const [all, backorder, ...byStatus] = await Promise.all([
    count(sql<boolean>`true`),
    count(HAS_OPEN_BACKORDER),
    ...ORDER_STATUSES.map((status) => count(sql<boolean>`o.status = ${status}`)),
  ]);
  const counts = Object.fromEntries(ORDER_STATUSES.map((status, index) => [status, byStatus[index] ?? 0]));
  return { all, backorder, ...(counts as Record<OrderStatus, number>) };
}

/** Whether something of order `o` is held. */
export const ON_HOLD = `exists (select from queue_lines q where q.order_id = o.id and q.on_hold and q.open > 0)`;

const COUNTED_TO = 10_000;

const HAS_OPEN_BACKORDER = sql<boolean>`exists (select from backorders b where b.order_id = o.id and b.outstanding > 0)`;

type Row = Omit<Answer<'listOrders'>['data'][number], 'lines'>;
type Filters = Partial<
  Omit<Request<'listOrders'>['query'], 'limit' | 'cursor' | 'sort' | 'status' | 'updatedSince' | 'withLines'>
>;

function foundIn(viewer: Viewer, { q }: Filters, { queries }: Reading): Promise<Found> | null {
  return q?.trim() ? findByText(viewer, queries, q) : null;
}

/** Text finds a number from its beginning, a customer or an item as everywhere, which are turned into ids first. */
function filtered(viewer: Viewer, filters: Filters, found: Found | null) {
  const onlyOf = readsOnlyCustomersOf(viewer);
  let query = builder.selectFrom('orders as o').innerJoin('customers as c', 'c.id', 'o.customer_id');
  if (onlyOf !== null) query = query.where('c.sales_rep_id', '=', onlyOf);
  if (filters.customerId) query = query.where('o.customer_id', '=', filters.customerId);
  if (filters.salesRepId) query = query.where('c.sales_rep_id', '=', filters.salesRepId);
  if (filters.warehouseId) query = query.where('o.warehouse_id', '=', filters.warehouseId);
  if (filters.orderedFrom) query = query.where('o.ordered_on', '>=', filters.orderedFrom);
  if (filters.orderedTo) query = query.where('o.ordered_on', '<=', filters.orderedTo);
  if (filters.isOnHold !== undefined) query = query.where(sql<boolean>`${sql.raw(ON_HOLD)} = ${filters.isOnHold}`);
  if (filters.number) query = query.where('o.number', '=', filters.number.toUpperCase());
  if (filters.customerReference)
    query = query.where(
      sql<boolean>`upper(o.customer_reference) collate "C" = ${filters.customerReference.toUpperCase()}`,
    );
  if (filters.externalId) query = query.where(sql<boolean>`o.external_id = ${filters.externalId}`);
  const sought = filters.q?.trim();
  if (sought && found) {
    const [from, before] = numbersFrom(sought, 'SO-');
    const [reference, behind] = textsFrom(sought.toUpperCase());
    query = query.where(
      sql<boolean>`((o.number collate "C" >= ${from} and o.number collate "C" < ${before}) or (upper(o.customer_reference) collate "C" >= ${reference} and upper(o.customer_reference) collate "C" < ${behind}) or o.customer_id = any(${found.customerIds}::bigint[])
        or exists (select from order_lines l where l.order_id = o.id and l.variant_id = any(${found.variantIds}::bigint[])))`,
    );
  }
  return query;
}

const ROW = `json_build_object('id', o.id::text, 'number', o.number, 'customerReference', o.customer_reference, 'externalId', o.external_id, 'status', o.status,
    'hasOpenBackorder', exists (select from backorders b where b.order_id = o.id and b.outstanding > 0),
    'isOnHold', ${ON_HOLD}, 'salesRepName', u.name,
    'customerId', c.id::text, 'customerName', c.name, 'orderedOn', o.ordered_on, 'requestedOn', o.requested_on,
    'updatedAt', instant(o.updated_at), 'ordered', o.ordered - o.taken_back, 'shipped', o.shipped,
    'orderedValue', money((select coalesce(sum(${valueOfPart(wantedQuantity())}), 0) from order_lines l where l.order_id = o.id), o.currency))`;

const LINES = `
  select l.order_id::text as key, json_agg(json_build_object('id', l.id::text, 'position', l.position, 'variantId', v.id::text,
      ${itemPairs()}, 'increaseOfId', l.increase_of_id::text, 'quantity', ${wantedQuantity()}, 'fulfilled', l.filled,
      'backordered', l.backordered - taken.on_backorders, 'cancelled', l.cancelled - (l.taken_back - taken.on_backorders),
      'outstanding', l.open, 'wanted', l.quantity - l.cancelled - taken.gone, 'allocated', coalesce(q.allocated, 0),
      'picked', coalesce(q.picked, 0), 'unitPrice', money(l.unit_price, o.currency),
      'orderedValue', money(${valueOfPart(wantedQuantity())}, o.currency)) order by l.position) as lines
  from order_lines l
  join orders o on o.id = l.order_id
  join variants v on v.id = l.variant_id
  left join queue_lines q on q.order_line_id = l.id and q.backorder_line_id is null
  cross join lateral (
    select coalesce(sum(b.taken_back), 0)::integer as on_backorders, coalesce(sum(b.cancelled + b.substituted), 0)::integer as gone
    from backorder_lines b where b.order_line_id = l.id) taken
  where l.order_id = any($1::bigint[])
  group by l.order_id`;
