import { type FieldError, type Refusal, refuse } from '#contract/errors.ts';
import type { Answer, Request } from '#contract/operations.ts';
import { lockStock } from '../ledger/lock-stock.ts';
import type { Viewer } from '../platform/viewer.ts';
import type { Work } from '../platform/work.ts';
import { nameDecisions, readAllocationRun } from './queries.ts';
import { decideQueues, readQueues } from './read-queue.ts';
import { runAllocation } from './run-allocation.ts';

/**
 * A person allocates the free stock of some variants, or looks at what that would do. A preview, and a run that gives
 * nobody anything, keep nothing: their `id` is null.
 *
 * Refusals: `unknown_reference`.
 */
export async function runAllocationByHand(
  viewer: Viewer,
  { body }: Request<'runAllocation'>,
  work: Work,
): Promise<Answer<'runAllocation'> | { refusal: Refusal }> {
  const [warehouse, variants] = await Promise.all([
    work.tx.first('select from warehouses where id = $1', [body.warehouseId]),
    work.tx.rows<{ id: string }>('select id from variants where id = any($1::bigint[])', [body.variantIds]),
  ]);
  const unknown: FieldError[] = warehouse ? [] : [{ pointer: '#/warehouseId', detail: 'names no warehouse' }];
  for (const [index, variantId] of body.variantIds.entries()) {
    if (!variants.some(({ id }) => id === variantId))
      unknown.push({ pointer: `#/variantIds/${index}`, detail: 'names no variant' });
  }
  if (unknown.length > 0) return refuse('unknown_reference', { errors: unknown });

  const levels = await lockStock(viewer, work, body.warehouseId, body.variantIds);
  const request = {
    warehouseId: body.warehouseId,
    levels: [...levels.values()],
    cause: { type: 'review' as const, id: null },
    policy: body.policy,
  };
  const run = body.preview ? null : await runAllocation(viewer, work, request);
  const reading = { ...work, queries: work.tx };
  if (run) {
    work.audit({
      action: 'allocation.run',
      recordType: 'allocation_run',
      recordId: run.runId,
      changes: { allocated: run.allocated },
    });
    return readAllocationRun(viewer, reading, run.runId);
  }
  const queues = await readQueues(reading, body.warehouseId, [...levels.keys()]);
  const policy = body.policy ?? work.settings.allocationPolicy;
  const { decisions, supplies } = await decideQueues(reading, body.warehouseId, queues, policy);
  return {
    id: null,
    warehouseId: body.warehouseId,
    causeType: 'review',
    causeId: null,
    policy,
    policyVersion: work.settings.policyVersion,
    decidedAt: work.now,
    decidedBy: viewer.actor,
    supply: supplies
      .filter(({ available }) => available > 0)
      .map(({ stockId, available }) => ({ variantId: stockId, available })),
    decisions: await nameDecisions(viewer, reading, [...decisions.values()]),
  };
}
