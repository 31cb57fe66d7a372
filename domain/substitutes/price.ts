import { divideRounded, type TenThousandths } from '#domain/money.ts';
import { type DealTerms, reduction } from '#domain/orders/deal.ts';
import type { Quantity } from '#domain/quantity.ts';

/** What a substitute costs: what was locked for the line it stands in for, its own list price, or another with a reason. */
export const PRICE_KINDS = ['locked', 'list', 'other'] as const;
/**
 * What the deal of a line takes off the part of it that is substituted at the locked price. A percentage or a price holds for
 * the part as for the whole; of an amount given for the whole line the part keeps its share, so that the customer pays for
 * both parts together what was locked.
 */
export function lockedDealAmount(
  terms: DealTerms,
  line: { quantity: Quantity; unitPrice: TenThousandths },
  part: Quantity,
): TenThousandths {
  const ofPart = { quantity: part, unitPrice: line.unitPrice };
  if (terms.kind !== 'amount') return reduction(terms, ofPart);
  const share = divideRounded(terms.amount * BigInt(part), BigInt(line.quantity));
  return reduction({ kind: 'amount', amount: share }, ofPart);
}
