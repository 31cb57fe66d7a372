import { type FieldError, type Refusal, refuse } from '#contract/errors.ts';
import { parseAmount } from '#domain/money.ts';
import type { Work } from '../platform/work.ts';

/** What a deal says, as it is kept. */
export type DealFields = {
  name: string;
  kind: 'percent' | 'amount' | 'quantity_break';
  percent: string | null;
  amount: { amount: string; currency: string } | null;
  price: { amount: string; currency: string } | null;
  minimumQuantity: number | null;
  validFrom: string | null;
  validTo: string | null;
  customerId: string | null;
  productId: string | null;
  variantId: string | null;
  active: boolean;
};

/** The figures each kind is made of; it has no others. */
const FIGURES = {
  percent: ['percent'],
  amount: ['amount'],
  quantity_break: ['minimumQuantity', 'percent', 'price'],
} as const;

/**
 * Refused with `invalid_request`, pointing at every field at fault: a figure the kind needs or does not have, another
 * currency, more than two decimals of an amount, an end before its beginning, a product beside a variant; then with
 * `unknown_reference`.
 */
export async function checkDeal(work: Work, deal: DealFields): Promise<{ refusal: Refusal } | null> {
  const errors: FieldError[] = [];
  const say = (field: string, detail: string) => errors.push({ pointer: `#/${field}`, detail });
  const needed: readonly string[] = FIGURES[deal.kind];
  for (const field of ['percent', 'amount', 'price', 'minimumQuantity'] as const) {
    if (deal[field] !== null && !needed.includes(field)) say(field, `is not part of ${deal.kind}`);
  }
  if (deal.kind === 'quantity_break') {
    if (deal.minimumQuantity === null) say('minimumQuantity', 'is needed');
    if ((deal.percent === null) === (deal.price === null)) say('percent', 'is needed, or a price, and not both');
  } else if (deal[deal.kind] === null) say(deal.kind, 'is needed');
  for (const field of ['amount', 'price'] as const) {
    const money = deal[field];
    if (money && money.currency !== work.company.currency) say(`${field}/currency`, `is not ${work.company.currency}`);
  }
  const amount = deal.amount && parseAmount(deal.amount.amount);
  if (amount !== null && (amount === 0n || amount % 100n !== 0n))
    say('amount/amount', 'is above zero, with at most two decimals');
  if (deal.validFrom && deal.validTo && deal.validTo < deal.validFrom) say('validTo', 'lies before the first day');
  if (deal.productId && deal.variantId) say('variantId', 'is not named beside a product');
  if (errors.length > 0) return refuse('invalid_request', { errors });

  const known = await work.tx.row<{ customer: boolean; product: boolean; variant: boolean }>(
    `select exists (select from customers where id = $1) as customer, exists (select from products where id = $2) as product,
       exists (select from variants where id = $3) as variant`,
    [deal.customerId, deal.productId, deal.variantId],
  );
  const unknown = (['customer', 'product', 'variant'] as const).filter(
    (record) => deal[`${record}Id`] !== null && !known[record],
  );
  return unknown.length === 0
    ? null
    : refuse('unknown_reference', {
        errors: unknown.map((record) => ({ pointer: `#/${record}Id`, detail: 'names no record' })),
      });
}

/** The columns of a deal in the order of `DEAL_COLUMNS`. */
export function dealValues(deal: DealFields): unknown[] {
  return [
    deal.name,
    deal.kind,
    deal.percent,
    deal.amount?.amount ?? null,
    deal.price?.amount ?? null,
    deal.minimumQuantity,
    deal.validFrom,
    deal.validTo,
    deal.customerId,
    deal.productId,
    deal.variantId,
    deal.active,
  ];
}

export const DEAL_COLUMNS =
  'name, kind, percent, amount, price, minimum_quantity, valid_from, valid_to, customer_id, product_id, variant_id, active';
