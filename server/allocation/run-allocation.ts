import { deflateRawSync } from 'node:zlib';
import { type AllocationDecision, type AllocationSnapshot, allocate } from '#domain/allocation/allocate.ts';
import type { AllocationPolicy } from '#domain/allocation/rank.ts';
import { type Quantity, total } from '#domain/quantity.ts';
import type { StockLevel } from '../ledger/lock-stock.ts';
import type { Viewer } from '../platform/viewer.ts';
import type { Reading, Work } from '../platform/work.ts';
import { type Candidate, readCandidates } from './read-candidates.ts';

export type AllocationCause = {
  type:
    | 'confirmation'
    | 'receipt'
    | 'adjustment'
    | 'cancellation'
    | 'fulfillment'
    | 'void'
    | 'return'
    | 'review'
    | 'schedule'
    | 'release'
    | 'priority';
  id: string | null;
};

export type AllocationRequest = {
  warehouseId: string;
  /** The locked levels, as they are now; stock without available units is left out of the run. */
  levels: Iterable<StockLevel>;
  cause: AllocationCause;
  policy?: AllocationPolicy;
  /** The units that just arrived on purchase-order lines: those are served first to whom they were bought for. */
  receipts?: readonly { variantId: string; purchaseOrderLineId: string; quantity: Quantity }[];
  /** Serve only these lines, with what nobody ahead of them would get. */
  onlyQueueLineIds?: ReadonlySet<string>;
};

export type AllocationResult = {
  runId: string;
  decisions: AllocationDecision[];
  allocated: Quantity;
  /** Backorders that can ship now and could not before. */
  becameReady: { id: string; number: string }[];
};

/**
 * Deals the free stock of some variants to the lines that wait for them, and records who got what and why. Runs inside
 * the transaction of its cause, under its stock locks. Answers null, and keeps nothing, when nobody gets anything.
 */
export async function runAllocation(
  viewer: Viewer,
  work: Work,
  request: AllocationRequest,
): Promise<AllocationResult | null> {
  const decided = await decideAllocation({ ...work, queries: work.tx }, request);
  const given = decided.decisions.filter(
    ({ quantity, queueLineId }) => quantity > 0 && (request.onlyQueueLineIds?.has(String(queueLineId)) ?? true),
  );
  if (given.length === 0) return null;
  const { runId, becameReady } = await record(viewer, work, request, decided, given);
  work.tell('allocation_run', { runId, becameReady: becameReady.map(({ id }) => id) });
  return { runId, decisions: decided.decisions, allocated: total(given, ({ quantity }) => quantity), becameReady };
}

/**
 * Allocation by the company's setting: `automatic` deals at once; `after_review` and `by_hand` only tell the warehouse
 * that there is something to deal.
 */
export async function allocateFreedStock(
  viewer: Viewer,
  work: Work,
  request: AllocationRequest,
): Promise<AllocationResult | null> {
  if (work.settings.allocationMode === 'automatic') return runAllocation(viewer, work, request);
  const { decisions } = await decideAllocation({ ...work, queries: work.tx }, request);
  const servable = total(decisions, ({ quantity }) => quantity);
  if (servable > 0) {
    const variantIds = [...new Set(decisions.filter(({ quantity }) => quantity > 0).map(({ stockId }) => stockId))];
    work.tell('stock_freed', { warehouseId: request.warehouseId, variantIds, servable });
  }
  return null;
}

export type DecidedAllocation = {
  snapshot: AllocationSnapshot;
  candidates: Candidate[];
  decisions: AllocationDecision[];
};

/** What a run would decide now. Writes nothing. */
export async function decideAllocation(
  reading: Pick<Reading, 'queries' | 'today' | 'settings'>,
  request: AllocationRequest,
): Promise<DecidedAllocation> {
  const levels = [...request.levels];
  const supplies = levels
    .filter(({ available }) => available > 0)
    .map(({ variantId, available }) => ({
      stockId: variantId,
      available,
      receipts: (request.receipts ?? [])
        .filter((receipt) => receipt.variantId === variantId)
        .map(({ purchaseOrderLineId, quantity }) => ({ purchaseOrderLineId: Number(purchaseOrderLineId), quantity })),
    }));
  const policy = request.policy ?? reading.settings.allocationPolicy;
  const locked = new Set(levels.map(({ variantId }) => variantId));
  const candidates =
    supplies.length === 0 ? [] : await readCandidates(reading, request.warehouseId, policy, supplies, locked);
  const snapshot: AllocationSnapshot = {
    policy,
    today: reading.today,
    reserveAheadDays: reading.settings.reserveAheadDays,
    supplies,
    lines: candidates,
  };
  return { snapshot, candidates, decisions: allocate(snapshot) };
}

async function record(
  viewer: Viewer,
  work: Work,
  request: AllocationRequest,
  { snapshot, candidates, decisions }: DecidedAllocation,
  given: readonly AllocationDecision[],
): Promise<{ runId: string; becameReady: { id: string; number: string }[] }> {
  const byLine = new Map(candidates.map((candidate) => [candidate.queueLineId, candidate]));
  const toBackorders = new Map<string, Quantity>();
  for (const { queueLineId, quantity } of given) {
    const { backorderId } = byLine.get(queueLineId) as Candidate;
    if (backorderId !== null) toBackorders.set(backorderId, (toBackorders.get(backorderId) ?? 0) + quantity);
  }
  const backorderIds = [...toBackorders.keys()];
  const before = new Map(
    (backorderIds.length === 0
      ? []
      : await work.tx.rows<{ id: string; is_ready: boolean }>(
          'select id, is_ready from backorders where id = any($1::bigint[]) order by id for update',
          [backorderIds],
        )
    ).map((row) => [row.id, row.is_ready]),
  );
  const firstUnserved = decisions.find(({ outcome }) => outcome === 'passed_over' || outcome === 'partly');
  const rows = await work.tx.rows<{
    run_id: string;
    id: string | null;
    number: string | null;
    is_ready: boolean | null;
  }>(RECORD, [
    request.warehouseId,
    request.cause.type,
    request.cause.id,
    snapshot.policy,
    work.settings.policyVersion,
    JSON.stringify(snapshot.supplies.map(({ stockId, available }) => ({ variantId: stockId, available }))),
    firstUnserved ? JSON.stringify(firstUnserved) : null,
    packInputs(snapshot),
    work.now,
    viewer.actor,
    given.map(({ queueLineId }) => queueLineId),
    given.map(({ stockId }) => stockId),
    given.map(({ claim }) => claim),
    given.map(({ rank }) => rank),
    given.map(({ waiting }) => waiting),
    given.map(({ quantity }) => quantity),
    given.map(({ outcome }) => outcome),
    given.map(({ reason }) => reason),
    given.map(({ short }) => short),
    backorderIds,
    [...toBackorders.values()],
    given.map(({ purchaseOrderLineId }) => purchaseOrderLineId),
  ]);
  return {
    runId: (rows[0] as { run_id: string }).run_id,
    becameReady: rows.flatMap(({ id, number, is_ready }) =>
      id && number && is_ready && !before.get(id) ? [{ id, number }] : [],
    ),
  };
}

/** The snapshot of a run as it is kept: deflated JSON, enough to replay the decision. */
function packInputs(snapshot: AllocationSnapshot): Buffer {
  return deflateRawSync(JSON.stringify(snapshot), { level: 1 });
}

// One statement, each table once. A line with several claims is several decisions and one allocation.
const RECORD = `
  with run as (
    insert into allocation_runs (warehouse_id, cause_type, cause_id, policy, policy_version, supply, first_unserved, inputs, decided_at, decided_by)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) returning id),
  given as (
    select * from unnest($11::bigint[], $12::bigint[], $13::text[], $14::integer[], $15::integer[], $16::integer[], $17::text[], $18::text[], $19::integer[], $22::bigint[])
      as g(queue_line_id, variant_id, claim, rank, waiting, quantity, outcome, reason, short, purchase_order_line_id)),
  decided as (
    insert into allocation_decisions (run_id, queue_line_id, claim, purchase_order_line_id, rank, waiting, quantity, outcome, reason, short)
    select run.id, queue_line_id, claim, purchase_order_line_id, rank, waiting, quantity, outcome, reason, short from given, run),
  lines as (select queue_line_id, variant_id, sum(quantity)::integer as quantity from given group by 1, 2),
  reserved as (
    insert into allocations (variant_id, warehouse_id, queue_line_id, quantity, live, run_id, at)
    select variant_id, $1, queue_line_id, quantity, quantity, run.id, $9 from lines, run),
  queued as (
    update queue_lines q set allocated = q.allocated + lines.quantity from lines where q.id = lines.queue_line_id),
  leveled as (
    update stock_levels s set allocated = s.allocated + d.quantity
    from (select variant_id, sum(quantity)::integer as quantity from given group by 1) d
    where s.variant_id = d.variant_id and s.warehouse_id = $1),
  pinned as (
    update pins p set served = p.served + g.quantity from given g
    where g.claim = 'pinned' and p.purchase_order_line_id = g.purchase_order_line_id and p.queue_line_id = g.queue_line_id),
  headers as (
    update backorders b set allocated = b.allocated + d.quantity, version = b.version + 1
    from unnest($20::bigint[], $21::integer[]) d(id, quantity) where b.id = d.id
    returning b.id, b.number, b.is_ready)
  select run.id as run_id, headers.id, headers.number, headers.is_ready from run left join headers on true`;
