import { type Refusal, refuse } from '#contract/errors.ts';
import type { Answer, Request } from '#contract/operations.ts';
import { exclusion } from '#domain/allocation/waiting-line.ts';
import {
  decideQueues,
  isHidden,
  projectQueue,
  type Queue,
  type QueueEntry,
  readQueues,
} from '../allocation/read-queue.ts';
import { readsOnlyCustomersOf, type Viewer } from '../platform/viewer.ts';
import type { Reading } from '../platform/work.ts';

type VariantQueue = Answer<'getVariantQueue'>;

/** Behind so many nobody looks for a name. */
const SHOWN = 200;

/**
 * What the figures of one stock are made of: who holds it and who waits, in rank order, what is to be put back, what
 * arrives, and whether somebody should count it. A stock that never was has none of them. Refusals: `not_found`.
 */
export async function readVariantQueue(
  viewer: Viewer,
  { params, query }: Request<'getVariantQueue'>,
  reading: Reading,
): Promise<VariantQueue | { refusal: Refusal }> {
  const stock = [params.id, query.warehouseId];
  const [variant, queues, putBackTasks, arrivals, missing, countRequest] = await Promise.all([
    reading.queries.first<{ units_per_case: number }>(VARIANT, stock),
    readQueues(reading, query.warehouseId, [params.id]),
    reading.queries.rows<VariantQueue['putBackTasks'][number]>(PUT_BACK, [...stock, readsOnlyCustomersOf(viewer)]),
    reading.queries.rows<VariantQueue['arrivals'][number]>(ARRIVALS, [...stock, reading.today]),
    reading.queries.rows<VariantQueue['missing'][number]>(MISSING, stock),
    reading.queries.first<NonNullable<VariantQueue['countRequest']>>(COUNT_REQUEST, stock),
  ]);
  if (!variant) return refuse('not_found');
  const queue = queues.get(params.id);
  const told = await readTold(reading, queue);
  const why = queue && queue.available > 0 ? await whyWaiting(reading, query.warehouseId, queues) : new Map();
  return {
    variantId: params.id,
    warehouseId: query.warehouseId,
    unitsPerCase: variant.units_per_case,
    policy: reading.settings.allocationPolicy,
    onHand: queue?.onHand ?? 0,
    allocated: queue?.allocated ?? 0,
    available: queue?.available ?? 0,
    ...linesOf(viewer, reading, queue, { why, told }),
    availableBecause: summed(queue, why),
    putBackTasks,
    arrivals,
    missing,
    countRequest,
  };
}

function linesOf(
  viewer: Viewer,
  reading: Reading,
  queue: Queue | undefined,
  { why, told }: { why: Why; told: Told },
): Pick<VariantQueue, 'lines' | 'moreLines'> {
  if (!queue) return { lines: [], moreLines: 0 };
  const projections = projectQueue(reading, queue);
  const on = { today: reading.today, reserveAheadDays: reading.settings.reserveAheadDays };
  const shown = queue.entries.filter(isShown);
  return {
    lines: shown.map((entry) => ({
      ...nameOf(viewer, entry, told),
      id: entry.queueLine,
      allocated: entry.allocated,
      picked: entry.picked,
      waiting: entry.waiting,
      placeInQueue: projections.get(entry.queueLine)?.placeInQueue ?? null,
      excludedBecause: entry.waiting > 0 ? exclusion(entry, on) : null,
      waitsBecause: why.get(entry.queueLine) ?? null,
      projectedOn: entry.waiting > 0 ? (projections.get(entry.queueLine)?.canShipOn ?? null) : null,
    })),
    moreLines: queue.entries.length - shown.length,
  };
}

const isShown = ({ allocated }: QueueEntry, index: number) => allocated > 0 || index < SHOWN;

type Told = ReadonlyMap<string, Pick<VariantQueue['lines'][number], 'promisedOn' | 'told'>>;

/** What the customers of the backorders that are shown were promised, and told last. */
async function readTold({ queries }: Reading, queue: Queue | undefined): Promise<Told> {
  const ids = queue?.entries.filter(isShown).flatMap(({ backorderId }) => backorderId ?? []) ?? [];
  if (ids.length === 0) return new Map();
  const rows = await queries.rows<{ id: string } & Pick<VariantQueue['lines'][number], 'promisedOn' | 'told'>>(TOLD, [
    ids,
  ]);
  return new Map(rows.map(({ id, promisedOn, told }) => [id, { promisedOn, told }]));
}

type Because = VariantQueue['availableBecause'][number]['because'];
type Why = ReadonlyMap<string, Because>;

/** Of each waiting line why it does not have what is available, by what a run would decide now. */
async function whyWaiting(reading: Reading, warehouseId: string, queues: ReadonlyMap<string, Queue>): Promise<Why> {
  const { decisions } = await decideQueues(reading, warehouseId, queues);
  return new Map(
    [...decisions].map(([queueLine, { quantity, reason }]) => [
      queueLine,
      quantity > 0 || reason === 'served' ? 'allocatable' : reason,
    ]),
  );
}

function summed(queue: Queue | undefined, why: Why): VariantQueue['availableBecause'] {
  const sums = new Map<Because, { lines: number; quantity: number }>();
  for (const { queueLine, waiting } of queue?.entries ?? []) {
    const because = waiting > 0 ? why.get(queueLine) : undefined;
    if (!because) continue;
    const { lines, quantity } = sums.get(because) ?? { lines: 0, quantity: 0 };
    sums.set(because, { lines: lines + 1, quantity: quantity + waiting });
  }
  return [...sums]
    .map(([because, sum]) => ({ because, ...sum }))
    .sort((a, b) => b.quantity - a.quantity || (a.because < b.because ? -1 : 1));
}

const VARIANT = 'select v.units_per_case from variants v, warehouses w where v.id = $1 and w.id = $2';

const NAMELESS = {
  orderId: null,
  orderNumber: null,
  backorderId: null,
  backorderNumber: null,
  customerId: null,
  customerName: null,
  promisedOn: null,
  told: null,
} as const;

function nameOf(
  viewer: Viewer,
  entry: QueueEntry,
  told: Told,
): Pick<VariantQueue['lines'][number], keyof typeof NAMELESS> {
  if (isHidden(viewer, entry)) return NAMELESS;
  const { orderId, orderNumber, backorderId, backorderNumber, customerId, customerName } = entry;
  const said = (backorderId && told.get(backorderId)) || { promisedOn: null, told: null };
  return { orderId: String(orderId), orderNumber, backorderId, backorderNumber, customerId, customerName, ...said };
}

const TOLD = `
  select b.id::text, b.promised_on as "promisedOn",
    (select json_build_object('on', d.told_on, 'at', instant(d.told_at)) from told_dates d
      where d.backorder_id = b.id order by d.id desc limit 1) as told
  from backorders b where b.id = any($1::bigint[])`;

const PUT_BACK = `
  select t.id::text, case when mine.is_read then o.number end as "orderNumber",
    case when mine.is_read then b.number end as "backorderNumber", case when mine.is_read then f.number end as "fulfillmentNumber",
    fl.lot, t.quantity
  from put_back_tasks t
  join fulfillment_lines fl on fl.id = t.fulfillment_line_id
  join fulfillments f on f.id = fl.fulfillment_id
  left join backorders b on b.id = f.backorder_id
  join order_lines l on l.id = t.order_line_id
  join orders o on o.id = l.order_id
  join customers c on c.id = o.customer_id
  cross join lateral (select $3::bigint is null or c.sales_rep_id = $3 as is_read) mine
  where t.variant_id = $1 and t.warehouse_id = $2 and t.done_at is null order by t.id`;

const ARRIVALS = `
  select l.id::text as "purchaseOrderLineId", p.id::text as "purchaseOrderId", p.number as "purchaseOrderNumber",
    s.name as "supplierName", l.remaining as quantity, l.expected_on as "expectedOn",
    coalesce(l.expected_on < $3::date, false) as "isLate"
  from purchase_order_lines l
  join purchase_orders p on p.id = l.purchase_order_id
  join suppliers s on s.id = p.supplier_id
  where l.variant_id = $1 and l.warehouse_id = $2 and l.remaining > 0
  order by l.expected_on nulls last, l.id`;

/** What later counts found again is not missing any more, though their exception is open: the level knows how much is. */
const MISSING = `
  select e.id::text as "exceptionId", (a.posted - a.difference)::integer as quantity, instant(a.adjusted_at) as "countedAt",
    a.adjusted_by as "countedBy"
  from exceptions e
  join stock_adjustments a on a.id = e.stock_adjustment_id
  where e.variant_id = $1 and e.warehouse_id = $2 and e.kind = 'count_below_picked' and e.closed_at is null
    and not exists (select from stock_adjustments n where n.variant_id = $1 and n.warehouse_id = $2 and n.id > a.id
      and n.counted_quantity is not null
      and not exists (select from stock_adjustment_reversals x where x.stock_adjustment_id = n.id))
  order by e.id`;

const COUNT_REQUEST = `
  select reason, instant(requested_at) as "requestedAt", requested_by as "requestedBy"
  from count_requests where variant_id = $1 and warehouse_id = $2 and closed_at is null`;
