import { type ErrorCode, type Refusal, refuse } from '#contract/errors.ts';
import type { Request } from '#contract/operations.ts';
import { lineValue } from '#domain/invoicing/line-value.ts';
import { formatAmount, parseAmount, type TenThousandths } from '#domain/money.ts';
import { bestDeal, type Deal, type DealTerms, reduction } from '#domain/orders/deal.ts';
import { isPriceEnded, type PriceGuard } from '#domain/orders/price-guard.ts';
import type { Quantity } from '#domain/quantity.ts';
import type { Work } from '../platform/work.ts';

export type VariantRow = { id: string; product_id: string; sku: string; price: string; order_multiple: number };

/** The deal of a line as its columns keep it. */
export type LineDeal = {
  dealId: string | null;
  dealName: string | null;
  dealKind: 'percent' | 'amount' | 'price' | null;
  dealPercent: string | null;
  dealPrice: string | null;
  dealAmount: string;
};

/** A line as it is written. */
export type PricedLine = LineDeal & {
  variantId: string;
  sku: string;
  position: number;
  quantity: Quantity;
  unitPrice: string;
  priceReason: string | null;
  priceValidUntil: string | null;
  shortageRule: string | null;
  cancelIfNotShippedBy: string | null;
  doubleDemand: string | null;
};

type AskedLine = Omit<Request<'createOrder'>['body']['lines'][number], 'variantId'>;

export const NO_DEAL: LineDeal = {
  dealId: null,
  dealName: null,
  dealKind: null,
  dealPercent: null,
  dealPrice: null,
  dealAmount: '0.00',
};

/**
 * A line at the price given, or its variant's own, with the deal given. Refused, in this order, with `invalid_request`
 * (another currency), `quantity_not_whole_multiple`, `free_of_charge_undecided` (a price of 0 that nobody said is meant),
 * `invalid_request` (more than two decimals of a deal), `deal_above_value`, `price_ended` (a last day that has passed, where prices are guarded).
 */
export function priceLine(
  line: AskedLine,
  at: { index: number; position: number },
  variant: VariantRow,
  { company: { currency }, settings: { priceGuard }, today }: Pick<Work, 'company' | 'settings' | 'today'>,
): PricedLine | { refusal: Refusal } {
  const { index, position } = at;
  const foreign = findForeign(line, currency);
  if (foreign) return atLine(index, 'invalid_request', `${foreign}/currency`, `is not ${currency}`);
  if (line.quantity % variant.order_multiple !== 0) return notWhole(index, variant.sku, variant.order_multiple);
  const unitPrice = parseAmount(line.unitPrice?.amount ?? variant.price) as bigint;
  if (unitPrice === 0n && !line.freeOfCharge)
    return atLine(index, 'free_of_charge_undecided', 'unitPrice', `of ${variant.sku} is 0: is it free of charge?`);
  const dealAmount = parseAmount(line.deal?.amount.amount ?? '0') as bigint;
  if (dealAmount % 100n !== 0n)
    return atLine(index, 'invalid_request', 'deal/amount/amount', 'has more than two decimals');
  if (lineValue(line.quantity, { unitPrice, dealAmount }) < 0n)
    return atLine(index, 'deal_above_value', 'deal/amount', 'is more than the line is worth');
  const ended = refuseEnded(variant.sku, line.priceValidUntil ?? null, { priceGuard, today });
  if (ended)
    return {
      refusal: {
        ...ended,
        errors: [{ pointer: `#/lines/${index}/priceValidUntil`, detail: `${variant.sku}: has passed` }],
      },
    };
  const {
    priceReason = null,
    priceValidUntil = null,
    shortageRule = null,
    cancelIfNotShippedBy = null,
    doubleDemand = null,
  } = line;
  return {
    variantId: variant.id,
    sku: variant.sku,
    position,
    quantity: line.quantity,
    unitPrice: formatAmount(unitPrice),
    priceReason,
    priceValidUntil,
    ...dealByHand(line, formatAmount(dealAmount)),
    shortageRule,
    cancelIfNotShippedBy,
    doubleDemand,
  };
}

/** `price_ended` where the price of an item has ended under the rule of the company. */
export function refuseEnded(
  sku: string,
  validUntil: string | null,
  { priceGuard, today }: { priceGuard: PriceGuard; today: string },
): Refusal | null {
  return isPriceEnded(priceGuard, validUntil, today) ? { code: 'price_ended', facts: { sku, validUntil } } : null;
}

function dealByHand({ deal }: AskedLine, dealAmount: string): LineDeal {
  return deal ? { ...NO_DEAL, dealName: deal.name, dealKind: 'amount', dealAmount } : NO_DEAL;
}

/** The field with money of another currency than the company's. */
function findForeign({ unitPrice, deal }: AskedLine, currency: string): string | undefined {
  const amounts = { unitPrice, 'deal/amount': deal?.amount };
  return Object.entries(amounts).find(([, money]) => money && money.currency !== currency)?.[0];
}

function atLine(index: number, code: ErrorCode, field: string, detail: string): { refusal: Refusal } {
  return refuse(code, { errors: [{ pointer: `#/lines/${index}/${field}`, detail }] });
}

export function notWhole(index: number, sku: string, orderMultiple: number): { refusal: Refusal } {
  return refuse('quantity_not_whole_multiple', {
    errors: [{ pointer: `#/lines/${index}/quantity`, detail: `is not a whole multiple of ${orderMultiple}` }],
    facts: { sku, orderMultiple },
  });
}

/** The best of what is offered for a line, as it is frozen into it; null where nothing applies. */
export function chooseDeal(
  deals: readonly Deal[],
  line: { variantId: string; productId: string; quantity: Quantity; unitPrice: string },
  when: { customerId: string; today: string },
): LineDeal | null {
  const unitPrice = parseAmount(line.unitPrice) as TenThousandths;
  const best = bestDeal(deals, { ...line, unitPrice }, when);
  return best && freeze({ id: best.deal.id, name: best.deal.name }, best.deal.terms, best.amount);
}

/** The same terms for another quantity at the same price: what an increase of a line gets. */
export function extendDeal(
  deal: { id: string | null; name: string },
  terms: DealTerms,
  line: { quantity: Quantity; unitPrice: TenThousandths },
): LineDeal {
  return freeze(deal, terms, reduction(terms, line));
}

function freeze(deal: { id: string | null; name: string }, terms: DealTerms, amount: TenThousandths): LineDeal {
  return {
    dealId: deal.id,
    dealName: deal.name,
    dealKind: terms.kind,
    dealPercent: terms.kind === 'percent' ? formatAmount(terms.percent) : null,
    dealPrice: terms.kind === 'price' ? formatAmount(terms.price) : null,
    dealAmount: formatAmount(amount),
  };
}

/** The columns of order_lines that a priced line fills, as its JSON names them, and as a record set reads them. */
export const LINE_COLUMNS = `variant_id, position, quantity, unit_price, deal_id, deal_name, deal_kind, deal_percent, deal_price,
  deal_amount, shortage_rule, cancel_if_not_shipped_by, double_demand, price_reason,
  price_valid_until`;
export const LINE_VALUES = `"variantId", position, quantity, "unitPrice", "dealId", "dealName", "dealKind", "dealPercent", "dealPrice",
  "dealAmount", "shortageRule", "cancelIfNotShippedBy", "doubleDemand", "priceReason",
  "priceValidUntil"`;
export const LINE_RECORD = `"variantId" bigint, position integer, quantity integer, "unitPrice" numeric, "dealId" bigint,
  "dealName" text, "dealKind" text, "dealPercent" numeric, "dealPrice" numeric, "dealAmount" numeric, "shortageRule" text,
  "cancelIfNotShippedBy" date, "doubleDemand" text, "priceReason" text, "priceValidUntil" date`;
