import { deflateRawSync } from 'node:zlib';
import type { AllocationDecision, AllocationSnapshot } from '#domain/allocation/allocate.ts';
import type { Quantity } from '#domain/quantity.ts';
import type { Viewer } from '../platform/viewer.ts';
import type { Work } from '../platform/work.ts';
import { isReadyNow } from './sql-words.ts';

/** What made stock free, or made somebody ask. */
export type AllocationCause = {
  type:
    | 'confirmation'
    | 'receipt'
    | 'adjustment'
    | 'cancellation'
    | 'substitution'
    | 'fulfillment'
    | 'void'
    | 'return'
    | 'review'
    | 'schedule'
    | 'release'
    | 'priority';
  id: string | null;
};

/** A backorder by its number. */
export type NamedBackorder = { id: string; number: string };

/** A run as it was decided: from what, for whom, and what of it gives stock. */
export type DecidedRun = {
  warehouseId: string;
  cause: AllocationCause;
  snapshot: AllocationSnapshot;
  candidates: readonly { queueLineId: number; backorderId: string | null }[];
  decisions: readonly AllocationDecision[];
  /** The decisions that give stock. */
  given: readonly AllocationDecision[];
};

/**
 * Writes a run with its inputs, its decisions, the new allocations and every sum that follows, in one statement. Answers the
 * backorders that can ship now and could not before. The caller holds the stock rows.
 */
export async function recordRun(
  viewer: Viewer,
  work: Work,
  run: DecidedRun,
): Promise<{ runId: string; becameReady: NamedBackorder[] }> {
  const toBackorders = quantityByBackorder(run);
  const wereReady = await lockBackorders(work, [...toBackorders.keys()]);
  const rows = await work.tx.rows<RecordedRow>(RECORD, [
    ...headerOf(viewer, work, run),
    ...columnsOf(run.given),
    [...toBackorders.keys()],
    [...toBackorders.values()],
    run.given.map(({ purchaseOrderLineId }) => purchaseOrderLineId),
  ]);
  return {
    runId: (rows[0] as RecordedRow).run_id,
    becameReady: rows.flatMap(({ id, number, is_ready }) =>
      id && number && is_ready && !wereReady.has(id) ? [{ id, number }] : [],
    ),
  };
}

type RecordedRow = { run_id: string; id: string | null; number: string | null; is_ready: boolean | null };

function quantityByBackorder({ candidates, given }: DecidedRun): Map<string, Quantity> {
  const backorderOf = new Map(candidates.map(({ queueLineId, backorderId }) => [queueLineId, backorderId]));
  const quantities = new Map<string, Quantity>();
  for (const { queueLineId, quantity } of given) {
    const id = backorderOf.get(queueLineId) ?? null;
    if (id !== null) quantities.set(id, (quantities.get(id) ?? 0) + quantity);
  }
  return quantities;
}

/** Locks backorders in their order; answers those that can ship already. */
async function lockBackorders(work: Work, ids: readonly string[]): Promise<Set<string>> {
  if (ids.length === 0) return new Set();
  const rows = await work.tx.rows<{ id: string; is_ready: boolean }>(
    `select b.id, ${isReadyNow()} as is_ready from backorders b where b.id = any($1::bigint[]) order by b.id for update`,
    [ids],
  );
  return new Set(rows.filter(({ is_ready }) => is_ready).map(({ id }) => id));
}

function headerOf(viewer: Viewer, work: Work, { warehouseId, cause, snapshot, decisions }: DecidedRun): unknown[] {
  const firstUnserved = decisions.find(({ outcome }) => outcome === 'passed_over' || outcome === 'partly');
  return [
    warehouseId,
    cause.type,
    cause.id,
    snapshot.policy,
    work.settings.policyVersion,
    JSON.stringify(snapshot.supplies.map(({ stockId, available }) => ({ variantId: stockId, available }))),
    firstUnserved ? JSON.stringify(firstUnserved) : null,
    packInputs(snapshot),
    work.now,
    viewer.actor,
  ];
}

function columnsOf(given: readonly AllocationDecision[]): unknown[][] {
  return [
    given.map(({ queueLineId }) => queueLineId),
    given.map(({ stockId }) => stockId),
    given.map(({ claim }) => claim),
    given.map(({ rank }) => rank),
    given.map(({ waiting }) => waiting),
    given.map(({ quantity }) => quantity),
    given.map(({ outcome }) => outcome),
    given.map(({ reason }) => reason),
    given.map(({ short }) => short),
  ];
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
    update backorders b set allocated = b.allocated + d.quantity, version = b.version + 1, updated_at = clock_timestamp()
    from unnest($20::bigint[], $21::integer[]) d(id, quantity) where b.id = d.id
    returning b.id, b.number, b.is_ready)
  select run.id as run_id, headers.id, headers.number, headers.is_ready from run left join headers on true`;
