import { deflateRawSync } from 'node:zlib';
import type { Quantity } from '#domain/quantity.ts';
import type { Viewer } from '../platform/viewer.ts';
import type { Work } from '../platform/work.ts';
import type { LoadedLine } from './load-lines.ts';

/**
 * Keeps, on each line it touched, that allocated stock was taken back because it turned out not to be there. The
 * allocations themselves are changed by the caller.
 */
export async function recordRelease(
  viewer: Viewer,
  work: Work,
  warehouseId: string,
  lines: readonly { line: LoadedLine; quantity: Quantity; rank: number }[],
): Promise<void> {
  if (lines.length === 0) return;
  await work.tx.rows(RECORD, [
    warehouseId,
    work.settings.allocationPolicy,
    work.settings.policyVersion,
    deflateRawSync(
      JSON.stringify({ released: lines.map(({ line, quantity }) => ({ queueLineId: line.queueLineId, quantity })) }),
    ),
    work.now,
    viewer.actor,
    lines.map(({ line }) => line.queueLineId),
    lines.map(({ rank }) => rank),
    lines.map(({ quantity }) => quantity),
  ]);
  work.tell('allocation_released', {
    lines: lines.map(({ line, quantity }) => ({ orderId: line.orderId, backorderId: line.backorderId, quantity })),
  });
}

const RECORD = `
  with run as (
    insert into allocation_runs (warehouse_id, cause_type, policy, policy_version, supply, inputs, decided_at, decided_by)
    values ($1, 'adjustment', $2, $3, '[]', $4, $5, $6) returning id)
  insert into allocation_decisions (run_id, queue_line_id, claim, rank, waiting, quantity, outcome, reason, short)
  select run.id, l.id, 'ordinary', l.rank, l.quantity, l.quantity, 'released', 'stock_missing', 0
  from run, unnest($7::bigint[], $8::integer[], $9::integer[]) l(id, rank, quantity)`;
