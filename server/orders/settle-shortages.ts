import { exclusion } from '#domain/allocation/waiting-line.ts';
import { backorderAtConfirmation, shortageRule } from '#domain/fulfillment/shortage.ts';
import { type Quantity, wholeMultiples } from '#domain/quantity.ts';
import { Changes } from '../ledger/changes.ts';
import type { LoadedLine } from '../ledger/load-lines.ts';
import { openBackorder } from '../ledger/open-backorder.ts';
import { recordCancellation } from '../ledger/record-cancellation.ts';
import type { Viewer } from '../platform/viewer.ts';
import type { Work } from '../platform/work.ts';

/**
 * What the lines were left without becomes a backorder, or is cancelled, by rule and setting. An order that ships only
 * as a whole is left together: splitting it would ship it in parts.
 */
export async function settleShortages(
  viewer: Viewer,
  work: Work,
  order: { id: string; number: string; requestedOn: string | null },
  lines: readonly LoadedLine[],
  levels: ReadonlyMap<string, { available: number }>,
): Promise<void> {
  const { toBackorder, toCancel } = decideShortages(work, order, lines, levels);
  const changes = new Changes({ type: 'confirmation', id: order.id });
  if (toBackorder.length > 0) {
    await openBackorder(viewer, work, changes, {
      orderId: order.id,
      orderNumber: order.number,
      cause: 'confirmation',
      reason: 'no_stock_at_confirmation',
      lines: toBackorder,
    });
  }
  if (toCancel.length > 0) await cancelShortages(viewer, work, changes, order.id, toCancel);
  if (toBackorder.length + toCancel.length > 0) await changes.write(viewer, work);
}

type Shortage = { line: LoadedLine; quantity: Quantity };

/** How much of each line becomes a backorder, and how much is cancelled. */
function decideShortages(
  { settings, today }: Work,
  { requestedOn }: { requestedOn: string | null },
  lines: readonly LoadedLine[],
  levels: ReadonlyMap<string, { available: number }>,
): { toBackorder: Shortage[]; toCancel: Shortage[] } {
  const isAllocatedLater = ({ isOnHold }: LoadedLine) =>
    settings.allocationMode !== 'automatic' || exclusion({ isOnHold, requestedOn }, { ...settings, today }) !== null;
  const free = new Map([...levels].map(([variantId, { available }]) => [variantId, available]));
  const settled = lines.map((line) => {
    // Where a person allocates the stock, or the day is not near enough to take it, what is free counts as there.
    const left = isAllocatedLater(line) ? (free.get(line.variantId) ?? 0) : 0;
    const allocated = Math.max(line.allocated, wholeMultiples(Math.min(left, line.open), line.orderMultiple));
    free.set(line.variantId, left - allocated);
    return { line, rule: shortageRule(line.rules), allocated };
  });
  return {
    toBackorder: settled
      .map(({ line, rule, allocated }) => ({
        line,
        quantity: backorderAtConfirmation(settings.backorderCreation, { quantity: line.open, allocated, rule }),
      }))
      .filter(({ quantity }) => quantity > 0),
    toCancel: settled
      .filter(({ line, rule, allocated }) => rule === 'cancel_shortage' && allocated < line.open)
      .map(({ line, allocated }) => ({ line, quantity: line.open - allocated })),
  };
}

async function cancelShortages(
  viewer: Viewer,
  work: Work,
  changes: Changes,
  orderId: string,
  shortages: readonly Shortage[],
): Promise<void> {
  const why = { reason: 'shortage_cancelled', reasonText: null };
  const cancellation = await recordCancellation(viewer, work, orderId, why, shortages);
  for (const { line, quantity } of shortages) {
    changes.cancel(line, quantity, cancellation);
    work.audit({
      action: 'order.cancel',
      recordType: 'order',
      recordId: orderId,
      orderId,
      changes: { reason: 'shortage_cancelled', lines: [{ sku: line.sku, quantity }] },
    });
  }
}
