import type { AllocationDecision } from '#domain/allocation/allocate.ts';
import type { Quantity } from '#domain/quantity.ts';

/** Units that arrive on one purchase-order line. */
export type ArrivingLine = { purchaseOrderLineId: number; stockId: string; quantity: Quantity };

/** What a waiting line would get of the units of one purchase-order line. */
export type Serving = { queueLineId: number; quantity: Quantity; waiting: Quantity };

export type SpokenFor = { purchaseOrderLineId: number; spokenFor: Quantity; servings: Serving[] };

/**
 * Lays what a receipt would give out against the purchase-order lines it arrives on: what was bought for a waiting line
 * comes from its own line, everything else from the lines of its stock in turn. What was free before the receipt goes
 * first to whoever is ahead, so that only units of the receipt are called spoken for. In the order of `lines`; the
 * servings of a line in the order of their ranks.
 */
export function spokenFor(
  lines: readonly ArrivingLine[],
  decisions: readonly AllocationDecision[],
  freeBefore: ReadonlyMap<string, Quantity>,
): SpokenFor[] {
  const answer = lines.map(
    ({ purchaseOrderLineId }): SpokenFor => ({ purchaseOrderLineId, spokenFor: 0, servings: [] }),
  );
  const free = new Map(freeBefore);
  const left = lines.map(({ quantity }) => quantity);

  const take = (decision: AllocationDecision, index: number, wanted: Quantity): Quantity => {
    const quantity = Math.min(wanted, left[index] as Quantity);
    if (quantity === 0) return 0;
    left[index] = (left[index] as Quantity) - quantity;
    const line = answer[index] as SpokenFor;
    line.spokenFor += quantity;
    const { queueLineId, waiting } = decision;
    const last = line.servings.at(-1);
    if (last?.queueLineId === queueLineId) {
      last.quantity += quantity;
      last.waiting += waiting;
    } else line.servings.push({ queueLineId, quantity, waiting });
    return quantity;
  };

  for (const decision of decisions) {
    let wanted = decision.quantity;
    if (decision.purchaseOrderLineId === null) {
      const had = Math.min(wanted, free.get(decision.stockId) ?? 0);
      free.set(decision.stockId, (free.get(decision.stockId) ?? 0) - had);
      wanted -= had;
    }
    for (const [index, line] of lines.entries()) {
      if (line.stockId !== decision.stockId) continue;
      if (decision.purchaseOrderLineId !== null && decision.purchaseOrderLineId !== line.purchaseOrderLineId) continue;
      wanted -= take(decision, index, wanted);
    }
  }
  return answer;
}
