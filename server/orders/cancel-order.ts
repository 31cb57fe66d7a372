import { isRefused, type Refusal, refuse } from '#contract/errors.ts';
import type { Answer, Request } from '#contract/operations.ts';
import type { Settlement } from '#domain/invoicing/invoice-rule.ts';
import { recordedReason } from '#domain/orders/cancellation-reason.ts';
import { type Quantity, total } from '#domain/quantity.ts';
import { allocateFreedStock } from '../allocation/run-allocation.ts';
import { type CarriedOut, describeCancellation, partOf } from '../cancellations/describe-cancellation.ts';
import { askToTell } from '../follow-ups/ask-to-tell.ts';
import { cancelLines } from '../ledger/cancel-lines.ts';
import { Changes } from '../ledger/changes.ts';
import { chooseQuantities } from '../ledger/choose-quantities.ts';
import { type LoadedLine, loadLines } from '../ledger/load-lines.ts';
import { type LockedOrder, lockOrder } from '../ledger/lock-order.ts';
import { lockStockOf, type StockLevel } from '../ledger/lock-stock.ts';
import { recordCancellation } from '../ledger/record-cancellation.ts';
import { rehearse } from '../platform/rehearse.ts';
import type { Viewer } from '../platform/viewer.ts';
import type { Work } from '../platform/work.ts';

/**
 * Cancels what an order still has open, with what its backorders have outstanding; or named lines of the order itself,
 * by quantity. What was allocated goes to the next in the queue in the same transaction, what is being picked is put
 * back first. What of it was invoiced in advance is credited, or refunded as asked. Shipped goods are returned, never cancelled. Final.
 *
 * Refusals, in this order: `not_found`, `not_your_customer`, `line_named_twice`, `line_not_on_record`,
 * `nothing_to_cancel`, `more_than_cancellable`.
 */
export async function cancelOrder(
  viewer: Viewer,
  { params, body }: Pick<Request<'cancelOrder'>, 'params' | 'body'>,
  work: Work,
): Promise<{ id: string } | { refusal: Refusal }> {
  const done = await carryOut(viewer, work, params.id, body);
  return isRefused(done) ? done : { id: params.id };
}

/** What cancelling would do. Nothing stays changed. Refused as the cancellation would be. */
export function previewOrderCancellation(
  viewer: Viewer,
  { params, body }: Request<'previewOrderCancellation'>,
  work: Work,
): Promise<Answer<'previewOrderCancellation'> | { refusal: Refusal }> {
  return rehearse(work, async (rehearsal) => {
    const given = { reason: 'customer_requested' as const, notifyCustomer: false, lines: body?.lines };
    const done = await carryOut(viewer, rehearsal, params.id, given);
    return isRefused(done)
      ? done
      : describeCancellation(viewer, rehearsal, done, { orderId: params.id, backorderId: null });
  });
}

async function carryOut(
  viewer: Viewer,
  work: Work,
  orderId: string,
  body: Body,
): Promise<CarriedOut | { refusal: Refusal }> {
  const levels = await lockStockOf(viewer, work, { orderId });
  const order = await lockOrder(viewer, work, orderId);
  if (isRefused(order)) return order;
  if (!order.isConfirmed && body.lines) return refuse('order_not_confirmed', { facts: { orderStatus: order.status } });
  const chosen = await chooseLines(work, order, body);
  if (isRefused(chosen) && (order.isConfirmed || order.isCancelled)) return chosen;
  const why = recordedReason(body);

  const quantities = isRefused(chosen) ? [] : chosen.quantities;
  const cancelled = quantities.map(({ line, quantity }) => partOf(line, quantity));
  const { notes, notifyCustomer, settlement } = body;
  const about = { ...why, notes, notifyCustomer, settlement };
  let done: CancelledQuantities = { run: null, credited: 0n, cancellationId: null };
  if (!order.isConfirmed) await work.tx.rows(CANCEL_DRAFT, [order.id, work.now]);
  else if (quantities.length > 0) done = await cancelQuantities(viewer, work, order, { quantities, levels, about });
  noteCancelled(work, order, body, quantities);
  const told = { cause: 'tell_cancelled' as const, cancellationId: done.cancellationId };
  if (body.notifyCustomer) await askToTell(viewer, work, { orderId: order.id }, told);
  return { cancelled, run: done.run, credited: done.credited };
}

type Body = Request<'cancelOrder'>['body'];
type Chosen = { line: LoadedLine; quantity: Quantity };

/** What is cancelled of the named lines of the order itself, or of all that it and its backorders have open. */
async function chooseLines(
  work: Work,
  order: LockedOrder,
  body: Body,
): Promise<{ quantities: Chosen[] } | { refusal: Refusal }> {
  const backorders = await work.tx.rows<{ id: string; number: string; outstanding: number }>(
    'select id, number, outstanding from backorders where order_id = $1 order by id for update',
    [order.id],
  );
  const all = await loadLines(work, { orderId: order.id, withBackorders: true });
  const own = all.filter(({ backorderId }) => backorderId === null);
  const facts = {
    orderStatus: order.status,
    lines: own.map((line) => ({ orderLineId: line.orderLineId, outstanding: line.open })),
    backorders,
  };
  return chooseQuantities(
    body.lines ? own : all,
    body.lines?.map(({ orderLineId, quantity }) => ({ lineId: orderLineId, quantity })) ?? null,
    { lineId: (line) => line.orderLineId, facts },
  );
}

function noteCancelled(work: Work, order: LockedOrder, body: Body, quantities: readonly Chosen[]): void {
  work.audit({
    action: 'order.cancel',
    recordType: 'order',
    recordId: order.id,
    orderId: order.id,
    changes: {
      reason: body.reason,
      notes: body.notes ?? null,
      quantity: total(quantities, ({ quantity }) => quantity),
      lines: quantities.map(({ line, quantity }) => ({ sku: line.sku, quantity })),
    },
  });
  work.tell('order_cancelled', { orderId: order.id, notifyCustomer: body.notifyCustomer });
}

const CANCEL_DRAFT = 'update orders set cancelled_at = $2, version = version + 1 where id = $1';

type CancelledQuantities = Pick<CarriedOut, 'run' | 'credited'> & { cancellationId: string | null };

/** Records the cancellation, takes the quantities off their lines and allocates what that frees. */
async function cancelQuantities(
  viewer: Viewer,
  work: Work,
  order: LockedOrder,
  {
    quantities,
    levels,
    about,
  }: {
    quantities: readonly Chosen[];
    levels: ReadonlyMap<string, StockLevel>;
    about: Parameters<typeof recordCancellation>[3] & { settlement: Settlement | undefined };
  },
): Promise<CancelledQuantities> {
  const cancellation = await recordCancellation(viewer, work, order.id, about, quantities);
  const changes = new Changes({ type: 'cancellation', id: cancellation.id }, about.settlement);
  const after = await cancelLines(viewer, work, changes, quantities, cancellation, levels);
  await changes.write(viewer, work);
  const run = await allocateFreedStock(viewer, work, {
    warehouseId: order.warehouseId,
    levels: after,
    cause: { type: 'cancellation', id: order.id },
  });
  return { run, credited: changes.credited, cancellationId: cancellation.id };
}
