import { type Refusal, refuse } from '#contract/errors.ts';
import type { Answer, Request } from '#contract/operations.ts';
import { exclusion } from '#domain/allocation/waiting-line.ts';
import { whatWouldChange } from '#domain/allocation/what-would-change.ts';
import { total } from '#domain/quantity.ts';
import {
  type DecidedQueues,
  decideQueues,
  isHidden,
  missingOfWhole,
  projectQueue,
  type Queue,
  type QueueEntry,
  readQueues,
} from '../allocation/read-queue.ts';
import { itemColumns } from '../catalog/item-words.ts';
import { readsOnlyCustomersOf, type Viewer } from '../platform/viewer.ts';
import type { Reading } from '../platform/work.ts';
import { isBackorderVisible } from '../records/is-visible.ts';

type Explanation = Answer<'explainBackorder'>;
type LineExplanation = Explanation['lines'][number];
type OrderExplanation = Answer<'explainOrder'>;

const OTHERS_SHOWN = 20;

/**
 * Why each line of a backorder waits: what is on the shelf and for whom, who is ahead, what arrives, what deciding now
 * would give it, and every decision that gave it something. Others' names are left out where the viewer may not read
 * their records. Refusals: `not_found`.
 */
export async function explainBackorder(
  viewer: Viewer,
  { params }: Request<'explainBackorder'>,
  reading: Reading,
): Promise<Explanation | { refusal: Refusal }> {
  if (!(await isBackorderVisible(viewer, reading, params.id))) return refuse('not_found');
  const { lines, ...policy } = await explainLines(viewer, reading, await reading.queries.rows(LINES, [params.id]));
  return { ...policy, lines: lines.map(({ id, ...line }) => ({ backorderLineId: id, ...line })) };
}

/** The same for what stands on an order itself; a draft has no place in any queue and so no lines. Refusals: `not_found`. */
export async function explainOrder(
  viewer: Viewer,
  { params }: Request<'explainOrder'>,
  reading: Reading,
): Promise<OrderExplanation | { refusal: Refusal }> {
  const [visible, rows] = await Promise.all([
    reading.queries.first(
      'select from orders o join customers c on c.id = o.customer_id where o.id = $1 and ($2::bigint is null or c.sales_rep_id = $2)',
      [params.id, readsOnlyCustomersOf(viewer)],
    ),
    reading.queries.rows<LineRow>(LINES_OF_ORDER, [params.id]),
  ]);
  if (!visible) return refuse('not_found');
  const { lines, ...policy } = await explainLines(viewer, reading, rows);
  return { ...policy, lines: lines.map(({ id, ...line }) => ({ orderLineId: id, ...line })) };
}

type ExplainedLine = Omit<Explanation['lines'][number], 'backorderLineId'> & { id: string };

async function explainLines(
  viewer: Viewer,
  reading: Reading,
  lines: readonly LineRow[],
): Promise<Omit<Explanation, 'lines'> & { lines: ExplainedLine[] }> {
  const warehouseId = lines[0]?.warehouse_id ?? '0';
  const variantIds = lines.map(({ variant_id }) => variant_id);
  const [queues, siblings, decisions, moves] = await Promise.all([
    readQueues(reading, warehouseId, variantIds),
    reading.queries.rows<SiblingRow>(SIBLINGS, [variantIds, warehouseId]),
    reading.queries.rows<DecisionRow>(DECISIONS, [lines.map(({ queue_line_id }) => queue_line_id)]),
    reading.queries.rows<MoveRow>(MOVES, [
      lines.map(({ queue_line_id }) => queue_line_id),
      readsOnlyCustomersOf(viewer),
    ]),
  ]);
  const decided = await decideQueues(reading, warehouseId, queues);
  const items = await namesOf(reading, decided);
  const { allocationPolicy, policyVersion } = reading.settings;
  return {
    policy: allocationPolicy,
    policyVersion,
    warehouseId,
    lines: lines.map((line) => ({
      id: line.id,
      variantId: line.variant_id,
      sku: line.sku,
      productName: line.productName,
      variantName: line.variantName,
      itemName: line.itemName,
      unitsPerCase: line.unitsPerCase,
      ...explainQueue(viewer, reading, queues.get(line.variant_id), {
        queueLineId: line.queue_line_id,
        decided,
        items,
      }),
      siblings: siblings
        .filter(({ of_variant_id }) => of_variant_id === line.variant_id)
        .map(({ of_variant_id: _, ...sibling }) => sibling),
      moves: moves
        .filter(({ queue_line_id }) => queue_line_id === line.queue_line_id)
        .map(({ queue_line_id: _, ...move }) => move),
      decisions: decisions
        .filter(({ queue_line_id }) => queue_line_id === line.queue_line_id)
        .map((row) => ({
          runId: row.run_id,
          decidedAt: row.decided_at,
          causeType: row.cause_type,
          policy: row.policy,
          policyVersion: row.policy_version,
          claim: row.claim,
          rank: row.rank,
          waiting: row.waiting,
          quantity: row.quantity,
          outcome: row.outcome,
          reason: row.reason,
          short: row.short,
        })),
    })),
  };
}

function explainQueue(
  viewer: Viewer,
  reading: Reading,
  queue: Queue | undefined,
  { queueLineId, decided, items }: { queueLineId: string; decided: DecidedQueues; items: Items },
): Omit<ExplainedLine, 'id' | 'variantId' | keyof ItemNames | 'siblings' | 'decisions' | 'moves'> {
  const entries = queue?.entries ?? [];
  const own = entries.findIndex(({ queueLine }) => queueLine === queueLineId);
  const ahead = entries.slice(0, Math.max(0, own)).filter(({ waiting }) => waiting > 0);
  const behind = own < 0 ? [] : entries.slice(own + 1).filter(({ waiting }) => waiting > 0);
  const decision = decided.decisions.get(queueLineId);
  const projection = queue && projectQueue(reading, queue).get(queueLineId);
  const on = { today: reading.today, reserveAheadDays: reading.settings.reserveAheadDays };
  return {
    onHand: queue?.onHand ?? 0,
    allocated: queue?.allocated ?? 0,
    available: queue?.available ?? 0,
    lastCountedAt: queue?.lastCountedAt ?? null,
    waiting: entries[own]?.waiting ?? 0,
    decision: decision
      ? {
          outcome: decision.outcome,
          reason: decision.reason,
          rank: decision.rank,
          quantity: decision.quantity,
          short: decision.short,
        }
      : null,
    ahead: ahead.slice(0, OTHERS_SHOWN).map((entry) => ({
      ...nameOf(viewer, entry),
      waiting: entry.waiting,
      because: exclusion(entry, on) ?? whyAhead(reading, entry, entries[own] as QueueEntry),
    })),
    missingOfWhole: entries[own]
      ? missingOfWhole(decided, entries[own]).flatMap(({ entry: { variantId }, quantity }) => {
          const names = items.get(variantId);
          return names ? [{ variantId, ...names, quantity }] : [];
        })
      : [],
    wouldChange: queue && entries[own] ? wouldChange(reading, queue, entries[own], decided) : [],
    aheadCount: ahead.length,
    behind: behind.slice(0, OTHERS_SHOWN).map((entry) => ({ ...nameOf(viewer, entry), waiting: entry.waiting })),
    behindCount: behind.length,
    aheadQuantity: total(ahead, ({ waiting }) => waiting),
    holders: entries
      .filter(({ allocated }) => allocated > 0)
      .map((entry) => ({
        ...nameOf(viewer, entry),
        isThis: entry.queueLine === queueLineId,
        quantity: entry.allocated,
        picked: entry.picked,
      })),
    arrivals: (queue?.arrivals ?? []).map((arrival) => ({
      purchaseOrderId: arrival.purchaseOrderId,
      purchaseOrderNumber: arrival.purchaseOrderNumber,
      quantity: arrival.quantity,
      expectedOn: arrival.expectedOn,
      isLate: arrival.expectedOn !== null && arrival.expectedOn < reading.today,
    })),
    projectedOn: projection?.canShipOn ?? null,
    noDateBecause: projection?.noDateBecause ?? null,
  };
}

function wouldChange(
  reading: Reading,
  queue: Queue,
  own: QueueEntry,
  { lines, supplies }: DecidedQueues,
): LineExplanation['wouldChange'] {
  if (own.waiting === 0) return [];
  return whatWouldChange(own, {
    policy: reading.settings.allocationPolicy,
    today: reading.today,
    reserveAheadDays: reading.settings.reserveAheadDays,
    supplies,
    lines,
    lenders: queue.entries.map((entry) => ({
      ...entry,
      movable: entry.allocated - entry.picked,
      shipsWhole: entry.completeGroupId !== null,
    })),
  });
}

/** The first part of the rank in which one line goes before another. */
function whyAhead(reading: Reading, entry: QueueEntry, own: QueueEntry): string {
  if (entry.manualRank !== own.manualRank) return 'manual';
  if (reading.settings.allocationPolicy === 'priority') {
    if (entry.priorityRank !== own.priorityRank) return 'high_priority';
    if (entry.tierRank !== own.tierRank) return 'tier';
  }
  return 'older';
}

type Name = Pick<LineExplanation['behind'][number], 'orderId' | 'backorderId' | 'orderNumber' | 'customerName'>;

function nameOf(viewer: Viewer, entry: QueueEntry): Name {
  return isHidden(viewer, entry)
    ? { orderId: null, backorderId: null, orderNumber: null, customerName: null }
    : {
        orderId: String(entry.orderId),
        backorderId: entry.backorderId,
        orderNumber: entry.orderNumber,
        customerName: entry.customerName,
      };
}

type ItemNames = Pick<LineExplanation, 'sku' | 'productName' | 'variantName' | 'itemName' | 'unitsPerCase'>;
type Items = Map<string, ItemNames>;

/** What the items are called that may keep others from shipping. */
async function namesOf(reading: Reading, { lines }: DecidedQueues): Promise<Items> {
  const variantIds = [...new Set(lines.flatMap((line) => (line.completeGroupId === null ? [] : line.variantId)))];
  if (variantIds.length === 0) return new Map();
  const rows = await reading.queries.rows<ItemNames & { id: string }>(ITEMS, [variantIds]);
  return new Map(rows.map(({ id, ...names }) => [id, names]));
}

type LineRow = ItemNames & {
  id: string;
  variant_id: string;
  warehouse_id: string;
  queue_line_id: string;
};
type SiblingRow = LineExplanation['siblings'][number] & { of_variant_id: string };
type MoveRow = LineExplanation['moves'][number] & { queue_line_id: string };
type DecisionRow = {
  queue_line_id: string;
  run_id: string;
  decided_at: string;
  cause_type: string;
  policy: string;
  policy_version: number;
  claim: string;
  rank: number;
  waiting: number;
  quantity: number;
  outcome: string;
  reason: string;
  short: number;
};

const ITEMS = `select v.id, ${itemColumns()} from variants v where v.id = any($1::bigint[])`;

const LINES = `
  select bl.id, bl.variant_id, q.warehouse_id, q.id as queue_line_id, ${itemColumns()}
  from backorder_lines bl
  join queue_lines q on q.backorder_line_id = bl.id
  join variants v on v.id = bl.variant_id
  where bl.backorder_id = $1 order by bl.id`;

const LINES_OF_ORDER = `
  select l.id, l.variant_id, q.warehouse_id, q.id as queue_line_id, ${itemColumns()}
  from order_lines l
  join queue_lines q on q.order_line_id = l.id and q.backorder_line_id is null
  join variants v on v.id = l.variant_id
  where l.order_id = $1 order by l.position`;

const SIBLINGS = `
  select v.id as of_variant_id, other.id as "variantId", ${itemColumns('other')}, s.available
  from variants v
  join variants other on other.product_id = v.product_id and other.id <> v.id and not other.discontinued
  join stock_levels s on s.variant_id = other.id and s.warehouse_id = $2 and s.available > 0
  where v.id = any($1::bigint[]) order by s.available desc, other.sku`;

/** Stock that came or went by a raised rank, and whose it was; found by the decisions, which have an index by line. */
const MOVES = `
  select d.queue_line_id, case
      when d.reason = 'raised' then 'gained' when d.reason = 'lent_to_raised' then 'lent'
      when d.reason = 'returned' then 'got_back' else 'gave_back' end as direction,
    sum(a.quantity)::integer as quantity, instant(r.decided_at) as "at", r.decided_by as "by", p.reason,
    case when $2::bigint is null or c.sales_rep_id = $2 then o.number end as "orderNumber",
    case when $2::bigint is null or c.sales_rep_id = $2 then c.name end as "customerName"
  from allocation_decisions d
  join allocation_runs r on r.id = d.run_id and r.cause_type = 'priority'
  join backorder_priorities p on p.id = r.cause_id
  join allocations a on a.run_id = r.id
  join allocations origin on origin.id = a.moved_from_id
  join queue_lines other on other.id = case d.queue_line_id when a.queue_line_id then origin.queue_line_id else a.queue_line_id end
  join orders o on o.id = other.order_id
  join customers c on c.id = other.customer_id
  where d.queue_line_id = any($1::bigint[]) and d.queue_line_id in (a.queue_line_id, origin.queue_line_id)
    and d.reason in ('raised', 'lent_to_raised', 'returned', 'given_back')
  group by d.queue_line_id, d.reason, r.id, p.id, o.id, c.id
  order by r.id desc, o.id`;

const DECISIONS = `
  select d.queue_line_id, d.run_id, r.decided_at, r.cause_type, r.policy, r.policy_version, d.claim, d.rank, d.waiting,
    d.quantity, d.outcome, d.reason, d.short
  from allocation_decisions d join allocation_runs r on r.id = d.run_id
  where d.queue_line_id = any($1::bigint[]) order by d.run_id desc`;
