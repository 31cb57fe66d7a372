import { type FieldError, isRefused, type Refusal, refuse } from '#contract/errors.ts';
import type { Request } from '#contract/operations.ts';
import { formatAmount, parseAmount } from '#domain/money.ts';
import type { Quantity } from '#domain/quantity.ts';
import { type LoadedLine, loadLines } from '../ledger/load-lines.ts';
import { type LockedBackorder, lockBackorder } from '../ledger/lock-backorder.ts';
import { lockStockOf } from '../ledger/lock-stock.ts';
import type { Viewer } from '../platform/viewer.ts';
import type { Work } from '../platform/work.ts';

type Body = Request<'proposeSubstitution'>['body'];

/**
 * Proposes other variants in place of a quantity of one backorder line, each at a price that is fixed here. Nothing moves: the
 * line keeps its place and gets stock of its own as before, until the customer accepts.
 *
 * Refusals, in this order: `not_found`, `not_your_customer`, `line_not_on_record`, `nothing_outstanding`, `already_proposed`,
 * `more_than_substitutable`, `quantity_not_whole_multiple`, `unknown_reference` (variants), `invalid_request` (the line's own
 * variant, another currency), `substitute_not_in_stock`.
 */
export async function proposeSubstitution(
  viewer: Viewer,
  { params, body }: Request<'proposeSubstitution'>,
  work: Work,
): Promise<{ id: string } | { refusal: Refusal }> {
  await lockStockOf(viewer, work, { backorderId: params.id });
  const backorder = await lockBackorder(viewer, work, params.id);
  if (isRefused(backorder)) return backorder;
  const line = (await loadLines(work, { backorderId: backorder.id })).find(
    ({ backorderLineId }) => backorderLineId === body.backorderLineId,
  );
  if (!line)
    return refuse('line_not_on_record', {
      errors: [{ pointer: '#/backorderLineId', detail: 'names no line of this backorder' }],
    });
  const problem = await findProblem(work, line, body);
  if (problem) return problem;
  const offers = await priceOffers(work, backorder, line, body);
  if (isRefused(offers)) return offers;
  return record(viewer, work, { backorder, line, body, offers });
}

async function findProblem(
  work: Work,
  line: LoadedLine,
  { quantity }: Body,
): Promise<{ refusal: Refusal } | undefined> {
  const waiting = line.open - line.picked;
  if (waiting === 0) return refuse('nothing_outstanding', { facts: { outstanding: line.open } });
  const open = await work.tx.first<{ id: string }>(
    'select id from substitutions where backorder_line_id = $1 and closed_at is null',
    [line.backorderLineId],
  );
  if (open) return refuse('already_proposed', { facts: { substitutionId: open.id } });
  if (quantity > waiting)
    return refuse('more_than_substitutable', {
      errors: [{ pointer: '#/quantity', detail: `is more than the ${waiting} that wait` }],
      facts: { most: waiting },
    });
  if (quantity % line.orderMultiple !== 0)
    return refuse('quantity_not_whole_multiple', {
      errors: [{ pointer: '#/quantity', detail: `is not a whole multiple of ${line.orderMultiple}` }],
      facts: { sku: line.sku, orderMultiple: line.orderMultiple },
    });
  return undefined;
}

type Offer = {
  position: number;
  variantId: string;
  sku: string;
  priceKind: string;
  unitPrice: string;
  priceReason: string | null;
};
type Offered = { id: string; sku: string; price: string; order_multiple: number; available: Quantity };

/** The offers at their prices; refused with the first at fault. */
async function priceOffers(
  work: Work,
  backorder: LockedBackorder,
  line: LoadedLine,
  { offers }: Body,
): Promise<Offer[] | { refusal: Refusal }> {
  const variantIds = offers.map(({ variantId }) => variantId);
  const rows = await work.tx.rows<Offered>(OFFERED, [variantIds, backorder.warehouseId]);
  const offered = variantIds.map((id) => rows.find((row) => row.id === id));
  const unknown = offered.flatMap((variant, index) => (variant ? [] : [at(index, 'variantId', 'names no variant')]));
  if (unknown.length > 0) return refuse('unknown_reference', { errors: unknown });
  const mistakes = offers.flatMap((offer, index) => mistakesOf(work, line, offer, index));
  if (mistakes.length > 0) return refuse('invalid_request', { errors: mistakes });
  const known = offered as Offered[];
  return findOutOfStock(known) ?? known.map((variant, index) => toOffer(variant, offers[index] as Given, line, index));
}

function findOutOfStock(offered: readonly Offered[]): { refusal: Refusal } | null {
  const index = offered.findIndex(({ available, order_multiple }) => available < order_multiple);
  const none = offered[index];
  if (!none) return null;
  const { sku, available } = none;
  const errors = [at(index, 'variantId', `${sku} has no free stock`)];
  return refuse('substitute_not_in_stock', { errors, facts: { sku, available } });
}

function toOffer({ id, sku, price: listPrice }: Offered, { price }: Given, line: LoadedLine, index: number): Offer {
  const unitPrice = { locked: formatAmount(line.unitPrice), list: listPrice, other: plain(price.amount) }[price.kind];
  const priceReason = price.reason?.trim() || null;
  return { position: index + 1, variantId: id, sku, priceKind: price.kind, unitPrice, priceReason };
}

type Given = Body['offers'][number];
type Amount = Given['price']['amount'];

const at = (index: number, field: string, detail: string): FieldError => ({
  pointer: `#/offers/${index}/${field}`,
  detail,
});

function mistakesOf({ company }: Work, line: LoadedLine, { variantId, price }: Given, index: number): FieldError[] {
  const isForeign = price.amount && typeof price.amount === 'object' && price.amount.currency !== company.currency;
  return [
    ...(variantId === line.variantId ? [at(index, 'variantId', 'is what waits already')] : []),
    ...(isForeign ? [at(index, 'price/amount/currency', `is not ${company.currency}`)] : []),
  ];
}

const plain = (amount: Amount): string =>
  formatAmount(parseAmount((typeof amount === 'object' ? amount?.amount : amount) ?? '0') as bigint);

async function record(
  viewer: Viewer,
  work: Work,
  { backorder, line, body, offers }: { backorder: LockedBackorder; line: LoadedLine; body: Body; offers: Offer[] },
): Promise<{ id: string }> {
  const { quantity, notifyCustomer } = body;
  const note = body.note?.trim() || null;
  const about = [backorder.id, backorder.order.id, line.backorderLineId, backorder.order.customerId];
  const values = [...about, quantity, note, work.now, viewer.actor, JSON.stringify(offers)];
  const { id } = await work.tx.row<{ id: string }>(RECORD, values);
  work.audit({
    action: 'backorder.propose_substitute',
    recordType: 'backorder',
    recordId: backorder.id,
    orderId: backorder.order.id,
    changes: { sku: line.sku, quantity, note, offers: offers.map(({ position: _, variantId: __, ...offer }) => offer) },
  });
  const told = { substitutionId: id, backorderId: backorder.id, orderId: backorder.order.id, notifyCustomer };
  work.tell('backorder_substitute_proposed', told);
  return { id };
}

const OFFERED = `
  select v.id, v.sku, v.price, v.order_multiple, coalesce(greatest(s.available, 0), 0) as available
  from variants v left join stock_levels s on s.variant_id = v.id and s.warehouse_id = $2
  where v.id = any($1::bigint[])`;

const RECORD = `
  with moved as (update backorders set version = version + 1 where id = $1),
  made as (
    insert into substitutions (backorder_id, order_id, backorder_line_id, customer_id, quantity, note, proposed_at, proposed_by)
    values ($1, $2, $3, $4, $5, $6, $7, $8) returning id),
  offered as (
    insert into substitution_offers (substitution_id, position, variant_id, price_kind, unit_price, price_reason)
    select made.id, f.position, f."variantId", f."priceKind", f."unitPrice", f."priceReason"
    from made, jsonb_to_recordset($9::jsonb) f(position integer, "variantId" bigint, "priceKind" text, "unitPrice" numeric, "priceReason" text))
  select id from made`;
