import { isRefused, type Refusal, refuse } from '#contract/errors.ts';
import type { Answer, Request } from '#contract/operations.ts';
import { recordedReason } from '#domain/orders/cancellation-reason.ts';
import { total } from '#domain/quantity.ts';
import { allocateFreedStock } from '../allocation/run-allocation.ts';
import { cancelLines, SAY_WHICH } from '../demand/cancel-lines.ts';
import { Changes } from '../demand/changes.ts';
import { chooseQuantities } from '../demand/choose-quantities.ts';
import { loadLines } from '../demand/load-lines.ts';
import { recordCancellation } from '../demand/record-cancellation.ts';
import { lockStockOf } from '../inventory/lock-stock.ts';
import type { Viewer } from '../platform/viewer.ts';
import type { Work } from '../platform/work.ts';
import { lockBackorder } from './lock-backorder.ts';
import { readBackorder } from './queries.ts';

/**
 * Cancels what a backorder has outstanding, whole, by line or by quantity. What was reserved for it goes to the next in
 * the queue in the same transaction; what is being picked is put back first. Final: there is no way back.
 *
 * Refusals, in this order: `not_found`, `not_your_customer`, `line_named_twice`, `line_not_on_record`,
 * `nothing_to_cancel`, `more_than_cancellable`, each with the present state; `invalid_request` for another reason that
 * is not said.
 */
export async function cancelBackorder(
  viewer: Viewer,
  { params, body }: Request<'cancelBackorder'>,
  work: Work,
): Promise<Answer<'cancelBackorder'> | { refusal: Refusal }> {
  const levels = await lockStockOf(viewer, work, { backorderId: params.id });
  const backorder = await lockBackorder(viewer, work, params.id);
  if (isRefused(backorder)) return backorder;

  const { status, fulfilled, cancelled, outstanding } = backorder;
  const chosen = chooseQuantities(
    await loadLines(work, { backorderId: backorder.id }),
    body.lines?.map(({ backorderLineId, quantity }) => ({ lineId: backorderLineId, quantity })) ?? null,
    { lineId: (line) => line.backorderLineId, facts: { backorderStatus: status, fulfilled, cancelled, outstanding } },
  );
  if (isRefused(chosen)) return chosen;
  const why = recordedReason(body);
  if (!why) return refuse('invalid_request', { errors: [SAY_WHICH] });

  const about = { ...why, notes: body.notes, notifyCustomer: body.notifyCustomer };
  const cancellation = await recordCancellation(viewer, work, backorder.order.id, about, chosen.quantities);
  const changes = new Changes({ type: 'cancellation', id: cancellation.id });
  const after = await cancelLines(viewer, work, changes, chosen.quantities, cancellation, levels);
  await changes.write(viewer, work);
  await allocateFreedStock(viewer, work, {
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
  work.tell('backorder_cancelled', { backorderId: backorder.id, notifyCustomer: body.notifyCustomer });
  return readBackorder(viewer, { ...work, queries: work.tx }, backorder.id);
}
