import { type AllocationDecision, type AllocationSnapshot, allocate } from '#domain/allocation/allocate.ts';
import type { AllocationPolicy } from '#domain/allocation/rank.ts';
import { type Quantity, total } from '#domain/quantity.ts';
import type { StockLevel } from '../ledger/lock-stock.ts';
import { type AllocationCause, recordRun } from '../ledger/record-run.ts';
import type { Viewer } from '../platform/viewer.ts';
import type { Reading, Work } from '../platform/work.ts';
import { type Candidate, readCandidates } from './read-candidates.ts';

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
 * Allocates the free stock of some variants to the lines that wait for them, and records who got what and why. Runs inside
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
  const { runId, becameReady } = await recordRun(viewer, work, { ...request, ...decided, given });
  work.tell('allocation_run', { runId, becameReady: becameReady.map(({ id }) => id) });
  return { runId, decisions: decided.decisions, allocated: total(given, ({ quantity }) => quantity), becameReady };
}

/**
 * Allocation by the company's setting: `automatic` allocates at once; `after_review` and `by_hand` only tell the warehouse
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
