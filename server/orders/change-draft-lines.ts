import { isRefused, type Refusal, refuse } from '#contract/errors.ts';
import type { Request } from '#contract/operations.ts';
import { askAboutQuantities } from '../inventory/ask-about-quantities.ts';
import type { Work } from '../platform/work.ts';
import { LINE_COLUMNS, LINE_RECORD, LINE_VALUES, type PricedLine, priceLine, type VariantRow } from './price-line.ts';

type ChangedLine = NonNullable<Request<'updateOrder'>['body']['lines']>[number];

/**
 * Replaces the lines of a draft by those given: a named line stays with what is not said anew, every other goes.
 * Answers what changed for the record, null when nothing did.
 *
 * Refusals, in this order: `line_named_twice`, `line_not_on_record`, `unknown_reference`, then those of `priceLine`, `quantity_unconfirmed`.
 */
export async function changeDraftLines(
  work: Work,
  orderId: string,
  { wanted, confirmed }: { wanted: readonly ChangedLine[]; confirmed?: boolean | undefined },
): Promise<{ changes: LineChange[] | null } | { refusal: Refusal }> {
  const before = await work.tx.rows<DraftLine>(DRAFT_LINES, [orderId]);
  const variantIds = [...before, ...wanted].map((line) => ('variant_id' in line ? line.variant_id : line.variantId));
  const variants = await work.tx.rows<VariantRow>(VARIANTS, [variantIds.filter((id) => id !== undefined)]);
  const priced = priceLines(wanted, { before, variants, work });
  if (isRefused(priced)) return priced;
  const doubt = confirmed ? null : await askAboutQuantities(work, raisedOf(priced, before, wanted));
  if (doubt) return doubt;
  const changes = describe(before, priced);
  const lines = new Map(before.map((line) => [line.id, line]));
  if (changes.length === 0 && !priced.some((line) => isChanged(line, lines.get(line.id ?? ''))))
    return { changes: null };
  await work.tx.rows('delete from order_lines where order_id = $1 and id <> all($2::bigint[])', [
    orderId,
    priced.flatMap(({ id }) => (id === null ? [] : [id])),
  ]);
  await work.tx.rows(REWRITE, [JSON.stringify(priced.filter(({ id }) => id !== null))]);
  await work.tx.rows(INSERT, [orderId, JSON.stringify(priced.filter(({ id }) => id === null))]);
  await work.tx.rows(SUM, [orderId]);
  return { changes };
}

type Known = { before: readonly DraftLine[]; variants: readonly VariantRow[]; work: Work };
type DraftPrice = PricedLine & { id: string | null };

/** The lines as they will stand, those of quantity 0 left out; refused with the first line at fault. */
function priceLines(wanted: readonly ChangedLine[], known: Known): DraftPrice[] | { refusal: Refusal } {
  const { before, variants, work } = known;
  const priced: DraftPrice[] = [];
  const lines = new Map(before.map((line) => [line.id, line]));
  const sold = new Map(variants.map((variant) => [variant.id, variant]));
  const seen = new Set<string>();
  let position = before.at(-1)?.position ?? 0;
  for (const [index, line] of wanted.entries()) {
    const { orderLineId = '' } = line;
    const kept = lines.get(orderLineId);
    const variant = sold.get(kept?.variant_id ?? line.variantId ?? '');
    const mistake = findMistake(line, { index, isRepeated: seen.has(orderLineId), kept, variant });
    if (orderLineId) seen.add(orderLineId);
    if (mistake || !variant) return mistake ?? refuse('unknown_reference');
    const quantity = line.quantity ?? kept?.quantity ?? 0;
    if (quantity === 0) continue;
    if (!kept) position += 1;
    const asked = { ...(kept ? asAsked(kept, work.company.currency) : {}), ...stated(line), quantity };
    const result = priceLine(asked, { index, position: kept?.position ?? position }, variant, work);
    if (isRefused(result)) return result;
    priced.push({ id: kept?.id ?? null, ...result });
  }
  return priced;
}

function findMistake(
  { orderLineId }: ChangedLine,
  found: { index: number; isRepeated: boolean; kept: DraftLine | undefined; variant: VariantRow | undefined },
): { refusal: Refusal } | null {
  const at = (field: string, detail: string) => ({
    errors: [{ pointer: `#/lines/${found.index}${field}`, detail }],
  });
  if (found.isRepeated) return refuse('line_named_twice', at('', 'names a line a second time'));
  if (orderLineId !== undefined && !found.kept)
    return refuse('line_not_on_record', at('', 'names no line of this order'));
  return found.variant ? null : refuse('unknown_reference', at('/variantId', 'names no variant'));
}

/** The lines that ask for more than they did, where they stand in the request. */
function raisedOf(priced: readonly DraftPrice[], before: readonly DraftLine[], wanted: readonly ChangedLine[]) {
  const quantities = new Map(before.map(({ id, quantity }) => [id, quantity]));
  // Lines of quantity 0 are left out of what is priced.
  const places = wanted.flatMap((line, index) =>
    (line.quantity ?? quantities.get(line.orderLineId ?? '') ?? 0) > 0 ? [index] : [],
  );
  return priced
    .map(({ id, variantId, sku, quantity }, at) => ({ id, index: places[at] as number, variantId, sku, quantity }))
    .filter(({ id, quantity }) => quantity > (quantities.get(id ?? '') ?? 0))
    .map(({ id: _, ...line }) => line);
}

/** How much of an item was asked for and is asked for now. */
export type LineChange = { sku: string; from: number; to: number };

type DraftLine = {
  id: string;
  variant_id: string;
  sku: string;
  position: number;
  quantity: number;
  unit_price: string;
  deal_name: string | null;
  deal_amount: string;
  shortage_rule: 'backorder' | 'cancel_shortage' | 'ask' | null;
  cancel_if_not_shipped_by: string | null;
  double_demand: 'add' | 'merge' | 'replace' | null;
  price_reason: string | null;
  price_valid_until: string | null;
};

function asAsked(line: DraftLine, currency: string) {
  return {
    unitPrice: { amount: line.unit_price, currency },
    // Said when it was entered.
    freeOfCharge: Number(line.unit_price) === 0,
    deal: line.deal_name === null ? null : { name: line.deal_name, amount: { amount: line.deal_amount, currency } },
    shortageRule: line.shortage_rule,
    cancelIfNotShippedBy: line.cancel_if_not_shipped_by,
    doubleDemand: line.double_demand,
    priceReason: line.price_reason,
    priceValidUntil: line.price_valid_until,
  };
}

/** What a request says; what it leaves out stays. */
function stated(line: ChangedLine): Partial<ChangedLine> {
  return Object.fromEntries(Object.entries(line).filter(([, value]) => value !== undefined));
}

function describe(
  before: readonly DraftLine[],
  after: readonly { id: string | null; sku: string; quantity: number }[],
) {
  const left = new Set(after.map(({ id }) => id));
  const quantities = new Map(before.map(({ id, quantity }) => [id, quantity]));
  const gone = before.filter(({ id }) => !left.has(id)).map(({ sku, quantity }) => ({ sku, from: quantity, to: 0 }));
  const kept = after.map(({ id, sku, quantity }) => ({
    sku,
    from: quantities.get(id ?? '') ?? 0,
    to: quantity,
  }));
  return [...gone, ...kept.filter(({ from, to }) => from !== to)];
}

function isChanged(line: PricedLine, kept: DraftLine | undefined): boolean {
  return (
    kept === undefined ||
    Number(kept.unit_price) !== Number(line.unitPrice) ||
    kept.deal_name !== line.dealName ||
    Number(kept.deal_amount) !== Number(line.dealAmount) ||
    kept.shortage_rule !== line.shortageRule ||
    kept.cancel_if_not_shipped_by !== line.cancelIfNotShippedBy ||
    kept.double_demand !== line.doubleDemand ||
    kept.price_reason !== line.priceReason ||
    kept.price_valid_until !== line.priceValidUntil
  );
}

const VARIANTS = 'select id, product_id, sku, price, order_multiple from variants where id = any($1::bigint[])';

const DRAFT_LINES = `
  select l.id, l.variant_id, v.sku, l.position, l.quantity, l.unit_price, l.deal_name, l.deal_amount, l.shortage_rule,
    l.cancel_if_not_shipped_by, l.double_demand, l.price_reason, l.price_valid_until
  from order_lines l join variants v on v.id = l.variant_id where l.order_id = $1 order by l.position`;

const REWRITE = `
  update order_lines l set quantity = d.quantity, unit_price = d."unitPrice", deal_id = d."dealId", deal_name = d."dealName",
    deal_kind = d."dealKind", deal_percent = d."dealPercent", deal_price = d."dealPrice", deal_amount = d."dealAmount",
    shortage_rule = d."shortageRule", cancel_if_not_shipped_by = d."cancelIfNotShippedBy", double_demand = d."doubleDemand",
    price_reason = d."priceReason", price_valid_until = d."priceValidUntil"
  from jsonb_to_recordset($1::jsonb) d(id bigint, ${LINE_RECORD}) where l.id = d.id`;

const INSERT = `
  insert into order_lines (order_id, ${LINE_COLUMNS})
  select $1, ${LINE_VALUES} from jsonb_to_recordset($2::jsonb) d(${LINE_RECORD}) order by position`;

const SUM = `
  update orders set ordered = (select coalesce(sum(quantity), 0) from order_lines where order_id = $1), version = version + 1
  where id = $1`;
