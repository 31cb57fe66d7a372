import { isRefused, type Refusal } from '#contract/errors.ts';
import { formatAmount } from '#domain/money.ts';
import type { Quantity } from '#domain/quantity.ts';
import { lockedDealAmount } from '#domain/substitutes/price.ts';
import type { LoadedLine } from '../ledger/load-lines.ts';
import { confirmLockedOrder } from '../orders/confirm-order.ts';
import { insertOrder } from '../orders/insert-order.ts';
import { type LineDeal, NO_DEAL } from '../orders/price-line.ts';
import { termsOf } from '../orders/read-deals.ts';
import type { Viewer } from '../platform/viewer.ts';
import type { Work } from '../platform/work.ts';
import type { LockedOffer, LockedSubstitution } from './lock-substitution.ts';

/** The order that sends a substitute, with its one line. */
export type SubstituteOrder = { orderId: string; orderNumber: string; orderLineId: string; warehouseId: string };

/**
 * Makes and confirms the order of a substitute: for the same customer, to the same address, on the terms of the backorder, at the
 * price that was offered. It stands in the queue from now, behind those who wait for the variant already.
 */
export async function orderSubstitute(
  viewer: Viewer,
  work: Work,
  {
    substitution,
    line,
    offer,
    body,
  }: { substitution: LockedSubstitution; line: LoadedLine; offer: LockedOffer; body: { quantity: Quantity } },
): Promise<SubstituteOrder | { refusal: Refusal }> {
  const { backorder, header } = substitution;
  const { warehouseId } = backorder;
  const { address, ...terms } = header;
  const own = { customerReference: null, externalId: null, externalSender: null, notes: null };
  const written = { ...terms, ...own, customerId: backorder.order.customerId, warehouseId, deliveryAddress: address };
  const priced = {
    variantId: offer.variantId,
    sku: offer.sku,
    position: 1,
    quantity: body.quantity,
    unitPrice: offer.unitPrice,
    ...(offer.priceKind === 'locked' ? shareOf(substitution.deal, line, body.quantity) : NO_DEAL),
    shortageRule: null,
    cancelIfNotShippedBy: null,
    doubleDemand: null,
  };
  const standsInFor = { backorder: backorder.number, order: backorder.order.number, sku: line.sku };
  const order = await insertOrder(viewer, work, written, [priced], { standsInFor });
  if (!order) throw new Error('an order without an id of its own is always written');
  const confirmation = { deals: [], settlesDoubleDemand: false, isSubstitute: true };
  const confirmed = await confirmLockedOrder(viewer, work, order.id, confirmation);
  if (isRefused(confirmed)) return confirmed;
  const { id: orderLineId } = await work.tx.row<{ id: string }>('select id from order_lines where order_id = $1', [
    order.id,
  ]);
  return { orderId: order.id, orderNumber: order.number, orderLineId, warehouseId };
}

/** The deal of the line for the part that is substituted at the locked price. */
function shareOf(deal: LineDeal, line: LoadedLine, part: Quantity): LineDeal {
  if (deal.dealName === null) return NO_DEAL;
  const terms = termsOf({ percent: deal.dealPercent, price: deal.dealPrice, amount: deal.dealAmount });
  const whole = { quantity: line.orderedQuantity, unitPrice: line.unitPrice };
  return { ...deal, dealAmount: formatAmount(lockedDealAmount(terms, whole, part)) };
}
