import type { Answer } from '#contract/operations.ts';
import type { projectQueues, Queue } from './read-queue.ts';

type Projected = ReturnType<typeof projectQueues> extends ReadonlyMap<string, infer Line> ? Line : never;
type Coverage = Pick<
  Answer<'getOrderCoverage'>['lines'][number],
  'coveredBy' | 'uncovered' | 'placeInQueue' | 'quantityAhead'
>;

/** What covers a line of a queue, and where it stands; nothing covers one that is in no queue. */
export function coverageOf(projection: Projected | undefined, queue: Queue | undefined): Coverage {
  const numbers = new Map(queue?.arrivals.map((one) => [one.purchaseOrderLineId, one.purchaseOrderNumber]));
  return {
    coveredBy: (projection?.coveredBy ?? []).map((part) => ({
      source: part.source,
      purchaseOrderLineId: part.purchaseOrderLineId === null ? null : String(part.purchaseOrderLineId),
      purchaseOrderNumber: part.purchaseOrderLineId === null ? null : (numbers.get(part.purchaseOrderLineId) ?? null),
      quantity: part.quantity,
      on: part.on,
      lateSince: part.lateSince,
    })),
    uncovered: projection?.uncovered ?? 0,
    placeInQueue: projection?.placeInQueue ?? null,
    quantityAhead: projection?.quantityAhead ?? 0,
  };
}
