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
  const errors = [...checkFigures(deal), ...checkMoney(deal, work.company.currency), ...checkReach(deal)];
  if (errors.length > 0) return refuse('invalid_request', { errors });
  const unknown = await findUnknown(work, deal);
  return unknown.length > 0 ? refuse('unknown_reference', { errors: unknown }) : null;
}

const fault = (field: string, detail: string): FieldError => ({ pointer: `#/${field}`, detail });

function checkFigures(deal: DealFields): FieldError[] {
  const needed: readonly string[] = FIGURES[deal.kind];
  const errors = (['percent', 'amount', 'price', 'minimumQuantity'] as const)
    .filter((field) => deal[field] !== null && !needed.includes(field))
    .map((field) => fault(field, `is not part of ${deal.kind}`));
  if (deal.kind === 'quantity_break') {
    if (deal.minimumQuantity === null) errors.push(fault('minimumQuantity', 'is needed'));
    if ((deal.percent === null) === (deal.price === null))
      errors.push(fault('percent', 'is needed, or a price, and not both'));
  } else if (deal[deal.kind] === null) errors.push(fault(deal.kind, 'is needed'));
  return errors;
}

function checkMoney(deal: DealFields, currency: string): FieldError[] {
  const errors = (['amount', 'price'] as const)
    .filter((field) => deal[field] && deal[field].currency !== currency)
    .map((field) => fault(`${field}/currency`, `is not ${currency}`));
  const amount = deal.amount && parseAmount(deal.amount.amount);
  if (amount !== null && (amount === 0n || amount % 100n !== 0n))
    errors.push(fault('amount/amount', 'is above zero, with at most two decimals'));
  return errors;
}

function checkReach({ validFrom, validTo, productId, variantId }: DealFields): FieldError[] {
  const errors: FieldError[] = [];
  if (validFrom && validTo && validTo < validFrom) errors.push(fault('validTo', 'lies before the first day'));
  if (productId && variantId) errors.push(fault('variantId', 'is not named beside a product'));
  return errors;
}

async function findUnknown({ tx }: Work, deal: DealFields): Promise<FieldError[]> {
  const known = await tx.row<{ customer: boolean; product: boolean; variant: boolean }>(
    `select exists (select from customers where id = $1) as customer, exists (select from products where id = $2) as product,
       exists (select from variants where id = $3) as variant`,
    [deal.customerId, deal.productId, deal.variantId],
  );
  return (['customer', 'product', 'variant'] as const)
    .filter((record) => deal[`${record}Id`] !== null && !known[record])
    .map((record) => fault(`${record}Id`, 'names no record'));
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
