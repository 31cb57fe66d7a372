import type { Backorder } from '#contract/backorders/backorder.ts';
import { type Refusal, refuse } from '#contract/errors.ts';
import type { Answer, Request } from '#contract/operations.ts';
import { ageInDays } from '#domain/backorders/backorder-age.ts';
import { backorderFacts, readyQuantity } from '#domain/backorders/backorder-status.ts';
import { backorderOutlook, type LineOutlook } from '#domain/backorders/outlook.ts';
import { shortageRule } from '#domain/fulfillment/shortage.ts';
import { isPastShipBy } from '#domain/orders/ship-by.ts';
import { total } from '#domain/quantity.ts';
import { coverageOf } from '../allocation/coverage-of.ts';
import { type DecidedQueues, decideQueues, projectQueues, type Queue, readQueues } from '../allocation/read-queue.ts';
import { itemPairs } from '../catalog/item-words.ts';
import { readFulfillmentsOfBackorder } from '../fulfillment/queries.ts';
import { openHolds } from '../holds/queries.ts';
import { ownTerms, valueOfPart, wantedQuantity } from '../ledger/sql-words.ts';
import { listCursor, part } from '../platform/http/list-cursor.ts';
import { toPage } from '../platform/http/page.ts';
import { readsOnlyCustomersOf, type Viewer } from '../platform/viewer.ts';
import type { Reading } from '../platform/work.ts';
import { readLikelyOfLines } from '../purchasing/likely-of-lines.ts';
import { readHistory } from '../records/history.ts';
import { isBackorderVisible } from '../records/is-visible.ts';
import { readOpenSubstitutions } from '../substitutions/queries.ts';

/** One backorder with its lines, what covers them and when, promises and fulfillments, or `not_found`. */
export async function readBackorder(
  viewer: Viewer,
  reading: Reading,
  backorderId: string,
): Promise<Backorder | { refusal: Refusal }> {
  const row = await reading.queries.first<{ backorder: StoredBackorder }>(ONE, [
    backorderId,
    readsOnlyCustomersOf(viewer),
  ]);
  if (!row) return refuse('not_found');
  const { backorder } = row;
  const [lines, promises, fulfillments, proposed] = await Promise.all([
    readCoveredLines(reading, backorder),
    reading.queries.rows<PromiseRow>(PROMISES, [backorderId]),
    readFulfillmentsOfBackorder(reading, backorderId),
    readOpenSubstitutions(reading.queries, [backorderId]),
  ]);
  return {
    ...backorder,
    ...factsOf(reading, backorder, lines, proposed.length > 0),
    ageDays: ageInDays(backorder.createdOn, reading.today),
    lines,
    promises: promises.map(toPromise),
    fulfillments,
  };
}

async function readCoveredLines(reading: Reading, { warehouseId, lines }: StoredBackorder): Promise<Line[]> {
  const variantIds = lines.map(({ variantId }) => variantId);
  const queues = await readQueues(reading, warehouseId, variantIds);
  const decided = await decideQueues(reading, warehouseId, queues);
  const known = { decided, shipping: projectQueues(reading, queues.values()) };
  const covered = lines.map((line) => withCoverage(reading, line, queues.get(line.variantId), known));
  const ranges = await readLikelyOfLines(reading, warehouseId, covered);
  const place = new Map(lines.map(({ queueLineId }, index) => [queueLineId, index]));
  return covered.map((line, index) => {
    const last = known.shipping.get((lines[index] as StoredLine).queueLineId)?.waitsFor ?? null;
    const decides = last === null ? index : (place.get(last) ?? index);
    return { ...line, ...(ranges[decides] as (typeof ranges)[number]) };
  });
}

function factsOf({ today }: Reading, backorder: StoredBackorder, lines: readonly Line[], awaitsAnswer: boolean) {
  const open: LineOutlook[] = lines.filter(({ outstanding }) => outstanding > 0);
  const { promisedOn, told, isOnHold } = backorder;
  const projectedOn = backorderOutlook(open, { promisedOn, told })?.projectedOn ?? null;
  const allocatableNow = total(lines, (line) => line.allocatableNow);
  const known = { today, promisedOn, projectedOn, told, isOnHold, awaitsAnswer, allocatableNow };
  const sums = { ...backorder, picked: total(lines, ({ picked }) => picked) };
  return { ...backorderFacts(sums, known), readyQuantity: readyQuantity(sums), projectedOn };
}

/** Every promise of a backorder, newest first. */
export async function listPromises(
  viewer: Viewer,
  { params, query }: Request<'listPromises'>,
  reading: Reading,
): Promise<Answer<'listPromises'> | { refusal: Refusal }> {
  const cursor = listCursor('listPromises', part.id);
  const after = cursor.read(query.cursor);
  if (after && 'refusal' in after) return after;
  if (!(await isBackorderVisible(viewer, reading, params.id))) return refuse('not_found');
  const rows = await reading.queries.rows<PromiseRow>(
    `select id, promised_on, cause, reason, promised_at, promised_by from backorder_promises
     where backorder_id = $1 and ($2::bigint is null or id < $2) order by id desc limit $3`,
    [params.id, after?.[0] ?? null, query.limit + 1],
  );
  return toPage(rows, { limit: query.limit, cursor }, ({ id }) => [id], toPromise);
}

/** The history of a backorder and its order, newest first. */
export async function readBackorderHistory(
  viewer: Viewer,
  { params, query }: Request<'getBackorderHistory'>,
  reading: Reading,
): Promise<Answer<'getBackorderHistory'> | { refusal: Refusal }> {
  if (!(await isBackorderVisible(viewer, reading, params.id))) return refuse('not_found');
  return readHistory(reading.queries, { backorderId: params.id }, query);
}

type Line = Backorder['lines'][number];
type CoverageFields =
  | 'isPastShipBy'
  | 'onHand'
  | 'available'
  | 'allocatableNow'
  | 'projectedOn'
  | 'coveredOn'
  | 'noDateBecause'
  | 'waitsForWhole'
  | 'likelyBetween'
  | 'noRangeBecause'
  | 'coveredBy'
  | 'uncovered'
  | 'placeInQueue'
  | 'quantityAhead'
  | 'shortageRule';
type StoredLine = Omit<Line, CoverageFields> & { queueLineId: string; rules: Parameters<typeof shortageRule>[0] };
type StoredBackorder = Omit<
  Backorder,
  | 'isReady'
  | 'readyQuantity'
  | 'isOverdue'
  | 'isAtRisk'
  | 'hasNoDate'
  | 'dateMoved'
  | 'awaitsAnswer'
  | 'canAllocate'
  | 'projectedOn'
  | 'ageDays'
  | 'lines'
  | 'promises'
  | 'fulfillments'
> & { lines: StoredLine[] };
type PromiseRow = {
  id: string;
  promised_on: string | null;
  cause: string;
  reason: string | null;
  promised_at: string;
  promised_by: string;
};

function toPromise(row: PromiseRow): Backorder['promises'][number] {
  return {
    id: row.id,
    promisedOn: row.promised_on,
    cause: row.cause,
    reason: row.reason,
    promisedAt: row.promised_at,
    promisedBy: row.promised_by,
  };
}

function withCoverage(
  reading: Reading,
  { queueLineId, rules, ...line }: StoredLine,
  queue: Queue | undefined,
  { decided, shipping }: { decided: DecidedQueues; shipping: ReturnType<typeof projectQueues> },
): Omit<Line, 'likelyBetween' | 'noRangeBecause'> {
  const projection = shipping.get(queueLineId);
  const decision = decided.decisions.get(queueLineId);
  const isOpen = line.outstanding > 0;
  return {
    ...line,
    shortageRule: shortageRule(rules),
    isPastShipBy: isPastShipBy({ ...line, toShip: line.outstanding }, reading.today),
    onHand: queue?.onHand ?? 0,
    available: queue?.available ?? 0,
    allocatableNow: decision?.quantity ?? 0,
    projectedOn: isOpen ? (projection?.canShipOn ?? null) : null,
    coveredOn: isOpen ? (projection?.coveredOn ?? null) : null,
    noDateBecause: isOpen ? (projection?.noDateBecause ?? null) : null,
    waitsForWhole: isOpen && (projection?.waitsFor ?? null) !== null,
    ...coverageOf(projection, queue),
  };
}

const PROMISES = `
  select id, promised_on, cause, reason, promised_at, promised_by from backorder_promises where backorder_id = $1 order by id desc`;

const LINE = `json_build_object(
  'id', bl.id::text, 'queueLineId', q.id::text, 'orderLineId', l.id::text,
  'increaseOfId', l.increase_of_id::text, 'cancelIfNotShippedBy', l.cancel_if_not_shipped_by,
  'alsoOrderedOn', coalesce((select json_agg(json_build_object('orderId', also.id::text, 'number', also.number, 'decision', also.decision,
      'wasAsked', also.was_asked, 'quantity', also.quantity) order by also.at)
    from (select d.decision, d.was_asked, d.at, other.quantity, again.id, again.number
      from double_demands d join order_lines other on other.id = d.order_line_id join orders again on again.id = other.order_id
      where d.customer_id = b.customer_id and d.variant_id = bl.variant_id and d.at >= b.created_at and bl.outstanding > 0
        and other.order_id <> b.order_id
      order by d.at desc limit 10) also), '[]'),
  'variantId', v.id::text, ${itemPairs()}, 'upc', v.upc,
  'description', v.description, 'orderMultiple', v.order_multiple,
  'ordered', ${wantedQuantity()}, 'filledFromOrder', l.filled, 'quantity', bl.quantity - bl.taken_back, 'fulfilled', bl.fulfilled,
  'delivered', bl.delivered, 'cancelled', bl.cancelled - bl.taken_back, 'takenBack', bl.taken_back, 'substituted', bl.substituted, 'outstanding', bl.outstanding, 'allocated', q.allocated, 'picked', q.picked,
  'firm', coalesce((select sum(a.live - a.picked)::integer from allocations a
    where a.queue_line_id = q.id and a.live > 0 and a.firmness = 'firm'), 0),
  'rules', json_build_object('line', l.shortage_rule, 'variant', v.shortage_rule, 'customer', c.shortage_rule, 'discontinued', v.discontinued),
  'unitPrice', money(l.unit_price, o.currency),
  'deals', case when l.deal_name is null then '[]'::json
    else json_build_array(json_build_object('name', l.deal_name, 'amount', money(l.deal_amount, o.currency))) end,
  'outstandingValue', money(${valueOfPart('bl.outstanding')}, o.currency),
  'onOrder', (select coalesce(sum(p.remaining), 0) from purchase_order_lines p
    where p.variant_id = v.id and p.warehouse_id = b.warehouse_id and p.remaining > 0))`;

const ONE = `
  select json_build_object(
    'id', b.id::text, 'number', b.number, 'kind', b.kind, 'status', b.status, 'isOnHold', b.on_hold,
    'orderId', o.id::text, 'orderNumber', o.number, 'orderedOn', o.ordered_on,
    'customerId', c.id::text,
    'customer', json_build_object('id', c.id::text, 'accountNumber', c.account_number, 'name', c.name, 'email', c.email, 'phone', c.phone, 'tier', c.tier,
        'saleHold', c.sale_hold, 'saleHoldReason', c.sale_hold_reason),
    'warehouseId', b.warehouse_id::text, 'salesRepId', u.id::text, 'salesRepName', u.name,
    'shipPolicy', b.ship_policy, 'terms', b.terms, 'deliveryAddress', b.delivery_address,
    'requestedOn', b.requested_on, 'ownTerms', ${ownTerms()},
    'promisedOn', b.promised_on, 'cause', b.cause, 'reason', b.reason, 'notes', b.notes,
    'told', (select json_build_object('on', d.told_on, 'at', instant(d.told_at), 'projectedOn', d.projected_on)
      from told_dates d where d.backorder_id = b.id order by d.id desc limit 1),
    'highPriority', b.high_priority, 'manualRank', b.manual_rank, 'createdOn', b.created_on, 'createdAt', instant(b.created_at), 'createdBy', b.created_by,
    'quantity', b.quantity - b.taken_back, 'fulfilled', b.fulfilled, 'delivered', b.delivered,
    'cancelled', b.cancelled - b.taken_back, 'takenBack', b.taken_back,
    'substituted', b.substituted, 'outstanding', b.outstanding, 'allocated', b.allocated,
    'outstandingValue', money(b.value, o.currency),
    'lines', (select json_agg(${LINE} order by l.position, bl.id)
      from backorder_lines bl
      join order_lines l on l.id = bl.order_line_id
      join variants v on v.id = bl.variant_id
      join queue_lines q on q.backorder_line_id = bl.id
      where bl.backorder_id = b.id),
    'holds', ${openHolds('b.order_id', 'b.id')},
    'version', b.version) as backorder
  from backorders b
  join orders o on o.id = b.order_id
  join customers c on c.id = b.customer_id
  left join users u on u.id = c.sales_rep_id
  where b.id = $1 and ($2::bigint is null or c.sales_rep_id = $2)`;
