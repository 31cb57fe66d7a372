import type { Refusal } from '#contract/errors.ts';
import type { Answer, Request } from '#contract/operations.ts';
import { itemOf, itemPairs } from '../catalog/item-words.ts';
import { isLate, rankOfRecord } from '../ledger/sql-words.ts';
import { orAlike } from '../platform/find-alike.ts';
import { listCursor, part } from '../platform/http/list-cursor.ts';
import { toPage } from '../platform/http/page.ts';
import { finds, soughtIn } from '../platform/read-list.ts';
import { readsOnlyCustomersOf, type Viewer } from '../platform/viewer.ts';
import { withLines } from '../platform/with-lines.ts';
import type { Reading } from '../platform/work.ts';

type Row = Omit<Answer<'listFulfillmentWork'>['data'][number], 'lines'>;
type Filters = Request<'countFulfillmentWork'>['query'];
type Tab = Request<'listFulfillmentWork'>['query']['tab'];

/**
 * The work of whoever fills. `ready`: orders and backorders that hold stock to pick, one row each, in rank order; what
 * ships only as a whole is among them when it holds everything, what is on hold is not. `picked` and `shipped`:
 * fulfillments on their way, the oldest first. `held`: what holds stock to pick and may not go, with why.
 */
export function listFulfillmentWork(
  viewer: Viewer,
  { query }: Request<'listFulfillmentWork'>,
  reading: Reading,
): Promise<Answer<'listFulfillmentWork'> | { refusal: Refusal }> {
  return orAlike({ viewer, queries: reading.queries, q: query.q, kinds: ['customer', 'variant'] }, (patterns) =>
    listThose(viewer, query, patterns, reading),
  );
}

async function listThose(
  viewer: Viewer,
  query: Request<'listFulfillmentWork'>['query'],
  patterns: string[] | null,
  reading: Reading,
): Promise<Answer<'listFulfillmentWork'> | { refusal: Refusal }> {
  const isReady = query.tab === 'ready' || query.tab === 'held';
  const cursor = listCursor(`listFulfillmentWork ${query.tab}`, ...(isReady ? RANK : [part.id]));
  const after = cursor.read(query.cursor);
  if (after && 'refusal' in after) return after;
  const rows = await reading.queries.rows<{ row: Row; position: string[] }>(LIST[query.tab], [
    ...filterValues(viewer, query, patterns, reading),
    reading.today,
    query.limit + 1,
    isReady ? after && JSON.stringify(after) : (after?.[0] ?? null),
  ]);
  const { data, nextCursor } = toPage(
    rows,
    { limit: query.limit, cursor },
    ({ position }) => position,
    ({ row }) => row,
  );
  const [keyOf, statement] = isReady ? [demandOf, LINES_TO_PICK] : [carrierOf, LINES_CARRIED];
  const asked = { isAskedFor: query.withLines, keyOf, statement, queries: reading.queries };
  return { data: await withLines(data, asked), nextCursor };
}

/** What a row of ready work stands for: an order by its id, a backorder by its id with a minus. */
const demandOf = ({ kind, id }: Row) => (kind === 'order' ? id : `-${id}`);
const carrierOf = ({ fulfillment }: Row) => fulfillment?.id ?? '';

/** How much there is of each, counted to 10,000; more is answered as 10,001. */
export async function countFulfillmentWork(
  viewer: Viewer,
  { query }: Request<'countFulfillmentWork'>,
  reading: Reading,
): Promise<Answer<'countFulfillmentWork'>> {
  const count = async (statement: string) =>
    (await reading.queries.row<{ count: number }>(statement, filterValues(viewer, query, soughtIn(query.q), reading)))
      .count;
  const [ready, picked, shipped, held] = await Promise.all([
    count(COUNT_READY),
    count(COUNT_UNDER_WAY.picked),
    count(COUNT_UNDER_WAY.shipped),
    count(COUNT_HELD),
  ]);
  return { ready, picked, shipped, held };
}

function filterValues(viewer: Viewer, filters: Filters, patterns: string[] | null, reading: Reading): unknown[] {
  return [
    readsOnlyCustomersOf(viewer),
    filters.warehouseId ?? null,
    filters.customerId ?? null,
    filters.kind ?? null,
    patterns,
    reading.settings.allocationPolicy,
  ];
}

/** The parts of a place in the list: rank, queue time, order, backorder. */
const RANK = [part.integer, part.integer, part.integer, part.wholeNumber, part.id, part.wholeNumber];

/** Whether the number of a record is what is searched for, with or without its letters. */
const hasNumber = (row: string) => finds(`' ' || replace(lower(${row}.number), '-', ' ')`, '$5');

/** Whether a record `o`, `b`, `c` with these variants is what is searched for. */
const isSought = (hasVariant: string) => `
  ($5::text[] is null or ${hasNumber('o')} or ${hasNumber('b')} or ${finds('c.search_text', '$5')}
    or exists (select from variants v where ${hasVariant} and ${finds('v.search_text', '$5')}))`;

const CAN_GO = `c.sale_hold <> 'no_sale'
      and not (held.ships_whole and exists (select from queue_lines w
        where w.order_id = held.order_id and w.backorder_id is not distinct from held.backorder_id and w.open > w.allocated))`;
const IS_HELD = `(held.on_hold or c.sale_hold = 'no_sale')`;

/** Why a row of \`page\` is held; what its customer may not have comes before what a person holds. */
const heldBecause = (isOnHold: string) => `case
    when page.sale_hold <> 'none' and not (page.sale_hold = 'cash_only' and ${isOnHold})
      then json_build_object('by', page.sale_hold, 'reason', page.sale_hold_reason)
    when ${isOnHold} then json_build_object('by', 'hold', 'reason', (select h.reason from holds h
      where h.released_at is null and h.order_id = page.order_id and (h.backorder_id is null or h.backorder_id = page.backorder_id)
      order by h.id desc limit 1)) end`;

// What has stock allocated is a small part of all demand, and has an index of its own.
const reserved = ({ isHeld }: { isHeld: boolean }) => `
  held as (
    select q.order_id, q.backorder_id, q.customer_id, q.warehouse_id,
      ${rankOfRecord('$6')},
      (extract(epoch from min(q.queued_at)) * 1000000)::bigint as queued_at,
      coalesce(q.backorder_id, 0) as place,
      sum(q.allocated - q.picked)::integer as quantity,
      array_agg(q.id) as queue_line_ids,
      array_agg(q.variant_id order by q.order_line_id) as variant_ids,
      bool_or(q.ship_complete) as ships_whole, bool_or(q.on_hold) as on_hold
    from queue_lines q
    where q.allocated > 0 and q.allocated > q.picked ${isHeld ? '' : 'and not q.on_hold'}
      and ($2::bigint is null or q.warehouse_id = $2) and ($3::bigint is null or q.customer_id = $3)
      and ($4::text is null or (q.backorder_id is null) = ($4 = 'order'))
    group by q.order_id, q.backorder_id, q.customer_id, q.warehouse_id),
  work as (
    select held.*, o.number as order_number, o.requested_on, b.number as backorder_number, b.promised_on, b.high_priority,
      c.name as customer_name, c.tier, c.sale_hold, c.sale_hold_reason
    from held
    join orders o on o.id = held.order_id
    join customers c on c.id = held.customer_id
    left join backorders b on b.id = held.backorder_id
    where ($1::bigint is null or c.sales_rep_id = $1) and ${isHeld ? IS_HELD : CAN_GO}
      and ${isSought('v.id = any(held.variant_ids)')})`;

const listReserved = (which: { isHeld: boolean }) => `
  with ${reserved(which)},
  page as (
    select * from work
    where $9::jsonb is null or (manual_rank, priority_rank, tier_rank, queued_at, order_id, place)
      > (($9 ->> 0)::integer, ($9 ->> 1)::integer, ($9 ->> 2)::integer, ($9 ->> 3)::bigint, ($9 ->> 4)::bigint, ($9 ->> 5)::bigint)
    order by manual_rank, priority_rank, tier_rank, queued_at, order_id, place limit $8)
  select json_build_object(
      'kind', case when page.backorder_id is null then 'order' else 'backorder' end,
      'id', coalesce(page.backorder_id, page.order_id)::text, 'number', coalesce(page.backorder_number, page.order_number),
      'orderId', page.order_id::text, 'orderNumber', page.order_number,
      'customerId', page.customer_id::text, 'customerName', page.customer_name, 'customerTier', page.tier,
      'warehouseId', page.warehouse_id::text, 'lineCount', cardinality(page.variant_ids), ${itemPairs()},
      'quantity', page.quantity,
      'unpicked', (select sum(w.open - w.picked) from queue_lines w
        where w.order_id = page.order_id and w.backorder_id is not distinct from page.backorder_id),
      'since', instant((select min(a.at) from allocations a
        where a.queue_line_id = any(page.queue_line_ids) and a.live > a.picked)),
      'requestedOn', page.requested_on, 'promisedOn', page.promised_on,
      'isLate', ${isLate('$7', 'page')},
      'highPriority', coalesce(page.high_priority, false), 'shipsWhole', page.ships_whole, 'held', ${heldBecause('page.on_hold')}, 'fulfillment', null) as row,
    array[manual_rank, priority_rank, tier_rank, queued_at, order_id, place]::text[] as position
  from page join variants v on v.id = page.variant_ids[1]
  order by manual_rank, priority_rank, tier_rank, queued_at, order_id, place`;

// The policy has no say in what is under way; its value is named so that all these statements take the same ones.
const underWay = (statuses: string) => `
  from fulfillments f
  join orders o on o.id = f.order_id
  join customers c on c.id = f.customer_id
  left join backorders b on b.id = f.backorder_id
  where f.status in (${statuses}) and $6::text is not null
    and ($1::bigint is null or c.sales_rep_id = $1)
    and ($2::bigint is null or f.warehouse_id = $2) and ($3::bigint is null or f.customer_id = $3)
    and ($4::text is null or (f.backorder_id is null) = ($4 = 'order'))
    and (${hasNumber('f')} or ${isSought('v.id in (select variant_id from fulfillment_lines l where l.fulfillment_id = f.id)')})`;

const STATUSES = { picked: "'picked', 'packed'", shipped: "'shipped'" } as const satisfies Record<
  Exclude<Tab, 'ready' | 'held'>,
  string
>;

const underWayList = (statuses: string) => `
  with page as (
    select f.*, o.number as order_number, o.requested_on, b.number as backorder_number, b.promised_on, b.high_priority,
      o.ship_policy, c.name as customer_name, c.tier, c.sale_hold, c.sale_hold_reason
    ${underWay(statuses)} and ($9::bigint is null or f.id > $9) order by f.id limit $8)
  select json_build_object(
      'kind', case when page.backorder_id is null then 'order' else 'backorder' end,
      'id', coalesce(page.backorder_id, page.order_id)::text, 'number', coalesce(page.backorder_number, page.order_number),
      'orderId', page.order_id::text, 'orderNumber', page.order_number,
      'customerId', page.customer_id::text, 'customerName', page.customer_name, 'customerTier', page.tier,
      'warehouseId', page.warehouse_id::text, 'lineCount', items.count, ${itemPairs('items')},
      'quantity', items.quantity, 'unpicked', (select coalesce(sum(w.open - w.picked), 0) from queue_lines w
        where w.order_id = page.order_id and w.backorder_id is not distinct from page.backorder_id),
      'since', instant(coalesce(page.shipped_at, page.packed_at, page.picked_at)),
      'requestedOn', page.requested_on, 'promisedOn', page.promised_on,
      'isLate', ${isLate('$7', 'page', 's')},
      'highPriority', coalesce(page.high_priority, false), 'shipsWhole', page.ship_policy = 'complete', 'held', ${heldBecause('false')},
      'fulfillment', json_build_object('id', page.id::text, 'number', page.number, 'status', page.status, 'carrier', s.carrier,
        'trackingNumber', s.tracking_number, 'estimatedDeliveryOn', s.estimated_delivery_on)) as row,
    array[page.id]::text[] as position
  from page
  left join shipments s on s.id = page.shipment_id
  cross join lateral (
    select ${itemOf()}, count(*) over ()::integer as count, sum(l.leaving) over ()::float8 as quantity
    from fulfillment_lines l join variants v on v.id = l.variant_id
    where l.fulfillment_id = page.id order by l.id limit 1) items
  order by page.id`;

const LIST: Record<Tab, string> = {
  ready: listReserved({ isHeld: false }),
  held: listReserved({ isHeld: true }),
  picked: underWayList(STATUSES.picked),
  shipped: underWayList(STATUSES.shipped),
};

const lines = (key: string, row: string, quantity: string) => `
  select (${key})::text as key, json_agg(json_build_object('orderLineId', ${row}.order_line_id::text,
      'backorderLineId', ${row}.backorder_line_id::text, 'variantId', v.id::text, ${itemPairs()},
      'quantity', ${quantity}) order by ${row}.id) as lines`;

const LINES_TO_PICK = `${lines('coalesce(-q.backorder_id, q.order_id)', 'q', 'q.allocated - q.picked')}
  from unnest($1::bigint[]) asked(key)
  join queue_lines q on case when asked.key < 0 then q.backorder_id = -asked.key
    else q.order_id = asked.key and q.backorder_id is null end
  join variants v on v.id = q.variant_id
  where q.allocated > q.picked and not q.on_hold
  group by 1`;

const LINES_CARRIED = `${lines('l.fulfillment_id', 'l', 'l.leaving')}
  from fulfillment_lines l
  join variants v on v.id = l.variant_id
  where l.fulfillment_id = any($1::bigint[])
  group by 1`;

const counted = (from: string) => `select count(*)::integer as count from (${from} limit 10001) counted`;
const countReserved = (which: { isHeld: boolean }) => `with ${reserved(which)} ${counted('select from work')}`;
const COUNT_READY = countReserved({ isHeld: false });
const COUNT_HELD = countReserved({ isHeld: true });
const COUNT_UNDER_WAY = {
  picked: counted(`select ${underWay(STATUSES.picked)}`),
  shipped: counted(`select ${underWay(STATUSES.shipped)}`),
};
