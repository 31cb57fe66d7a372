import { type Refusal, refuse } from '#contract/errors.ts';
import type { Answer, Request } from '#contract/operations.ts';
import { addDays } from '#domain/time/calendar.ts';
import { itemPairs } from '../catalog/item-words.ts';
import { openPurchaseOrders } from '../ledger/sql-words.ts';
import { orAlike } from '../platform/find-alike.ts';
import { listCursor, part } from '../platform/http/list-cursor.ts';
import { toPage } from '../platform/http/page.ts';
import { settledUntil } from '../platform/read-changes.ts';
import { finds } from '../platform/read-list.ts';
import type { Viewer } from '../platform/viewer.ts';
import type { Reading } from '../platform/work.ts';
import { readHistory } from '../records/history.ts';

type PurchaseOrder = Answer<'getPurchaseOrder'>;
type Listed = Answer<'listPurchaseOrders'>['data'][number];

/** One purchase order with its lines and receipts, or `not_found`. Every role reads all of them. */
export async function readPurchaseOrder(
  _viewer: Viewer,
  reading: Reading,
  purchaseOrderId: string,
): Promise<PurchaseOrder | { refusal: Refusal }> {
  const row = await reading.queries.first<{ record: PurchaseOrder }>(ONE, [reservableOn(reading), purchaseOrderId]);
  return row ? row.record : refuse('not_found');
}

/** Purchase orders, newest first, or by the next day something of them is expected, those without a day last; with `updatedSince` what changed, in the order of the changes. */
export function listPurchaseOrders(
  viewer: Viewer,
  { query }: Request<'listPurchaseOrders'>,
  reading: Reading,
): Promise<Answer<'listPurchaseOrders'> | { refusal: Refusal }> {
  return orAlike({ viewer, queries: reading.queries, q: query.q, kinds: ['supplier', 'variant'] }, (patterns) =>
    listThose(query, patterns, reading),
  );
}

async function listThose(
  query: Request<'listPurchaseOrders'>['query'],
  patterns: string[] | null,
  reading: Reading,
): Promise<Answer<'listPurchaseOrders'> | { refusal: Refusal }> {
  const { updatedSince } = query;
  const sort = updatedSince ? 'updatedAt' : query.sort;
  const cursor = listCursor(`listPurchaseOrders ${sort}`, POSITIONS[sort], part.id);
  const after = cursor.read(query.cursor);
  if (after && 'refusal' in after) return after;
  const rows = await reading.queries.rows<{ record: Listed; position: string }>(LIST[sort], [
    reservableOn(reading),
    reading.today,
    query.supplierId ?? null,
    query.variantId ?? null,
    query.warehouseId ?? null,
    query.status ?? null,
    patterns,
    after?.[0] ?? null,
    after?.[1] ?? null,
    query.limit + 1,
    query.number ?? null,
    query.externalId ?? null,
    ...(updatedSince ? [updatedSince, await settledUntil(reading.queries)] : []),
  ]);
  return toPage(
    rows,
    { limit: query.limit, cursor },
    ({ record, position }) => [position, record.id],
    ({ record }) => record,
  );
}

/** How many purchase orders each tab holds, counted to 10,000; more is answered as 10,001. */
export async function countPurchaseOrders(
  _viewer: Viewer,
  { query }: Request<'countPurchaseOrders'>,
  reading: Reading,
): Promise<Answer<'countPurchaseOrders'>> {
  const count = async (status: 'open' | 'late' | 'closed') =>
    (
      await reading.queries.row<{ count: number }>(COUNT, [
        reading.today,
        query.supplierId ?? null,
        query.warehouseId ?? null,
        status,
      ])
    ).count;
  const [open, late, closed] = await Promise.all([count('open'), count('late'), count('closed')]);
  return { open, late, closed };
}

/** The history of a purchase order, newest first. */
export async function readPurchaseOrderHistory(
  _viewer: Viewer,
  { params, query }: Request<'getPurchaseOrderHistory'>,
  reading: Reading,
): Promise<Answer<'getPurchaseOrderHistory'> | { refusal: Refusal }> {
  const found = await reading.queries.first('select from purchase_orders where id = $1', [params.id]);
  return found ? readHistory(reading.queries, { purchaseOrderId: params.id }, query) : refuse('not_found');
}

/** The last requested day for which stock may be allocated today. */
function reservableOn({ today, settings }: Reading): string {
  return addDays(today, settings.reserveAheadDays);
}

const RECORD = `json_build_object(
  'id', p.id::text, 'number', p.number,
  'status', case when p.closed_at is not null then 'closed' when lines.remaining = 0 then 'received'
    when lines.received > 0 then 'partially_received' else 'open' end,
  'supplierId', s.id::text, 'supplierName', s.name, 'warehouseId', p.warehouse_id::text, 'orderedOn', p.ordered_on,
  'notes', p.notes, 'externalId', p.external_id, 'createdAt', instant(p.created_at), 'createdBy', p.created_by, 'closedAt', instant(p.closed_at), 'confirmedOn', p.confirmed_on,
  'supplierReference', p.supplier_reference,
  'expectedOn', lines.expected_on, 'remaining', lines.remaining,
  'spokenFor', asked.units, 'waitingCustomers', asked.customers,
  'lines', lines.lines,
  'receipts', coalesce((select json_agg(json_build_object('id', r.id::text, 'number', r.number, 'receivedAt', instant(r.received_at),
    'receivedBy', r.received_by, 'quantity', (select sum(quantity) from receipt_lines where receipt_id = r.id),
    'damaged', (select sum(damaged) from receipt_lines where receipt_id = r.id),
    'reversedAt', instant(x.reversed_at), 'reversedBy', x.reversed_by) order by r.id)
    from receipts r left join receipt_reversals x on x.receipt_id = r.id where r.purchase_order_id = p.id), '[]'),
  'updatedAt', instant(p.updated_at), 'version', p.version) as record`;

const MAY_BE_SERVED = `q.warehouse_id = p.warehouse_id and q.open > q.allocated and not q.on_hold
        and (q.requested_on is null or q.requested_on <= $1::date)`;

/** What is still to come of a purchase-order line `l` in parts, the earliest first; none where it comes on one day. */
export const PARTS = `
  coalesce((select json_agg(json_build_object('quantity', a.quantity, 'expectedOn', a.expected_on) order by a.expected_on)
    from arriving_parts a where a.id = l.id and exists (select from purchase_order_deliveries d where d.purchase_order_line_id = l.id)), '[]')`;

/** Joins to a purchase order `p` its supplier, its lines, and who waits for what is to come. */
const DETAILS = `
  join suppliers s on s.id = p.supplier_id
  cross join lateral (
    select sum(l.remaining) as remaining, sum(l.received) as received, min(l.expected_on) filter (where l.remaining > 0) as expected_on,
      json_agg(json_build_object('id', l.id::text, 'position', l.position, 'variantId', v.id::text, ${itemPairs()}, 'upc', v.upc,
        'quantity', l.quantity, 'received', l.received,
        'damaged', (select coalesce(sum(r.damaged), 0) from receipt_lines r where r.purchase_order_line_id = l.id
          and not exists (select from receipt_reversals x where x.receipt_id = r.receipt_id)), 'remaining', l.remaining, 'closed', l.closed,
        'expectedOn', l.expected_on,
        'deliveries', ${PARTS},
        'firstExpectedOn', (select expected_on from supply_date_changes d where d.purchase_order_line_id = l.id order by d.id limit 1))
        order by l.position) as lines
    from purchase_order_lines l join variants v on v.id = l.variant_id where l.purchase_order_id = p.id) lines
  cross join lateral (
    with by_variant as (
      select l.variant_id, least(sum(l.remaining), greatest(0, (
          select coalesce(sum(q.waiting), 0) from queue_lines q where q.variant_id = l.variant_id and ${MAY_BE_SERVED})
        - (select coalesce(sum(f.available), 0) from stock_levels f
          where f.variant_id = l.variant_id and f.warehouse_id = p.warehouse_id))) as units
      from purchase_order_lines l where l.purchase_order_id = p.id and l.remaining > 0 group by l.variant_id)
    select coalesce(sum(units), 0)::float8 as units,
      (select count(distinct q.customer_id)::integer from by_variant v join queue_lines q on q.variant_id = v.variant_id
        where v.units > 0 and ${MAY_BE_SERVED}) as customers
    from by_variant) asked`;

const ONE = `select ${RECORD} from purchase_orders p ${DETAILS} where p.id = $2`;

const isOf = (status: string) => `
  (${status}::text is null or case ${status}
    when 'open' then open.purchase_order_id is not null
    when 'late' then coalesce(open.is_late, false)
    else open.purchase_order_id is null end)`;

const list = (position: string, isAfter: string, order: string, within = 'true') => `
  with page as (
    select p.*, ${position} as position
    from purchase_orders p
    join suppliers s on s.id = p.supplier_id
    left join ${openPurchaseOrders('$2')} open on open.purchase_order_id = p.id
    where ($3::bigint is null or p.supplier_id = $3)
      and ($4::bigint is null or exists (select from purchase_order_lines x where x.purchase_order_id = p.id and x.variant_id = $4))
      and ($5::bigint is null or p.warehouse_id = $5)
      and ${isOf('$6')}
      and ($7::text[] is null or ${finds("' ' || replace(lower(p.number), '-', ' ')", '$7')} or ${finds('s.search_text', '$7')} or exists (
        select from purchase_order_lines x join variants v on v.id = x.variant_id
        where x.purchase_order_id = p.id and ${finds('v.search_text', '$7')}))
      and ($11::text is null or p.number = upper($11)) and ($12::text is null or p.external_id = $12)
      and ${within} and ($8::text is null or ${isAfter})
    order by ${order} limit $10)
  select ${RECORD}, p.position from page p ${DETAILS} order by ${order.replaceAll('open.expected_on', 'lines.expected_on')}`;

const BY_DAY = "coalesce(open.expected_on, '9999-12-31')";
const LIST = {
  '-orderedOn': list("''::text", 'p.id < $9::bigint', 'p.id desc'),
  expectedOn: list(`${BY_DAY}::text`, `(${BY_DAY}, p.id) > ($8::date, $9::bigint)`, `${BY_DAY}, p.id`),
  updatedAt: list(
    'p.updated_at::text',
    '(p.updated_at, p.id) > ($8::timestamptz, $9::bigint)',
    'p.updated_at, p.id',
    'p.updated_at >= $13::timestamptz and p.updated_at < $14::timestamptz',
  ),
} as const;
const POSITIONS = { '-orderedOn': part.text, expectedOn: part.day, updatedAt: part.instant } as const;

const COUNT = `
  select count(*)::integer as count from (
    select from purchase_orders p left join ${openPurchaseOrders('$1')} open on open.purchase_order_id = p.id
    where ($2::bigint is null or p.supplier_id = $2) and ($3::bigint is null or p.warehouse_id = $3) and ${isOf('$4')}
    limit 10001) counted`;
