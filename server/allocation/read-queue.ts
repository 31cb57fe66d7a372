import { type AllocationDecision, allocate, type Supply } from '#domain/allocation/allocate.ts';
import { type Arrival, type Projection, type ProjectionSnapshot, project } from '#domain/allocation/project.ts';
import { type AllocationPolicy, compareRank } from '#domain/allocation/rank.ts';
import { type Shipping, shipWholes } from '#domain/allocation/ship-wholes.ts';
import { groupBy } from '#domain/group-by.ts';
import { readStockAsLocked } from '../ledger/lock-stock.ts';
import { readsOnlyCustomersOf, type Viewer } from '../platform/viewer.ts';
import type { Reading } from '../platform/work.ts';
import { CANDIDATE_COLUMNS, type Candidate, type CandidateRow, toCandidate } from './read-candidates.ts';

/** A line of a queue with what it holds and whom it serves. */
export type QueueEntry = Candidate & {
  allocated: number;
  picked: number;
  orderNumber: string;
  backorderNumber: string | null;
  customerId: string;
  customerName: string;
  salesRepId: string | null;
};

/** The whole queue of one stock with its supply: what projections and explanations are computed from. */
export type Queue = {
  variantId: string;
  onHand: number;
  allocated: number;
  available: number;
  lastCountedAt: string | null;
  /** In rank order. */
  entries: QueueEntry[];
  arrivals: (Arrival & { purchaseOrderId: string; purchaseOrderNumber: string })[];
};

/** Reads the queues of some variants in a warehouse: every line that waits or holds stock, and every open arrival. */
export async function readQueues(
  reading: Reading,
  warehouseId: string,
  variantIds: readonly string[],
): Promise<Map<string, Queue>> {
  const [levels, entries, arrivals] = await Promise.all([
    reading.queries.rows<LevelRow>(
      `select variant_id, on_hand, allocated, available, last_counted_at from stock_levels
       where warehouse_id = $1 and variant_id = any($2::bigint[])`,
      [warehouseId, variantIds],
    ),
    reading.queries.rows<EntryRow>(ENTRIES, [warehouseId, variantIds]),
    reading.queries.rows<ArrivalRow>(ARRIVALS, [warehouseId, variantIds]),
  ]);
  return new Map(
    levels.map((level) => [
      level.variant_id,
      {
        variantId: level.variant_id,
        onHand: level.on_hand,
        allocated: level.allocated,
        available: level.available,
        lastCountedAt: level.last_counted_at,
        entries: entries
          .filter((entry) => entry.variant_id === level.variant_id)
          .map(toEntry)
          .sort((a, b) => compareRank(reading.settings.allocationPolicy, a, b)),
        arrivals: arrivals.filter((arrival) => arrival.variant_id === level.variant_id).map(toArrival),
      },
    ]),
  );
}

function toEntry(entry: EntryRow): QueueEntry {
  return {
    ...toCandidate(entry),
    allocated: entry.allocated,
    picked: entry.picked,
    orderNumber: entry.order_number,
    backorderNumber: entry.backorder_number,
    customerId: entry.owner_id,
    customerName: entry.customer_name,
    salesRepId: entry.sales_rep_id,
  };
}

function toArrival(arrival: ArrivalRow): Queue['arrivals'][number] {
  return {
    purchaseOrderLineId: Number(arrival.id),
    quantity: arrival.remaining,
    expectedOn: arrival.expected_on,
    purchaseOrderId: arrival.purchase_order_id,
    purchaseOrderNumber: arrival.number,
  };
}

/** The figures of a stock; one that never was has none of anything. */
export function levelOf(queue: Queue | undefined): Pick<Queue, 'onHand' | 'allocated' | 'available' | 'lastCountedAt'> {
  const { onHand = 0, allocated = 0, available = 0, lastCountedAt = null } = queue ?? {};
  return { onHand, allocated, available, lastCountedAt };
}

/** Every line's date and coverage by today's supply. */
export function projectQueue(reading: Reading, queue: Queue): Map<string, Projection> {
  const projections = project(snapshotOf(reading, queue));
  return new Map(projections.map((projection) => [String(projection.queueLineId), projection]));
}

/** The same of several queues at once: what ships only as a whole ships on the day of its last line among them. */
export function projectQueues(reading: Reading, queues: Iterable<Queue>): Map<string, Shipping> {
  const all = [...queues];
  const projections = new Map(all.flatMap((queue) => [...projectQueue(reading, queue)]));
  const together = all.flatMap(({ entries }) => entries.filter(({ completeGroupId }) => completeGroupId !== null));
  const wholes = groupBy(together, ({ completeGroupId }) => completeGroupId);
  return shipWholes(
    projections,
    [...wholes.values()].map((lines) => lines.map(({ queueLine }) => queueLine)),
  );
}

/** A queue with its supply and the company's rules, as projections take it. */
export function snapshotOf({ settings, company, today }: Reading, queue: Queue): ProjectionSnapshot {
  return {
    policy: settings.allocationPolicy,
    today,
    reserveAheadDays: settings.reserveAheadDays,
    handlingDays: settings.handlingDays,
    workingDays: company.workingDays,
    available: queue.available,
    arrivals: queue.arrivals,
    demand: queue.entries,
  };
}

/**
 * What every waiting line of some queues would get of today's free stock, and why. It decides on the same groups as a run:
 * with the other items that something which ships only as a whole waits for. What stands outside, in `others`, is decided
 * too, so that what is missing can be named.
 */
export async function decideQueues(
  reading: Reading,
  warehouseId: string,
  queues: ReadonlyMap<string, Queue>,
  policy: AllocationPolicy = reading.settings.allocationPolicy,
): Promise<DecidedQueues> {
  const concerned = await readStockAsLocked(reading, warehouseId, [...queues.keys()]);
  const beyond = [...concerned.keys()].filter((variantId) => !queues.has(variantId));
  const others = beyond.length === 0 ? new Map<string, Queue>() : await readQueues(reading, warehouseId, beyond);
  const all = [...queues.values(), ...others.values()];
  const lines = all.flatMap(({ entries }) => entries.filter(({ waiting }) => waiting > 0));
  const supplies = all.map(({ variantId, available }) => ({ stockId: variantId, available, receipts: [] }));
  const { today, settings } = reading;
  const decisions = allocate({ policy, today, reserveAheadDays: settings.reserveAheadDays, supplies, lines });
  return { lines, supplies, decisions: new Map(decisions.map((decision) => [String(decision.queueLineId), decision])) };
}

/** What was decided, and from what. */
export type DecidedQueues = {
  lines: QueueEntry[];
  supplies: Supply[];
  decisions: Map<string, AllocationDecision>;
};

/** The lines that keep what a line ships with from shipping, with what each lacks; none of what ships in parts. */
export function missingOfWhole(
  { lines, decisions }: DecidedQueues,
  line: Pick<QueueEntry, 'completeGroupId'>,
): { entry: QueueEntry; quantity: number }[] {
  if (line.completeGroupId === null) return [];
  return lines
    .filter(({ completeGroupId }) => completeGroupId === line.completeGroupId)
    .map((entry) => ({ entry, quantity: decisions.get(entry.queueLine)?.short ?? 0 }))
    .filter(({ quantity }) => quantity > 0);
}

/** Whether the narrowing setting keeps whose line it is from the viewer. */
export function isHidden(viewer: Viewer, { salesRepId }: Pick<QueueEntry, 'salesRepId'>): boolean {
  const onlyOf = readsOnlyCustomersOf(viewer);
  return onlyOf !== null && salesRepId !== onlyOf;
}

type LevelRow = {
  variant_id: string;
  on_hand: number;
  allocated: number;
  available: number;
  last_counted_at: string | null;
};
type EntryRow = CandidateRow & {
  allocated: number;
  picked: number;
  order_number: string;
  backorder_number: string | null;
  owner_id: string;
  customer_name: string;
  sales_rep_id: string | null;
};
type ArrivalRow = {
  id: string;
  variant_id: string;
  remaining: number;
  expected_on: string | null;
  purchase_order_id: string;
  number: string;
};

const ENTRIES = `
  select ${CANDIDATE_COLUMNS}, null as pins, q.allocated, q.picked, o.number as order_number, b.number as backorder_number, c.id::text as owner_id, c.name as customer_name, c.sales_rep_id
  from queue_lines q join orders o on o.id = q.order_id join customers c on c.id = q.customer_id left join backorders b on b.id = q.backorder_id
  where q.warehouse_id = $1 and q.variant_id = any($2::bigint[]) and q.open > q.allocated
  union all
  select ${CANDIDATE_COLUMNS}, null as pins, q.allocated, q.picked, o.number as order_number, b.number as backorder_number, c.id::text as owner_id, c.name as customer_name, c.sales_rep_id
  from queue_lines q join orders o on o.id = q.order_id join customers c on c.id = q.customer_id left join backorders b on b.id = q.backorder_id
  where q.warehouse_id = $1 and q.variant_id = any($2::bigint[]) and q.allocated > 0 and q.open = q.allocated`;

const ARRIVALS = `
  select l.id, l.variant_id, l.quantity as remaining, l.expected_on, l.purchase_order_id, p.number
  from arriving_parts l join purchase_orders p on p.id = l.purchase_order_id
  where l.warehouse_id = $1 and l.variant_id = any($2::bigint[])
  order by l.id, l.expected_on`;
