import { type Refusal, refuse } from '#contract/errors.ts';

/** Whether a customer gets anything now, as it stands on a locked record. */
export type SaleHold = { saleHold: 'none' | 'no_sale' | 'cash_only'; saleHoldReason: string | null };

/**
 * Why nothing goes to a customer now, asked at each door the goods go through; null when nothing speaks against it. `isPaid` says
 * whether the money was taken; it is left out where it is not asked for yet.
 */
export function refuseHeld({ saleHold, saleHoldReason: reason }: SaleHold, isPaid = true): { refusal: Refusal } | null {
  if (saleHold === 'no_sale') return refuse('customer_on_no_sale', { facts: { reason } });
  return saleHold === 'cash_only' && !isPaid ? refuse('cash_not_collected', { facts: { reason } }) : null;
}
