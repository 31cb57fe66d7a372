import { exclusion } from '#domain/allocation/waiting-line.ts';
import { backorderAtConfirmation, shortageRule } from '#domain/fulfillment/shortage.ts';
import { wholeMultiples } from '#domain/quantity.ts';
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
  const { requestedOn } = order;
  const isDealtLater = ({ isOnHold }: LoadedLine) =>
    work.settings.allocationMode !== 'automatic' ||
    exclusion({ isOnHold, requestedOn }, { ...work.settings, today: work.today }) !== null;
  const free = new Map([...levels].map(([variantId, { available }]) => [variantId, available]));
  const settled = lines.map((line) => {
    const rule = shortageRule(line.rules);
    // Where a person allocates the stock, or the day is not near enough to take it, what is free counts as there.
    const left = isDealtLater(line) ? (free.get(line.variantId) ?? 0) : 0;
    const allocated = Math.max(line.allocated, wholeMultiples(Math.min(left, line.open), line.orderMultiple));
    free.set(line.variantId, left - allocated);
    return { line, rule, allocated };
  });
  const changes = new Changes({ type: 'confirmation', id: order.id });
  const toBackorder = settled
    .map(({ line, rule, allocated }) => ({
      line,
      quantity: backorderAtConfirmation(work.settings.backorderCreation, { quantity: line.open, allocated, rule }),
    }))
    .filter(({ quantity }) => quantity > 0);
  const toCancel = settled.filter(({ line, rule, allocated }) => rule === 'cancel_shortage' && allocated < line.open);
  if (toBackorder.length > 0) {
    await openBackorder(viewer, work, changes, {
      orderId: order.id,
      orderNumber: order.number,
      cause: 'confirmation',
      reason: 'no_stock_at_confirmation',
      lines: toBackorder,
    });
  }
  const cancelled = toCancel.map(({ line, allocated }) => ({ line, quantity: line.open - allocated }));
  const cancellation =
    cancelled.length > 0
      ? await recordCancellation(viewer, work, order.id, { reason: 'shortage_cancelled', reasonText: null }, cancelled)
      : null;
  for (const { line, quantity } of cancelled) {
    if (cancellation) changes.cancel(line, quantity, cancellation);
    work.audit({
      action: 'order.cancel',
      recordType: 'order',
      recordId: order.id,
      orderId: order.id,
      changes: { reason: 'shortage_cancelled', lines: [{ sku: line.sku, quantity }] },
    });
  }
  if (toBackorder.length + toCancel.length > 0) await changes.write(viewer, work);
}
