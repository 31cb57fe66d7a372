import { type Refusal, refuse } from '#contract/errors.ts';
import type { Answer, Request } from '#contract/operations.ts';
import type { Order } from '#contract/orders/order.ts';
import { exclusion } from '#domain/allocation/waiting-line.ts';
import { type ShortageRule, shortageRule } from '#domain/fulfillment/shortage.ts';
import type { Deal } from '#domain/orders/deal.ts';
import { orderFacts } from '#domain/orders/order-status.ts';
import { isPastShipBy } from '#domain/orders/ship-by.ts';
import { total } from '#domain/quantity.ts';
import { itemPairs } from '../catalog/item-words.ts';
import { readFulfillmentsOfOrder } from '../fulfillment/queries.ts';
import { openHolds } from '../holds/queries.ts';
import { ownTerms, valueOfPart, wantedQuantity } from '../ledger/sql-words.ts';
import { chooseDeal } from '../orders/price-line.ts';
import { readDealsOfOrder } from '../orders/read-deals.ts';
import { readsOnlyCustomersOf, type Viewer } from '../platform/viewer.ts';
import type { Reading } from '../platform/work.ts';
import { readHistory } from '../records/history.ts';
import { isOrderVisible } from '../records/is-visible.ts';
import { ON_HOLD } from './orders.ts';

/** One order with its lines, backorders and fulfillments, or `not_found`. */
export async function readOrder(
  viewer: Viewer,
  reading: Reading,
  orderId: string,
): Promise<Order | { refusal: Refusal }> {
  const [row, fulfillments, creationSet] = await Promise.all([
    reading.queries.first<OrderRow>(ONE, [orderId, readsOnlyCustomersOf(viewer)]),
    readFulfillmentsOfOrder(reading, orderId),
    reading.queries.first<{ since: string; by: string }>(CREATION_SET),
  ]);
  if (!row) return refuse('not_found');
  const { order, isConfirmed, isCancelled } = row;
  const isDraft = !isConfirmed && !isCancelled;
  const deals = isDraft ? await readDealsOfOrder(reading.queries, order.id, reading.today) : [];
  const { backorderCreation } = reading.settings;
  const on = { today: reading.today, reserveAheadDays: reading.settings.reserveAheadDays };
  const line = {
    isLive: isConfirmed && !isCancelled,
    isCreationOff: backorderCreation === 'never',
    shipsWhole: order.shipPolicy === 'complete',
    isWantedLater: exclusion({ isOnHold: false, requestedOn: order.requestedOn }, on) === 'not_before',
    today: reading.today,
  };
  return {
    ...order,
    ...orderFacts({ ...order, isConfirmed, isCancelled, outstandingOnBackorders: row.outstanding }),
    lines: order.lines.map(({ productId, ...stored }) => ({
      ...toLine(stored, line),
      dealToCome: isDraft ? dealToCome(deals, { ...stored, productId }, order.customerId, reading.today) : null,
    })),
    fulfillments,
    backorderCreation: { setting: backorderCreation, since: creationSet?.since ?? null, by: creationSet?.by ?? null },
  };
}

/** The history of an order and its backorders, newest first. */
export async function readOrderHistory(
  viewer: Viewer,
  { params, query }: Request<'getOrderHistory'>,
  reading: Reading,
): Promise<Answer<'getOrderHistory'> | { refusal: Refusal }> {
  const isReadable = await isOrderVisible(viewer, reading, params.id);
  return isReadable ? readHistory(reading.queries, { orderId: params.id }, query) : refuse('not_found');
}

type LineRow = Omit<
  Order['lines'][number],
  'wanted' | 'shortage' | 'shortageBecause' | 'appliedShortageRule' | 'isPastShipBy' | 'dealToCome'
> & {
  isOnHold: boolean;
  productId: string;
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

/** The deal a draft line would get now; none beside a deal of its own. */
function dealToCome(
  deals: readonly Deal[],
  line: Pick<LineRow, 'variantId' | 'productId' | 'quantity' | 'unitPrice' | 'dealName'>,
  customerId: string,
  today: string,
): Order['lines'][number]['dealToCome'] {
  if (line.dealName !== null) return null;
  const { amount: unitPrice, currency } = line.unitPrice;
  const chosen = chooseDeal(deals, { ...line, unitPrice }, { customerId, today });
  if (!chosen?.dealId || !chosen.dealName) return null;
  return { id: chosen.dealId, name: chosen.dealName, amount: { amount: chosen.dealAmount, currency } };
}

/**
 * A shortage without a backorder, and why there is none, and whether a day to ship by has passed; neither on a draft or
 * a cancelled order.
 */
function toLine(
  { isOnHold, rules, ...asked }: Omit<LineRow, 'productId'>,
  { isLive, today, ...order }: OfOrder,
): Omit<Order['lines'][number], 'dealToCome'> {
  const rule = shortageRule(rules);
  const gone = total(asked.onBackorders, ({ cancelled, substituted }) => cancelled + substituted);
  const line = { ...asked, wanted: asked.quantity - asked.cancelled - gone, appliedShortageRule: rule };
  const toShip = isLive ? line.outstanding + total(line.onBackorders, ({ outstanding }) => outstanding) : 0;
  const isPast = isPastShipBy({ ...line, toShip }, today);
  const shortage = isLive ? line.outstanding - line.allocated : 0;
  if (shortage === 0) return { ...line, isPastShipBy: isPast, shortage, shortageBecause: null };
  return { ...line, isPastShipBy: isPast, shortage, shortageBecause: isOnHold ? 'on_hold' : whyNone(line, order) };
}

type OfOrder = { isLive: boolean; isCreationOff: boolean; shipsWhole: boolean; isWantedLater: boolean; today: string };

/** Why what is short of a line became no backorder, nobody holding it. */
function whyNone(
  line: Pick<Order['lines'][number], 'appliedShortageRule' | 'fulfilled' | 'picked'>,
  { isCreationOff, shipsWhole, isWantedLater }: Omit<OfOrder, 'isLive' | 'today'>,
): Order['lines'][number]['shortageBecause'] {
  if (line.appliedShortageRule === 'ask') return 'rule_ask';
  if (line.appliedShortageRule === 'cancel_shortage') return 'rule_cancel';
  if (isCreationOff) return 'creation_off';
  if (line.fulfilled + line.picked > 0) return 'nothing_marked_short';
  if (shipsWhole) return 'ships_whole';
  return isWantedLater ? 'not_before' : 'not_picked_yet';
}

/** Who last set when shortages become backorders: not whoever changed another rule since. */
const CREATION_SET = `
  select instant(e.at) as since, e.actor as by from audit_events e
  where e.record_type = 'settings' and e.changes ? 'backorderCreation' order by e.id desc limit 1`;

/** What of the allocations of a queue line only a person moves. */
const firmOf = (line: string) => `coalesce((select sum(a.live - a.picked)::integer from allocations a
    where a.queue_line_id = ${line}.id and a.live > 0 and a.firmness = 'firm'), 0)`;

const LINE = `json_build_object(
  'id', l.id::text, 'position', l.position, 'variantId', v.id::text, ${itemPairs()}, 'upc', v.upc,
  'description', v.description, 'orderMultiple', coalesce(q.order_multiple, v.order_multiple),
  'productId', v.product_id::text, 'increaseOfId', l.increase_of_id::text,
  'replacesReturn', (select json_build_object('id', r.id::text, 'number', r.number) from return_lines rl join returns r on r.id = rl.return_id where rl.id = l.return_line_id),
  'quantity', ${wantedQuantity()}, 'fulfilled', l.filled, 'backordered', l.backordered - taken.on_backorders,
  'cancelled', l.cancelled - (l.taken_back - taken.on_backorders), 'takenBack', l.taken_back, 'delivered', l.delivered,
  'outstanding', l.open, 'allocated', coalesce(q.allocated, 0), 'picked', coalesce(q.picked, 0), 'firm', ${firmOf('q')}, 'available', coalesce(s.available, 0),
  'unitPrice', money(l.unit_price, o.currency), 'priceReason', l.price_reason, 'priceValidUntil', l.price_valid_until,
  'priceReleasedAt', instant(l.price_released_at), 'dealName', l.deal_name, 'dealAmount', money(l.deal_amount, o.currency), 'dealKind', l.deal_kind,
  'orderedValue', money(${valueOfPart(wantedQuantity())}, o.currency), 'shortageRule', l.shortage_rule, 'cancelIfNotShippedBy', l.cancel_if_not_shipped_by,
  'doubleDemand', l.double_demand,
  'alsoWaitsOn', (select json_build_object('backorderId', h.id::text, 'number', h.number, 'backorders', d.backorders,
      'outstanding', d.outstanding, 'decision', d.decision, 'wasAsked', d.was_asked)
    from double_demands d join backorder_lines b on b.id = d.oldest_backorder_line_id join backorders h on h.id = b.backorder_id
    where d.order_line_id = l.id),
  'onBackorders', coalesce((select json_agg(json_build_object('backorderId', h.id::text, 'backorderLineId', b.id::text, 'number', h.number,
      'quantity', b.quantity - b.taken_back, 'fulfilled', b.fulfilled, 'cancelled', b.cancelled - b.taken_back, 'substituted', b.substituted,
      'outstanding', b.outstanding, 'allocated', w.allocated, 'picked', w.picked,
      'firm', ${firmOf('w')}) order by b.id)
    from backorder_lines b join backorders h on h.id = b.backorder_id join queue_lines w on w.backorder_line_id = b.id
    where b.order_line_id = l.id), '[]'), 'isOnHold', coalesce(q.on_hold, false),
  'rules', json_build_object('line', l.shortage_rule, 'variant', v.shortage_rule, 'customer', c.shortage_rule, 'discontinued', v.discontinued))`;

/** What is sent in place of what was ordered, with the order at the other end. */
const substitutes = (condition: string, other: 'made' | 'original') => `coalesce((
  select json_agg(json_build_object('substitutionId', s.id::text, 'backorderId', b.id::text, 'backorderNumber', b.number,
    'orderId', ${other}.id::text, 'orderNumber', ${other}.number, 'quantity', a.quantity,
    'ordered', json_build_object(${itemPairs('old')}), 'sent', json_build_object(${itemPairs('new')})) order by a.id)
  from substitution_acceptances a
  join substitutions s on s.id = a.substitution_id
  join backorders b on b.id = s.backorder_id
  join orders original on original.id = s.order_id
  join orders made on made.id = a.order_id
  join backorder_lines bl on bl.id = a.backorder_line_id
  join variants old on old.id = bl.variant_id
  join variants new on new.id = a.variant_id
  where ${condition}), '[]')`;

const ONE = `
  select o.confirmed_at is not null as "isConfirmed", o.cancelled_at is not null as "isCancelled",
    (select coalesce(sum(b.outstanding), 0)::integer from backorders b where b.order_id = o.id) as outstanding,
    json_build_object(
      'id', o.id::text, 'number', o.number, 'status', o.status,
      'customerId', c.id::text,
      'customer', json_build_object('id', c.id::text, 'accountNumber', c.account_number, 'name', c.name, 'email', c.email, 'phone', c.phone, 'tier', c.tier,
        'saleHold', c.sale_hold, 'saleHoldReason', c.sale_hold_reason),
      'warehouseId', o.warehouse_id::text, 'salesRepId', u.id::text, 'salesRepName', u.name,
      'orderedOn', o.ordered_on, 'requestedOn', o.requested_on, 'shipPolicy', o.ship_policy, 'terms', o.terms,
      'deliveryAddress', o.delivery_address, 'notes', o.notes, 'customerReference', o.customer_reference, 'externalId', o.external_id,
      'confirmedAt', instant(o.confirmed_at), 'cancelledAt', instant(o.cancelled_at), 'createdAt', instant(o.created_at), 'createdBy', o.created_by,
      'orderedValue', money((select coalesce(sum(${valueOfPart(wantedQuantity())}), 0) from order_lines l where l.order_id = o.id), o.currency),
      'invoiceRule', case when o.confirmed_at is null then (select s.invoice_rule from settings s) else o.invoice_rule end,
      'ordered', o.ordered - o.taken_back, 'shipped', o.shipped, 'delivered', o.delivered, 'cancelled', o.cancelled - o.taken_back,
      'takenBack', o.taken_back,
      'lines', coalesce((select json_agg(${LINE} order by l.position)
        from order_lines l
        join variants v on v.id = l.variant_id
        left join queue_lines q on q.order_line_id = l.id and q.backorder_line_id is null
        left join stock_levels s on s.variant_id = l.variant_id and s.warehouse_id = o.warehouse_id
        cross join lateral (
          select coalesce(sum(b.taken_back), 0)::integer as on_backorders from backorder_lines b where b.order_line_id = l.id) taken
        where l.order_id = o.id), '[]'),
      'backorders', coalesce((select json_agg(json_build_object('id', b.id::text, 'number', b.number, 'status', b.status,
        'quantity', b.quantity - b.taken_back, 'outstanding', b.outstanding, 'promisedOn', b.promised_on, 'ownTerms', ${ownTerms()}) order by b.id)
        from backorders b where b.order_id = o.id), '[]'),
      'substitutes', ${substitutes('s.order_id = o.id', 'made')},
      'standsInFor', ${substitutes('a.order_id = o.id', 'original')} -> 0,
      'holds', ${openHolds('o.id', 'null')},
      'isOnHold', ${ON_HOLD},
      'putBackTasks', coalesce((select json_agg(json_build_object('id', t.id::text, 'fulfillmentNumber', f.number,
          'backorderNumber', b.number, 'lot', fl.lot, ${itemPairs()}, 'quantity', t.quantity) order by t.id)
        from put_back_tasks t join order_lines l on l.id = t.order_line_id join variants v on v.id = t.variant_id
        join fulfillment_lines fl on fl.id = t.fulfillment_line_id join fulfillments f on f.id = fl.fulfillment_id
        left join backorders b on b.id = f.backorder_id
        where l.order_id = o.id and t.done_at is null), '[]'),
      'version', o.version) as "order"
  from orders o
  join customers c on c.id = o.customer_id
  left join users u on u.id = c.sales_rep_id
  where o.id = $1 and ($2::bigint is null or c.sales_rep_id = $2)`;
