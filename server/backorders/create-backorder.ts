import { isRefused, type Refusal, refuse } from '#contract/errors.ts';
import type { Request } from '#contract/operations.ts';
import type { Quantity } from '#domain/quantity.ts';
import { allocateFreedStock } from '../allocation/run-allocation.ts';
import { askToTell } from '../follow-ups/ask-to-tell.ts';
import { Changes } from '../ledger/changes.ts';
import { findBrokenMultiple, findMistake } from '../ledger/choose-quantities.ts';
import { type LoadedLine, loadLines } from '../ledger/load-lines.ts';
import { lockOrder } from '../ledger/lock-order.ts';
import { lockStockOf } from '../ledger/lock-stock.ts';
import { openBackorder } from '../ledger/open-backorder.ts';
import type { Viewer } from '../platform/viewer.ts';
import type { Work } from '../platform/work.ts';
import { recordPromise } from './promise-backorder.ts';

/**
 * Moves the unfilled part of chosen order lines to a backorder by hand; what is allocated to it moves along.
 *
 * Refusals, in this order: `not_found`, `not_your_customer`, `order_cancelled`, `order_not_confirmed`,
 * `line_named_twice`, `line_not_on_record`, `quantity_not_whole_multiple`, `more_than_remainder` (what the line has open
 * and not picked), `promise_in_the_past`.
 */
export async function createBackorder(
  viewer: Viewer,
  { params, body }: Pick<Request<'createBackorder'>, 'params' | 'body'>,
  work: Work,
): Promise<{ id: string } | { refusal: Refusal }> {
  const levels = await lockStockOf(viewer, work, { orderId: params.id });
  const order = await lockOrder(viewer, work, params.id);
  if (isRefused(order)) return order;
  if (order.isCancelled) return refuse('order_cancelled');
  if (!order.isConfirmed) return refuse('order_not_confirmed', { facts: { orderStatus: order.status } });

  const chosen = chooseLines(await loadLines(work, { orderId: order.id }), body);
  if (isRefused(chosen)) return chosen;
  if (body.promisedOn && body.promisedOn < work.today) return refuse('promise_in_the_past');

  const changes = new Changes({ type: 'manual_backorder', id: order.id });
  const opened = await openBackorder(viewer, work, changes, {
    orderId: order.id,
    orderNumber: order.number,
    cause: 'manual',
    reason: body.reason,
    notes: body.notes ?? null,
    notifyCustomer: body.notifyCustomer,
    lines: chosen,
  });
  await changes.write(viewer, work);
  // What is left of an order that ships only as a whole may be had now.
  const { id: orderId, warehouseId } = order;
  const cause = { type: 'review' as const, id: orderId };
  if (order.shipComplete) await allocateFreedStock(viewer, work, { warehouseId, levels: levels.values(), cause });
  const { promisedOn, reason, notifyCustomer } = body;
  if (promisedOn) {
    const promise = { backorderId: opened.id, orderId, promisedOn, cause: 'creation', reason, notifyCustomer };
    await recordPromise(viewer, work, promise);
  }
  if (body.notifyCustomer) await askToTell(viewer, work, { backorderId: opened.id }, { cause: 'tell_created' });
  return { id: opened.id };
}

type Chosen = { line: LoadedLine; quantity: Quantity };

/** The named lines with their quantities; refused with the first one at fault. */
function chooseLines(
  lines: readonly LoadedLine[],
  body: Request<'createBackorder'>['body'],
): Chosen[] | { refusal: Refusal } {
  const named = body.lines.map(({ orderLineId, quantity }) => ({ lineId: orderLineId, quantity }));
  const mistake = findMistake(lines, named, (line) => line.orderLineId);
  if (mistake) return { refusal: mistake };
  const chosen = named.map(({ lineId, quantity }) => ({
    line: lines.find((line) => line.orderLineId === lineId) as LoadedLine,
    quantity,
  }));
  const broken = findBrokenMultiple(chosen);
  return broken ? { refusal: broken } : (findMoreThanRemainder(chosen) ?? chosen);
}

function findMoreThanRemainder(chosen: readonly Chosen[]): { refusal: Refusal } | null {
  const index = chosen.findIndex(({ line, quantity }) => quantity > line.open - line.picked);
  const found = chosen[index];
  if (!found) return null;
  const unpicked = found.line.open - found.line.picked;
  return refuse('more_than_remainder', {
    errors: [{ pointer: `#/lines/${index}/quantity`, detail: `is more than the ${unpicked} unfilled` }],
    facts: { unpicked },
  });
}
