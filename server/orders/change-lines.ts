import { isRefused, type Refusal, refuse } from '#contract/errors.ts';
import type { Request } from '#contract/operations.ts';
import type { Deal } from '#domain/orders/deal.ts';
import { priceValidUntil } from '#domain/orders/price-guard.ts';
import { changeRow, type RowRefusal } from '#domain/orders/row-change.ts';
import { type Quantity, total } from '#domain/quantity.ts';
import { type AskedQuantity, askAboutQuantities } from '../inventory/ask-about-quantities.ts';
import { type LoadedLine, loadLines } from '../ledger/load-lines.ts';
import type { LockedOrder } from '../ledger/lock-order.ts';
import type { StockLevel } from '../ledger/lock-stock.ts';
import { wantedQuantity } from '../ledger/sql-words.ts';
import type { Viewer } from '../platform/viewer.ts';
import type { Work } from '../platform/work.ts';
import type { LineChange } from './change-draft-lines.ts';
import { whyLess } from './end-of-order.ts';
import { increase, type LineRow } from './increase-line.ts';
import { chooseDeal, notWhole, priceLine, refuseEnded, type VariantRow } from './price-line.ts';
import { readDeals } from './read-deals.ts';
import {
  type AddedLine,
  type ChangedLine,
  changeRules,
  type LineRules,
  recordLineChanges,
} from './record-line-changes.ts';

export type ChangedLines = {
  changes: LineChange[];
  rules: LineRules[];
  /** The levels as they are now, freed stock included. */
  levels: StockLevel[];
  /** New lines that ask for stock on the order itself. */
  joined: Set<string>;
  movesStock: boolean;
};

/**
 * Changes the rows of a confirmed order to what is wanted in all, and adds lines. Less is cancelled, as `changeRow` says;
 * more is a new line at the same price with its own queue time, on the open backorder of its row or open on the order.
 * With `shipApart` it joins no backorder. Deals reckoned by the unit extend, amounts do not. The caller holds the stock rows and the order, and allocates what becomes free.
 *
 * Refusals, in this order: `line_named_twice`, `line_not_on_record`, `price_locked`, `unknown_reference`, then for the
 * first line at fault `quantity_not_whole_multiple`, `below_picked_or_shipped` with the figures, `price_ended` (more of a line whose
 * price has), those of `priceLine`, then
 * `cancellation_reason_required` where nothing would be left, then `quantity_unconfirmed`.
 */
export async function changeLines(
  viewer: Viewer,
  work: Work,
  order: LockedOrder,
  wanting: Wanting,
  levels: ReadonlyMap<string, StockLevel>,
): Promise<ChangedLines | { refusal: Refusal }> {
  const { wanted, shipApart } = wanting;
  await work.tx.rows('select from backorders where order_id = $1 order by id for update', [order.id]);
  const newVariantIds = wanted.flatMap(({ variantId }) => (variantId === undefined ? [] : [variantId]));
  const [rows, claims, variants, deals] = await Promise.all([
    work.tx.rows<LineRow>(ROWS, [order.id]),
    loadLines(work, { orderId: order.id, withBackorders: true }),
    work.tx.rows<VariantRow>(VARIANTS, [newVariantIds]),
    newVariantIds.length > 0 ? readDeals(work.tx, order.customerId, newVariantIds, work.today) : [],
  ]);
  const mistake = findMistake(wanted, rows, variants);
  if (mistake) return { refusal: mistake };

  const decided = decideLines(wanted, { order, work, rows, claims, variants, deals, shipApart });
  if (isRefused(decided)) return decided;
  const { cancelled, added, changes } = decided;
  const why = whyLess({ claims, rows, cancelled, added }, wanting);
  if (isRefused(why)) return why;
  const doubt = wanting.confirmed ? null : await askAboutQuantities(work, decided.raised);
  if (doubt) return doubt;
  const rules = await changeRules(
    work,
    order,
    wanted,
    rows.map(({ id, sku, shortage_rule, cancel_if_not_shipped_by }) => ({
      id,
      sku,
      shortageRule: shortage_rule,
      cancelIfNotShippedBy: cancel_if_not_shipped_by,
    })),
  );
  if (cancelled.length + added.length === 0)
    return { changes, rules, levels: [...levels.values()], joined: new Set(), movesStock: false };
  return {
    changes,
    rules,
    movesStock: true,
    ...(await recordLineChanges(viewer, work, order, {
      ...{ cancelled, why, added, levels },
      settlement: wanting.settlement,
    })),
  };
}

/** What is wanted of the rows, and why, should nothing be left. */
export type Wanting = { wanted: readonly ChangedLine[]; shipApart: boolean } & Pick<
  Request<'updateOrder'>['body'],
  'reason' | 'reasonText' | 'confirmed' | 'settlement'
>;

type Decided = {
  cancelled: { line: LoadedLine; quantity: Quantity }[];
  added: AddedLine[];
  changes: LineChange[];
  /** What more is asked for of, and how much in all. */
  raised: AskedQuantity[];
};

type Known = {
  order: LockedOrder;
  work: Work;
  rows: readonly LineRow[];
  claims: readonly LoadedLine[];
  variants: readonly VariantRow[];
  deals: readonly Deal[];
  shipApart: boolean;
};

/** What is cancelled and what is added, line by line as wanted; refused with the first line at fault. */
function decideLines(wanted: readonly ChangedLine[], known: Known): Decided | { refusal: Refusal } {
  const decided: Decided = { cancelled: [], added: [], changes: [], raised: [] };
  const last = known.rows.at(-1)?.position ?? 0;
  const byRoot = rowsByRoot(known);
  const variants = new Map(known.variants.map((variant) => [variant.id, variant]));
  for (const [index, line] of wanted.entries()) {
    const place = { index, position: last + decided.added.length + 1 };
    const refused =
      line.variantId === undefined
        ? changeLine(decided, line, place, { root: byRoot.get(line.orderLineId as string) as Row, ...known })
        : addLine(decided, line, place, { variant: variants.get(line.variantId) as VariantRow, ...known });
    if (refused) return refused;
  }
  return decided;
}

type Place = { index: number; position: number };

/** A row as people see it: its line with its increases, and what they stand in, the oldest first. */
type Row = { line: LineRow; lines: LineRow[]; claims: LoadedLine[] };

/** By the line each began with. Once for all lines: an order may have thousands. */
function rowsByRoot({ rows, claims }: Known): ReadonlyMap<string, Row> {
  const roots = new Map<string, Row>();
  const rowOf = new Map<string, Row>();
  for (const line of rows) {
    const row = roots.get(line.root_id) ?? { line, lines: [], claims: [] };
    row.lines.push(line);
    roots.set(line.root_id, row);
    rowOf.set(line.id, row);
  }
  for (const claim of claims) rowOf.get(claim.orderLineId)?.claims.push(claim);
  for (const row of roots.values())
    row.claims.sort(
      (a, b) => Date.parse(a.queuedAt) - Date.parse(b.queuedAt) || Number(a.queueLineId) - Number(b.queueLineId),
    );
  return roots;
}

/** A line of a variant the order did not have. */
function addLine(
  { added, changes, raised }: Decided,
  line: ChangedLine,
  place: Place,
  { order, work, variant, deals }: Known & { variant: VariantRow },
): { refusal: Refusal } | null {
  const whole = { ...line, variantId: variant.id, quantity: line.quantity ?? 0, doubleDemand: null };
  const priced = priceLine(whole, place, variant, work);
  if (isRefused(priced)) return priced;
  const offered =
    priced.dealName === null
      ? chooseDeal(deals, { ...priced, productId: variant.product_id }, { ...order, today: work.today })
      : null;
  const { priceGuard } = work.settings;
  const validUntil = priceValidUntil(priceGuard, { given: priced.priceValidUntil, today: work.today });
  added.push({ ...priced, ...offered, priceValidUntil: validUntil, increaseOfId: null, backorderId: null });
  changes.push({ sku: variant.sku, from: 0, to: priced.quantity });
  raised.push({ index: place.index, variantId: variant.id, sku: variant.sku, quantity: priced.quantity });
  return null;
}

/** Less or more of a row that is there. */
function changeLine(
  { cancelled, added, changes, raised }: Decided,
  line: ChangedLine,
  { index, position }: Place,
  { root: { line: root, lines, claims: own }, shipApart, work }: Known & { root: Row },
): { refusal: Refusal } | null {
  if (line.quantity === undefined || root.is_replacement) return null;
  const shipped = total(lines, (row) => row.shipped);
  const parts = own.map((part) => ({ ...part, id: part.queueLineId }));
  const change = changeRow({ shipped, orderMultiple: root.order_multiple, parts }, line.quantity);
  if ('code' in change) return explain(change, index, root.sku);
  if (change.change === 'none') return null;
  changes.push({ sku: root.sku, from: shipped + total(own, ({ open }) => open), to: line.quantity });
  if (change.change === 'less') {
    for (const { id, quantity } of change.cancelled)
      cancelled.push({ line: own.find(({ queueLineId }) => queueLineId === id) as LoadedLine, quantity });
  } else {
    const ended = refuseEnded(root.sku, root.price_valid_until, { ...work.settings, today: work.today });
    const detail = `${root.sku}: its price held until ${root.price_valid_until}`;
    if (ended) return { refusal: { ...ended, errors: [{ pointer: `#/lines/${index}/quantity`, detail }] } };
    raised.push({ index, variantId: root.variant_id, sku: root.sku, quantity: line.quantity });
    added.push({ ...increase(root, change.quantity, position), backorderId: shipApart ? null : change.backorderId });
  }
  return null;
}

function findMistake(
  wanted: readonly ChangedLine[],
  rows: readonly LineRow[],
  variants: readonly VariantRow[],
): Refusal | null {
  const at = (index: number, field: string, detail: string) => ({
    errors: [{ pointer: `#/lines/${index}${field}`, detail }],
  });
  const named = wanted.map(({ orderLineId }) => orderLineId);
  const firstAt = new Map(named.map((id, index) => [id, index] as const).reverse());
  const repeated = named.findIndex((id, index) => id !== undefined && firstAt.get(id) !== index);
  if (repeated >= 0) return { code: 'line_named_twice', ...at(repeated, '', 'names a line a second time') };
  const roots = new Set(rows.map((row) => row.root_id));
  const foreign = named.findIndex((id) => id !== undefined && !roots.has(id));
  if (foreign >= 0) return { code: 'line_not_on_record', ...at(foreign, '', 'names no row of this order') };
  const byId = new Map(rows.map((row) => [row.id, row]));
  const replaced = wanted.findIndex((line) => asksMoreOrLess(line, byId.get(line.orderLineId as string)));
  if (replaced >= 0)
    return { code: 'line_not_on_record', ...at(replaced, '/quantity', 'is of a replacement: cancel its backorder') };
  const priced = wanted.findIndex((line) => changesPrice(line, byId.get(line.orderLineId as string)));
  if (priced >= 0) return { code: 'price_locked', ...at(priced, '', 'keeps its price and deal') };
  const known = new Set(variants.map(({ id }) => id));
  const unknown = wanted.findIndex(({ variantId }) => variantId !== undefined && !known.has(variantId));
  return unknown >= 0 ? { code: 'unknown_reference', ...at(unknown, '/variantId', 'names no variant') } : null;
}

/** A replacement is no row of what was ordered: it comes back as it was read, or not at all. */
function asksMoreOrLess({ quantity }: ChangedLine, row: LineRow | undefined): boolean {
  return row?.is_replacement === true && quantity !== undefined && quantity !== row.quantity && quantity !== row.wanted;
}

/** Whether something else is said of the price of a row than it is frozen with. */
function changesPrice(
  { unitPrice, deal, priceReason, priceValidUntil }: ChangedLine,
  row: LineRow | undefined,
): boolean {
  if (!row) return false;
  const isOther = <T>(said: T | undefined, kept: T) => said !== undefined && said !== kept;
  return (
    Boolean(unitPrice || deal) ||
    isOther(priceReason, row.price_reason) ||
    isOther(priceValidUntil, row.price_valid_until)
  );
}

function explain(refused: RowRefusal, index: number, sku: string): { refusal: Refusal } {
  if (refused.code === 'quantity_not_whole_multiple') return notWhole(index, sku, refused.orderMultiple);
  const { code, ...facts } = refused;
  const parts = [
    facts.shipped > 0 ? `${facts.shipped} have shipped` : null,
    facts.picked > 0 ? `${facts.picked} are picked` : null,
  ].filter((part) => part !== null);
  return refuse(code, {
    errors: [{ pointer: `#/lines/${index}/quantity`, detail: `${sku}: ${parts.join(' and ')}` }],
    facts: { sku, ...facts },
  });
}

const VARIANTS = 'select id, product_id, sku, price, order_multiple from variants where id = any($1::bigint[])';

const ROWS = `
  select l.id, coalesce(l.increase_of_id, l.id) as root_id, l.return_line_id is not null as is_replacement,
    ${wantedQuantity()} as quantity, l.quantity - l.cancelled
      - coalesce((select sum(b.cancelled + b.substituted) from backorder_lines b where b.order_line_id = l.id), 0)::integer as wanted, l.position, v.sku, l.variant_id,
    coalesce(q.order_multiple, v.order_multiple) as order_multiple,
    l.filled + coalesce((select sum(b.fulfilled) from backorder_lines b where b.order_line_id = l.id), 0)::integer as shipped,
    l.unit_price, l.price_reason, l.price_valid_until, l.deal_id, l.deal_name, l.deal_kind, l.deal_percent, l.deal_price, l.shortage_rule, l.cancel_if_not_shipped_by
  from order_lines l
  join variants v on v.id = l.variant_id
  left join queue_lines q on q.order_line_id = l.id and q.backorder_line_id is null
  where l.order_id = $1 order by l.position`;
