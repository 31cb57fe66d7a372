import { type Refusal, refuse } from '#contract/errors.ts';
import type { Answer, Request } from '#contract/operations.ts';
import type { Order } from '#contract/orders.ts';
import { type ShortageRule, shortageRule } from '#domain/fulfillment/shortage.ts';
import { orderFacts } from '#domain/orders/order-status.ts';
import { readFulfillmentsOfOrder } from '../fulfillment/queries.ts';
import { readCursor, toPage } from '../platform/http/page.ts';
import { readsOnlyCustomersOf, type Viewer } from '../platform/viewer.ts';
import type { Reading } from '../platform/work.ts';
import { readHistory } from '../records/history.ts';

/** One order with its lines, backorders and fulfillments, or `not_found`. */
export async function readOrder(
  viewer: Viewer,
  reading: Reading,
  orderId: string,
): Promise<Order | { refusal: Refusal }> {
  const [row, fulfillments] = await Promise.all([
    reading.queries.first<OrderRow>(ONE, [orderId, readsOnlyCustomersOf(viewer)]),
    readFulfillmentsOfOrder(reading, orderId),
  ]);
  if (!row) return refuse('not_found');
  const { order, isConfirmed, isCancelled } = row;
  const facts = orderFacts({
    isConfirmed,
    isCancelled,
    ordered: order.ordered,
    shipped: order.shipped,
    delivered: order.delivered,
    cancelled: order.cancelled,
    outstandingOnBackorders: row.outstanding,
  });
  const { backorderCreation, updatedAt, updatedBy } = reading.settings;
  return {
    ...order,
    ...facts,
    lines: order.lines.map((line) => toLine(line, isConfirmed && !isCancelled, backorderCreation === 'never')),
    fulfillments,
    backorderCreation: { setting: backorderCreation, since: updatedAt, by: updatedBy },
  };
}

/** Orders, newest first unless asked otherwise. */
export async function listOrders(
  viewer: Viewer,
  { query }: Request<'listOrders'>,
  reading: Reading,
): Promise<Answer<'listOrders'> | { refusal: Refusal }> {
  const after = readCursor(query.cursor, 2);
  if (after && 'refusal' in after) return after;
  const rows = await reading.queries.rows<{ row: Answer<'listOrders'>['data'][number] }>(
    query.sort === 'orderedOn' ? OLDEST_FIRST : NEWEST_FIRST,
    [
      readsOnlyCustomersOf(viewer),
      query.status === 'backorder' ? null : (query.status ?? null),
      query.status === 'backorder',
      query.customerId ?? null,
      query.q ? `${query.q.replace(/[\\%_]/g, '\\$&')}%` : null,
      after?.[0] ?? null,
      after?.[1] ?? null,
      query.limit + 1,
    ],
  );
  return toPage(
    rows,
    query.limit,
    ({ row }) => [row.orderedOn, row.id],
    ({ row }) => row,
  );
}

/** The history of an order and its backorders, newest first. */
export async function readOrderHistory(
  viewer: Viewer,
  { params, query }: Request<'getOrderHistory'>,
  reading: Reading,
): Promise<Answer<'getOrderHistory'> | { refusal: Refusal }> {
  const isReadable = await isVisible(viewer, reading, params.id);
  return isReadable ? readHistory(reading.queries, { orderId: params.id }, query) : refuse('not_found');
}

/** Whether there is such an order and the viewer may read it. */
export async function isVisible(viewer: Viewer, reading: Reading, orderId: string): Promise<boolean> {
  const found = await reading.queries.first(
    'select from orders o join customers c on c.id = o.customer_id where o.id = $1 and ($2::bigint is null or c.sales_rep_id = $2)',
    [orderId, readsOnlyCustomersOf(viewer)],
  );
  return found !== null;
}

type LineRow = Omit<Order['lines'][number], 'shortage' | 'shortageBecause'> & {
  isOnHold: boolean;
  rules: {
    line: ShortageRule | null;
    variant: ShortageRule | null;
    customer: ShortageRule | null;
    discontinued: boolean;
  };
};

type OrderRow = {
  order: Omit<Order, 'hasOpenBackorder' | 'restCancelled' | 'fulfillments' | 'backorderCreation' | 'lines'> & {
    lines: LineRow[];
  };
  isConfirmed: boolean;
  isCancelled: boolean;
  outstanding: number;
};

/** A shortage without a backorder, and why there is none; nothing on a draft or a cancelled order. */
function toLine(
  { isOnHold, rules, ...line }: LineRow,
  isLive: boolean,
  isCreationOff: boolean,
): Order['lines'][number] {
  const shortage = isLive ? line.open - line.allocated : 0;
  if (shortage === 0) return { ...line, shortage, shortageBecause: null };
  const rule = shortageRule(rules);
  const because = isOnHold
    ? 'on_hold'
    : rule === 'ask'
      ? 'rule_ask'
      : rule === 'cancel_shortage'
        ? 'rule_cancel'
        : isCreationOff
          ? 'creation_off'
          : 'nothing_marked_short';
  return { ...line, shortage, shortageBecause: because };
}

const LINE = `json_build_object(
  'id', l.id::text, 'position', l.position, 'variantId', v.id::text, 'sku', v.sku, 'upc', v.upc, 'name', v.name,
  'description', v.description, 'unitsPerCase', v.units_per_case, 'orderMultiple', v.order_multiple,
  'quantity', l.quantity, 'filled', l.filled, 'backordered', l.backordered, 'cancelled', l.cancelled, 'delivered', l.delivered,
  'open', l.open, 'allocated', coalesce(q.allocated, 0), 'picked', coalesce(q.picked, 0), 'available', coalesce(s.available, 0),
  'unitPrice', money(l.unit_price, o.currency), 'dealName', l.deal_name, 'dealAmount', money(l.deal_amount, o.currency),
  'value', money(l.value, o.currency), 'isOnHold', coalesce(q.on_hold, false),
  'rules', json_build_object('line', l.shortage_rule, 'variant', v.shortage_rule, 'customer', c.shortage_rule, 'discontinued', v.discontinued))`;

const ONE = `
  select o.confirmed_at is not null as "isConfirmed", o.cancelled_at is not null as "isCancelled",
    (select coalesce(sum(b.outstanding), 0)::integer from backorders b where b.order_id = o.id) as outstanding,
    json_build_object(
      'id', o.id::text, 'number', o.number, 'status', o.status,
      'customerId', c.id::text,
      'customer', json_build_object('id', c.id::text, 'accountNumber', c.account_number, 'name', c.name, 'email', c.email, 'phone', c.phone, 'tier', c.tier),
      'warehouseId', o.warehouse_id::text, 'salesRepId', u.id::text, 'salesRepName', u.name,
      'orderedOn', o.ordered_on, 'requestedOn', o.requested_on, 'shipPolicy', o.ship_policy, 'terms', o.terms,
      'deliveryAddress', o.delivery_address, 'notes', o.notes,
      'confirmedAt', instant(o.confirmed_at), 'cancelledAt', instant(o.cancelled_at), 'createdAt', instant(o.created_at), 'createdBy', o.created_by,
      'value', money((select coalesce(sum(value), 0) from order_lines where order_id = o.id), o.currency),
      'ordered', o.ordered, 'shipped', o.shipped, 'delivered', o.delivered, 'cancelled', o.cancelled,
      'lines', coalesce((select json_agg(${LINE} order by l.position)
        from order_lines l
        join variants v on v.id = l.variant_id
        left join queue_lines q on q.order_line_id = l.id and q.backorder_line_id is null
        left join stock_levels s on s.variant_id = l.variant_id and s.warehouse_id = o.warehouse_id
        where l.order_id = o.id), '[]'),
      'backorders', coalesce((select json_agg(json_build_object('id', b.id::text, 'number', b.number, 'status', b.status,
        'quantity', b.quantity, 'outstanding', b.outstanding, 'promisedOn', b.promised_on) order by b.id)
        from backorders b where b.order_id = o.id), '[]'),
      'version', o.version) as "order"
  from orders o
  join customers c on c.id = o.customer_id
  left join users u on u.id = o.sales_rep_id
  where o.id = $1 and ($2::bigint is null or c.sales_rep_id = $2)`;

const list = (comparison: '<' | '>', direction: 'desc' | 'asc') => `
  select json_build_object('id', o.id::text, 'number', o.number, 'status', o.status,
    'hasOpenBackorder', exists (select from backorders b where b.order_id = o.id and b.outstanding > 0),
    'customerId', c.id::text, 'customerName', c.name, 'orderedOn', o.ordered_on, 'requestedOn', o.requested_on,
    'ordered', o.ordered, 'shipped', o.shipped,
    'value', money((select coalesce(sum(value), 0) from order_lines where order_id = o.id), o.currency)) as row
  from orders o join customers c on c.id = o.customer_id
  where ($1::bigint is null or c.sales_rep_id = $1)
    and ($2::text is null or o.status = $2)
    and (not $3 or exists (select from backorders b where b.order_id = o.id and b.outstanding > 0))
    and ($4::bigint is null or o.customer_id = $4)
    and ($5::text is null or o.number ilike $5 or c.name ilike $5 or c.account_number ilike $5)
    and ($6::date is null or (o.ordered_on, o.id) ${comparison} ($6, $7::bigint))
  order by o.ordered_on ${direction}, o.id ${direction} limit $8`;
const NEWEST_FIRST = list('<', 'desc');
const OLDEST_FIRST = list('>', 'asc');
