import { isRefused, type Refusal } from '#contract/errors.ts';
import type { Answer, Request } from '#contract/operations.ts';
import { recordedReason } from '#domain/orders/cancellation-reason.ts';
import { type Quantity, total } from '#domain/quantity.ts';
import { allocateFreedStock } from '../allocation/run-allocation.ts';
import { type CarriedOut, describeCancellation, partOf } from '../cancellations/describe-cancellation.ts';
import { askToTell } from '../follow-ups/ask-to-tell.ts';
import { cancelLines } from '../ledger/cancel-lines.ts';
import { Changes } from '../ledger/changes.ts';
import { chooseQuantities } from '../ledger/choose-quantities.ts';
import { type LoadedLine, loadLines } from '../ledger/load-lines.ts';
import { type LockedBackorder, lockBackorder } from '../ledger/lock-backorder.ts';
import { lockStockOf } from '../ledger/lock-stock.ts';
import { recordCancellation } from '../ledger/record-cancellation.ts';
import { rehearse } from '../platform/rehearse.ts';
import type { Viewer } from '../platform/viewer.ts';
import type { Work } from '../platform/work.ts';

/**
 * Cancels what a backorder has outstanding, whole, by line or by quantity. What was allocated to it goes to the next in
 * the queue in the same transaction; what is being picked is put back first. What of it was invoiced is credited, or refunded as
 * asked. Final: there is no way back.
 *
 * Refusals, in this order: `not_found`, `not_your_customer`, `line_named_twice`, `line_not_on_record`,
 * `nothing_to_cancel`, `more_than_cancellable`, each with the present state.
 */
export async function cancelBackorder(
  viewer: Viewer,
  { params, body }: Pick<Request<'cancelBackorder'>, 'params' | 'body'>,
  work: Work,
): Promise<{ id: string } | { refusal: Refusal }> {
  const done = await carryOut(viewer, work, params.id, body);
  return isRefused(done) ? done : { id: params.id };
}

/** The same of one among many, all of it; answers how much that was. */
export async function cancelWhole(
  viewer: Viewer,
  work: Work,
  backorderId: string,
  why: Omit<Body, 'lines'>,
): Promise<{ quantity: Quantity } | { refusal: Refusal }> {
  const done = await carryOut(viewer, work, backorderId, why);
  return isRefused(done) ? done : { quantity: total(done.cancelled, ({ quantity }) => quantity) };
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
  body: Body,
): Promise<(CarriedOut & { orderId: string; backorderId: string }) | { refusal: Refusal }> {
  const levels = await lockStockOf(viewer, work, { backorderId });
  const backorder = await lockBackorder(viewer, work, backorderId);
  if (isRefused(backorder)) return backorder;

  const chosen = await chooseLines(work, backorder, body);
  if (isRefused(chosen)) return chosen;
  const why = recordedReason(body);

  const { quantities } = chosen;
  const { id, order } = backorder;
  const parts = quantities.map(({ line, quantity }) => partOf(line, quantity));
  const { notes, notifyCustomer, settlement } = body;
  const about = { ...why, notes, notifyCustomer, settlement };
  const cancellation = await recordCancellation(viewer, work, order.id, about, quantities);
  const changes = new Changes({ type: 'cancellation', id: cancellation.id }, about.settlement);
  const after = await cancelLines(viewer, work, changes, quantities, cancellation, levels);
  await changes.write(viewer, work);
  const cause = { type: 'cancellation' as const, id };
  const run = await allocateFreedStock(viewer, work, { warehouseId: backorder.warehouseId, levels: after, cause });
  noteCancelled(work, backorder, body, quantities);
  const told = { cause: 'tell_cancelled' as const, cancellationId: cancellation.id };
  if (body.notifyCustomer) await askToTell(viewer, work, { backorderId: id }, told);
  return { cancelled: parts, run, credited: changes.credited, orderId: order.id, backorderId: id };
}

type Body = Request<'cancelBackorder'>['body'];
type Chosen = { line: LoadedLine; quantity: Quantity };

async function chooseLines(
  work: Work,
  { id, status, fulfilled, cancelled, outstanding }: LockedBackorder,
  body: Body,
): Promise<{ quantities: Chosen[] } | { refusal: Refusal }> {
  return chooseQuantities(
    await loadLines(work, { backorderId: id }),
    body.lines?.map(({ backorderLineId, quantity }) => ({ lineId: backorderLineId, quantity })) ?? null,
    { lineId: (line) => line.backorderLineId, facts: { backorderStatus: status, fulfilled, cancelled, outstanding } },
  );
}

function noteCancelled(work: Work, { id, order }: LockedBackorder, body: Body, quantities: readonly Chosen[]): void {
  work.audit({
    action: 'backorder.cancel',
    recordType: 'backorder',
    recordId: id,
    orderId: order.id,
    changes: {
      reason: body.reason,
      notes: body.notes ?? null,
      quantity: total(quantities, ({ quantity }) => quantity),
      lines: quantities.map(({ line, quantity }) => ({ sku: line.sku, quantity })),
    },
  });
  work.tell('backorder_cancelled', { backorderId: id, notifyCustomer: body.notifyCustomer });
}
