import { deflateRawSync } from 'node:zlib';
import type { AllocationPolicy } from '#domain/allocation/rank.ts';
import type { Quantity } from '#domain/quantity.ts';
import type { Viewer } from '../platform/viewer.ts';
import type { Work } from '../platform/work.ts';
import { rankOf } from './sql-words.ts';

/**
 * Why allocated stock was taken back: it turned out not to be there, the receipt or count it came from was undone, or without
 * it the rest could not ship.
 */
export type ReleaseReason = 'stock_missing' | 'receipt_reversed' | 'count_reversed' | 'cannot_ship_whole';

/** A line that gave stock up. */
type ReleasedLine = { queueLineId: string; orderId: string; backorderId: string | null };

/** Keeps, on each line it touched, that allocated stock was taken back. The allocations themselves are changed by the caller. */
export async function recordRelease(
  viewer: Viewer,
  work: Work,
  warehouseId: string,
  { reason, lines }: { reason: ReleaseReason; lines: readonly { line: ReleasedLine; quantity: Quantity }[] },
): Promise<void> {
  if (lines.length === 0) return;
  await work.tx.rows(RECORD[work.settings.allocationPolicy], [
    warehouseId,
    work.settings.allocationPolicy,
    work.settings.policyVersion,
    deflateRawSync(
      JSON.stringify({ released: lines.map(({ line, quantity }) => ({ queueLineId: line.queueLineId, quantity })) }),
    ),
    work.now,
    viewer.actor,
    lines.map(({ line }) => line.queueLineId),
    lines.map(({ quantity }) => quantity),
    reason,
  ]);
  work.tell('allocation_released', {
    lines: lines.map(({ line, quantity }) => ({ orderId: line.orderId, backorderId: line.backorderId, quantity })),
  });
}

// The rank is the line's place among those that wait, as a run of the allocator says it.
const record = (policy: AllocationPolicy) => `
  with run as (
    insert into allocation_runs (warehouse_id, cause_type, policy, policy_version, supply, inputs, decided_at, decided_by)
    values ($1, 'adjustment', $2, $3, '[]', $4, $5, $6) returning id)
  insert into allocation_decisions (run_id, queue_line_id, claim, rank, waiting, quantity, outcome, reason, short)
  select run.id, l.id, 'ordinary', (
      select 1 + count(*) from queue_lines a where a.variant_id = q.variant_id and a.warehouse_id = q.warehouse_id
        and a.open > a.allocated and (${rankOf(policy, 'a')}) < (${rankOf(policy, 'q')})),
    l.quantity, l.quantity, 'released', $9, 0
  from run, unnest($7::bigint[], $8::integer[]) l(id, quantity) join queue_lines q on q.id = l.id`;
const RECORD = { priority: record('priority'), fifo: record('fifo') } as const;
