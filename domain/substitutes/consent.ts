import type { TenThousandths } from '#domain/money.ts';
import { readVariantName } from '#domain/substitutes/variant-name.ts';

/** What a customer may agree to once and for all. */
export const CONSENT_RULES = ['exact_vintage', 'next_vintage', 'same_style', 'always_ask'] as const;
/** What a customer agreed to once and for all. */
export type ConsentRule = (typeof CONSENT_RULES)[number];

/** What a standing consent says of an offer: it allows it, the customer is to be asked, or wants no other; null without one. */
export const CONSENT_ANSWERS = ['allowed', 'ask', 'not_wanted'] as const;
/** What a standing consent says of an offer. */
export type ConsentAnswer = (typeof CONSENT_ANSWERS)[number];

/** A consent in force for what is missing. */
export type Consent = { rule: ConsentRule; priceLimit: TenThousandths | null };

/** An item with what is paid for one: as it was ordered, or as it is offered. */
export type PricedItem = { productId: string; family: string | null; variantName: string; unitPrice: TenThousandths };

/**
 * What a consent says of an offer in place of what was ordered. It is read strictly: a name that does not say vintage or size
 * proves nothing, and without a limit the next vintage may cost no more than what was ordered.
 */
export function judgeConsent(consent: Consent | null, ordered: PricedItem, offered: PricedItem): ConsentAnswer | null {
  if (!consent) return null;
  const { rule, priceLimit } = consent;
  if (rule === 'exact_vintage') return 'not_wanted';
  if (rule === 'always_ask') return 'ask';
  const [was, is] = [readVariantName(ordered.variantName), readVariantName(offered.variantName)];
  const isSameProduct = offered.productId === ordered.productId;
  const isSameSize = was.millilitres !== null && was.millilitres === is.millilitres;
  const isCheap = offered.unitPrice <= (priceLimit ?? ordered.unitPrice);
  const isKin =
    rule === 'next_vintage'
      ? isSameProduct && was.vintage !== null && is.vintage === was.vintage + 1
      : isSameProduct || (ordered.family !== null && offered.family === ordered.family);
  return isKin && isSameSize && isCheap ? 'allowed' : 'ask';
}
