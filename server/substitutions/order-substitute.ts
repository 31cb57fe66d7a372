import { isRefused, type Refusal } from '#contract/errors.ts';
import { formatAmount } from '#domain/money.ts';
import type { Quantity } from '#domain/quantity.ts';
import { lockedDealAmount } from '#domain/substitutes/price.ts';
import type { LoadedLine } from '../ledger/load-lines.ts';
import { confirmLockedOrder } from '../orders/confirm-order.ts';
import { insertOrder } from '../orders/insert-order.ts';
import { type LineDeal, NO_DEAL, type PricedLine } from '../orders/price-line.ts';
import { termsOf } from '../orders/read-deals.ts';
import type { Viewer } from '../platform/viewer.ts';
import type { Work } from '../platform/work.ts';
import type { LockedOffer, LockedSubstitution } from './lock-substitution.ts';

/** The order that sends a substitute, with its one line. */
export type SubstituteOrder = { orderId: string; orderNumber: string; orderLineId: string; warehouseId: string };

/**
 * Makes and confirms the order of a substitute: for the same customer, to the same address, on the terms of the backorder, at the
 * price that was offered, invoiced as the order it stands in for. It stands in the queue from now, behind those who wait for the variant already.
 */
export async function orderSubstitute(
  viewer: Viewer,
  work: Work,
  decided: Decided,
): Promise<SubstituteOrder | { refusal: Refusal }> {
  const { substitution, line } = decided;
  const { backorder, header } = substitution;
  const { warehouseId, order } = backorder;
  const own = { customerReference: null, externalId: null, externalSender: null, notes: null };
  const standsInFor = { backorder: backorder.number, order: order.number, sku: line.sku };
  const written = { ...header, ...own, customerId: order.customerId, warehouseId };
  const made = await insertOrder(viewer, work, written, [lineOf(decided)], { standsInFor });
  if (!made) throw new Error('an order without an id of its own is always written');
  const confirmation = { deals: [], settlesDoubleDemand: false, isSubstitute: true, invoiceRule: order.invoiceRule };
  const confirmed = await confirmLockedOrder(viewer, work, made.id, confirmation);
  if (isRefused(confirmed)) return confirmed;
  const only = await work.tx.row<{ id: string }>('select id from order_lines where order_id = $1', [made.id]);
  return { orderId: made.id, orderNumber: made.number, orderLineId: only.id, warehouseId };
}

type Decided = {
  substitution: LockedSubstitution;
  line: LoadedLine;
  offer: LockedOffer;
  body: { quantity: Quantity };
};

function lineOf({ substitution, line, offer, body }: Decided): PricedLine {
  const { variantId, sku, unitPrice, priceKind } = offer;
  return {
    variantId,
    sku,
    position: 1,
    quantity: body.quantity,
    unitPrice,
    ...(priceKind === 'locked' ? shareOf(substitution.deal, line, body.quantity) : NO_DEAL),
    priceReason: null,
    priceValidUntil: null,
    shortageRule: null,
    cancelIfNotShippedBy: null,
    doubleDemand: null,
  };
}

/** The deal of the line for the part that is substituted at the locked price. */
function shareOf(deal: LineDeal, line: LoadedLine, part: Quantity): LineDeal {
  if (deal.dealName === null) return NO_DEAL;
  const terms = termsOf({ percent: deal.dealPercent, price: deal.dealPrice, amount: deal.dealAmount });
  const whole = { quantity: line.orderedQuantity, unitPrice: line.unitPrice };
  return { ...deal, dealAmount: formatAmount(lockedDealAmount(terms, whole, part)) };
}
