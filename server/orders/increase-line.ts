import { parseAmount, type TenThousandths } from '#domain/money.ts';
import { extendable } from '#domain/orders/deal.ts';
import type { Quantity } from '#domain/quantity.ts';
import { extendDeal, type LineDeal, NO_DEAL } from './price-line.ts';
import { termsOf } from './read-deals.ts';
import type { AddedLine } from './record-line-changes.ts';

/** A line of a confirmed order as it stands. */
export type LineRow = {
  id: string;
  root_id: string;
  is_replacement: boolean;
  /** As the order answers them. */
  quantity: Quantity;
  wanted: Quantity;
  position: number;
  sku: string;
  variant_id: string;
  order_multiple: number;
  shipped: Quantity;
  unit_price: string;
  price_reason: string | null;
  price_valid_until: string | null;
  deal_id: string | null;
  deal_name: string | null;
  deal_kind: 'percent' | 'amount' | 'price' | null;
  deal_percent: string | null;
  deal_price: string | null;
  shortage_rule: string | null;
  cancel_if_not_shipped_by: string | null;
};

/** More of a line: a new one at its price, with its own place in the queue. */
export function increase(root: LineRow, quantity: Quantity, position: number): Omit<AddedLine, 'backorderId'> {
  return {
    variantId: root.variant_id,
    sku: root.sku,
    position,
    quantity,
    unitPrice: root.unit_price,
    priceReason: root.price_reason,
    priceValidUntil: root.price_valid_until,
    ...dealOfIncrease(root, quantity),
    shortageRule: root.shortage_rule,
    cancelIfNotShippedBy: root.cancel_if_not_shipped_by,
    doubleDemand: null,
    increaseOfId: root.id,
  };
}

function dealOfIncrease(root: LineRow, quantity: Quantity): LineDeal {
  if (root.deal_name === null) return NO_DEAL;
  const terms = extendable(termsOf({ percent: root.deal_percent, price: root.deal_price, amount: null }));
  if (terms === null) return NO_DEAL;
  return extendDeal({ id: root.deal_id, name: root.deal_name }, terms, {
    quantity,
    unitPrice: parseAmount(root.unit_price) as TenThousandths,
  });
}
