import { deflateRawSync } from 'node:zlib';
import type { AllocationPolicy } from '#domain/allocation/rank.ts';
import { type Quantity, total } from '#domain/quantity.ts';
import type { Viewer } from '../platform/viewer.ts';
import type { Work } from '../platform/work.ts';
import { Changes } from './changes.ts';
import { isReadyNow, rankOf } from './sql-words.ts';

/** A line that allocated units come from or go to. */
export type MoveEnd = {
  queueLineId: string;
  backorderId: string | null;
  variantId: string;
  warehouseId: string;
  /** What it waits for before the move. */
  waiting: Quantity;
};

/** Units of one allocation that change their line; without `to` they become free. */
export type MovedUnits = {
  allocationId: string;
  from: MoveEnd;
  to: MoveEnd | null;
  quantity: Quantity;
  /** They go back to the line that lent them, or are free because a part of them did. */
  isReturn: boolean;
};

type Moved = {
  causeId: string;
  moves: readonly MovedUnits[];
  /** What was decided from, kept with the run. */
  inputs: unknown;
};

/**
 * Moves allocated stock from line to line because a person changed a rank, and keeps the reason on both sides as a run
 * with the cause `priority`. The caller holds the stock rows. Answers the run.
 */
export async function recordMoves(viewer: Viewer, work: Work, moved: Moved): Promise<{ runId: string }> {
  const { moves } = moved;
  const backorderIds = [...new Set(endsOf(moves).flatMap(({ backorderId }) => backorderId ?? []))];
  const before = await work.tx.rows<{ id: string; is_ready: boolean }>(
    `select b.id, ${isReadyNow()} as is_ready from backorders b where b.id = any($1::bigint[]) order by b.id for update`,
    [backorderIds],
  );
  const runId = await recordRun(viewer, work, moved);
  const changes = new Changes({ type: 'priority', id: moved.causeId });
  for (const { from, to, allocationId, quantity } of moves) {
    if (to) changes.moveAllocation(from, allocationId, to, quantity, runId);
    else changes.freeAllocation(from, allocationId, quantity);
  }
  await changes.write(viewer, work);
  const after = await work.tx.rows<{ id: string }>(
    `select b.id from backorders b where b.id = any($1::bigint[]) and ${isReadyNow()} order by b.id`,
    [before.filter(({ is_ready }) => !is_ready).map(({ id }) => id)],
  );
  work.tell('allocation_run', { runId, becameReady: after.map(({ id }) => id) });
  return { runId };
}

const endsOf = (moves: readonly MovedUnits[]) => moves.flatMap(({ from, to }) => (to ? [from, to] : [from]));

/** The run with the reason on both sides of each move. */
async function recordRun(viewer: Viewer, work: Work, { causeId, moves, inputs }: Moved): Promise<string> {
  const decisions = decisionsOf(moves);
  const { allocationPolicy, policyVersion } = work.settings;
  const variantIds = [...new Set(endsOf(moves).map(({ variantId }) => variantId))];
  const { id } = await work.tx.row<{ id: string }>(RECORD[allocationPolicy], [
    (moves[0] as MovedUnits).from.warehouseId,
    causeId,
    allocationPolicy,
    policyVersion,
    JSON.stringify(variantIds.map((variantId) => ({ variantId, available: 0 }))),
    deflateRawSync(JSON.stringify({ moved: inputs })),
    work.now,
    viewer.actor,
    decisions.map(({ queueLineId }) => queueLineId),
    decisions.map(({ waiting }) => waiting),
    decisions.map(({ quantity }) => quantity),
    decisions.map(({ outcome }) => outcome),
    decisions.map(({ reason }) => reason),
  ]);
  return id;
}

type Decision = {
  queueLineId: string;
  waiting: Quantity;
  quantity: Quantity;
  outcome: 'allocated' | 'partly' | 'released';
  reason: 'raised' | 'returned' | 'lent_to_raised' | 'given_back';
};

/** One decision for each line that has more or less in the end, however many parts it gave and got. */
function decisionsOf(moves: readonly MovedUnits[]): Decision[] {
  const ends = new Map(endsOf(moves).map((end) => [end.queueLineId, end]));
  return [...ends.values()].flatMap((end): Decision[] => {
    const { queueLineId, waiting } = end;
    const given = moves.filter(({ from }) => from.queueLineId === queueLineId);
    const got = moves.filter(({ to }) => to?.queueLineId === queueLineId);
    const gained = total(got, ({ quantity }) => quantity) - total(given, ({ quantity }) => quantity);
    if (gained === 0) return [];
    if (gained > 0) {
      const reason = got.some(({ isReturn }) => !isReturn) ? 'raised' : 'returned';
      return [{ queueLineId, waiting, quantity: gained, outcome: gained === waiting ? 'allocated' : 'partly', reason }];
    }
    const reason = given.some(({ isReturn }) => isReturn) ? 'given_back' : 'lent_to_raised';
    return [{ queueLineId, waiting: -gained, quantity: -gained, outcome: 'released', reason }];
  });
}

// A decision names the line's place among those that wait, as a run of the allocator does.
const record = (policy: AllocationPolicy) => `
  with run as (
    insert into allocation_runs (warehouse_id, cause_type, cause_id, policy, policy_version, supply, inputs, decided_at, decided_by)
    values ($1, 'priority', $2, $3, $4, $5, $6, $7, $8) returning id),
  decided as (
    insert into allocation_decisions (run_id, queue_line_id, claim, rank, waiting, quantity, outcome, reason, short)
    select run.id, d.id, 'ordinary', (
        select 1 + count(*) from queue_lines a where a.variant_id = q.variant_id and a.warehouse_id = q.warehouse_id
          and a.open > a.allocated and (${rankOf(policy, 'a')}) < (${rankOf(policy, 'q')})),
      d.waiting, d.quantity, d.outcome, d.reason, d.waiting - d.quantity
    from run, unnest($9::bigint[], $10::integer[], $11::integer[], $12::text[], $13::text[]) d(id, waiting, quantity, outcome, reason)
    join queue_lines q on q.id = d.id)
  select id from run`;
const RECORD = {
  priority: record('priority'),
  fifo: record('fifo'),
} as const;
