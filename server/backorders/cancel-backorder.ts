import { isRefused, type Refusal } from '#contract/errors.ts';
import type { Answer, Request } from '#contract/operations.ts';
import { recordedReason } from '#domain/orders/cancellation-reason.ts';
import { total } from '#domain/quantity.ts';
import { allocateFreedStock } from '../allocation/run-allocation.ts';
import { type CarriedOut, describeCancellation, partOf } from '../cancellations/describe-cancellation.ts';
import { askToTell } from '../follow-ups/ask-to-tell.ts';
import { cancelLines } from '../ledger/cancel-lines.ts';
import { Changes } from '../ledger/changes.ts';
import { chooseQuantities } from '../ledger/choose-quantities.ts';
import { loadLines } from '../ledger/load-lines.ts';
import { lockBackorder } from '../ledger/lock-backorder.ts';
import { lockStockOf } from '../ledger/lock-stock.ts';
import { recordCancellation } from '../ledger/record-cancellation.ts';
import { rehearse } from '../platform/rehearse.ts';
import type { Viewer } from '../platform/viewer.ts';
import type { Work } from '../platform/work.ts';

/**
 * Cancels what a backorder has outstanding, whole, by line or by quantity. What was allocated to it goes to the next in
 * the queue in the same transaction; what is being picked is put back first. Final: there is no way back.
 *
 * Refusals, in this order: `not_found`, `not_your_customer`, `line_named_twice`, `line_not_on_record`,
 * `nothing_to_cancel`, `more_than_cancellable`, each with the present state.
 */
export async function cancelBackorder(
  viewer: Viewer,
  { params, body }: Request<'cancelBackorder'>,
  work: Work,
): Promise<{ id: string } | { refusal: Refusal }> {
  const done = await carryOut(viewer, work, params.id, body);
  return isRefused(done) ? done : { id: params.id };
}

/** What cancelling would do. Nothing stays changed. Refused as the cancellation would be. */
export function previewBackorderCancellation(
  viewer: Viewer,
  { params, body }: Request<'previewBackorderCancellation'>,
  work: Work,
): Promise<Answer<'previewBackorderCancellation'> | { refusal: Refusal }> {
  return rehearse(work, async (rehearsal) => {
    const given = { reason: 'customer_requested' as const, notifyCustomer: false, lines: body?.lines };
    const done = await carryOut(viewer, rehearsal, params.id, given);
    return isRefused(done) ? done : describeCancellation(viewer, rehearsal, done, done);
  });
}

async function carryOut(
  viewer: Viewer,
  work: Work,
  backorderId: string,
  body: Request<'cancelBackorder'>['body'],
): Promise<(CarriedOut & { orderId: string; backorderId: string }) | { refusal: Refusal }> {
  const levels = await lockStockOf(viewer, work, { backorderId });
  const backorder = await lockBackorder(viewer, work, backorderId);
  if (isRefused(backorder)) return backorder;

  const { status, fulfilled, cancelled, outstanding } = backorder;
  const chosen = chooseQuantities(
    await loadLines(work, { backorderId: backorder.id }),
    body.lines?.map(({ backorderLineId, quantity }) => ({ lineId: backorderLineId, quantity })) ?? null,
    { lineId: (line) => line.backorderLineId, facts: { backorderStatus: status, fulfilled, cancelled, outstanding } },
  );
  if (isRefused(chosen)) return chosen;
  const why = recordedReason(body);

  const parts = chosen.quantities.map(({ line, quantity }) => partOf(line, quantity));
  const about = { ...why, notes: body.notes, notifyCustomer: body.notifyCustomer };
  const cancellation = await recordCancellation(viewer, work, backorder.order.id, about, chosen.quantities);
  const changes = new Changes({ type: 'cancellation', id: cancellation.id });
  const after = await cancelLines(viewer, work, changes, chosen.quantities, cancellation, levels);
  await changes.write(viewer, work);
  const run = await allocateFreedStock(viewer, work, {
    warehouseId: backorder.warehouseId,
    levels: after,
    cause: { type: 'cancellation', id: backorder.id },
  });
  work.audit({
    action: 'backorder.cancel',
    recordType: 'backorder',
    recordId: backorder.id,
    orderId: backorder.order.id,
    changes: {
      reason: body.reason,
      notes: body.notes ?? null,
      quantity: total(chosen.quantities, ({ quantity }) => quantity),
      lines: chosen.quantities.map(({ line, quantity }) => ({ sku: line.sku, quantity })),
    },
  });
  if (body.notifyCustomer)
    await askToTell(
      viewer,
      work,
      { backorderId: backorder.id },
      { cause: 'tell_cancelled', cancellationId: cancellation.id },
    );
  work.tell('backorder_cancelled', { backorderId: backorder.id, notifyCustomer: body.notifyCustomer });
  return { cancelled: parts, run, orderId: backorder.order.id, backorderId: backorder.id };
}
