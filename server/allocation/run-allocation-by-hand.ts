import { type FieldError, type Refusal, refuse } from '#contract/errors.ts';
import type { Answer, Request } from '#contract/operations.ts';
import { lockStock } from '../ledger/lock-stock.ts';
import type { Viewer } from '../platform/viewer.ts';
import type { Reading, Work } from '../platform/work.ts';
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
  const unknown = await findUnknown(work, body);
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
  return decideOnly(viewer, reading, body, [...levels.keys()]);
}

type Body = Request<'runAllocation'>['body'];

async function findUnknown({ tx }: Work, { warehouseId, variantIds }: Body): Promise<FieldError[]> {
  const [warehouse, variants] = await Promise.all([
    tx.first('select from warehouses where id = $1', [warehouseId]),
    tx.rows<{ id: string }>('select id from variants where id = any($1::bigint[])', [variantIds]),
  ]);
  const unknown: FieldError[] = warehouse ? [] : [{ pointer: '#/warehouseId', detail: 'names no warehouse' }];
  for (const [index, variantId] of variantIds.entries()) {
    if (!variants.some(({ id }) => id === variantId))
      unknown.push({ pointer: `#/variantIds/${index}`, detail: 'names no variant' });
  }
  return unknown;
}

/** What a run would do, or did when nobody got anything. */
async function decideOnly(
  viewer: Viewer,
  reading: Reading,
  body: Body,
  variantIds: readonly string[],
): Promise<Answer<'runAllocation'>> {
  const queues = await readQueues(reading, body.warehouseId, variantIds);
  const policy = body.policy ?? reading.settings.allocationPolicy;
  const { decisions, supplies } = await decideQueues(reading, body.warehouseId, queues, policy);
  return {
    id: null,
    warehouseId: body.warehouseId,
    causeType: 'review',
    causeId: null,
    policy,
    policyVersion: reading.settings.policyVersion,
    decidedAt: reading.now,
    decidedBy: viewer.actor,
    supply: supplies
      .filter(({ available }) => available > 0)
      .map(({ stockId, available }) => ({ variantId: stockId, available })),
    decisions: await nameDecisions(viewer, reading, [...decisions.values()]),
  };
}
